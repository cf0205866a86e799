/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * unsupported.c: the calls of the standard which are not written yet: those of the tool
 * interface.  They invoke no error handler (MPI 5.0, 15.3): MPI_T_init_thread says that it
 * cannot, and all others that it has not been called.
 *
 * unsupported/mpit.def lists them in the order of the standard's tables.  To write one,
 * take its entry out there and define it in mpi/; the linker tells of doubles and
 * contrib/check-abi of gaps.
 */
#include <mpi.h>

#include "util/macros.h"

/* Nobody reads the arguments of a call that does nothing. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

#define UNSUPPORTED(name, error_class, parameters)                                  \
    int P##name parameters                                                               \
    {                                                                                    \
        return error_class;                                                              \
    }                                                                                    \
    weak_alias(P##name, name);

#include "mpi/unsupported/mpit.def"
