/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * unsupported.c: the calls of the standard which are not written yet.  Each raises
 * MPI_ERR_UNSUPPORTED_OPERATION with its own name in the text, so that a program which
 * was linked with us never finds a symbol missing and never gets a success it did not
 * have.
 *
 * unsupported/CHAPTER.def lists those of a chapter, in the order of the standard's
 * tables: UNSUPPORTED(name, communicator whose error handler is called, number of the call,
 * (parameters)). To write one, take its entry out there and define it in mpi/CHAPTER.c; the linker tells of
 * doubles and contrib/check-abi of gaps.
 */
#include <mpi.h>

#include "mpi/raise.h"
#include "util/err.h"
#include "util/macros.h"

/* Nobody reads the arguments of a call that does nothing. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

static int unsupported(MPI_Comm comm, enum mpi_call call)
{
    int error_class =
        err(MPI_ERR_UNSUPPORTED_OPERATION,
            "%s is not written yet in Slipway " PACKAGE_VERSION, call_name(call));

    return raise_comm(comm, error_class, call);
}

#define UNSUPPORTED(name, comm, call, parameters)                                        \
    int P##name parameters                                                               \
    {                                                                                    \
        return unsupported(comm, call);                                                  \
    }                                                                                    \
    weak_alias(P##name, name);

#include "mpi/unsupported/spawn.def"

/*
 * The calls of the tool interface invoke no error handler (MPI 5.0, 15.3):
 * MPI_T_init_thread says that it cannot, and all others that it has not been called.
 */
#define TOOL_UNSUPPORTED(name, error_class, parameters)                                  \
    int P##name parameters                                                               \
    {                                                                                    \
        return error_class;                                                              \
    }                                                                                    \
    weak_alias(P##name, name);

#include "mpi/unsupported/mpit.def"
