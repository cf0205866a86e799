/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/raise.h"

#include <stdbool.h>
#include <stddef.h>

#include "comm/comm.h"
#include "obj/errhandler.h"
#include "obj/handle.h"
#include "util/err.h"
#include "util/macros.h"
#include "world/instance.h"

int raise_if_outside(void)
{
    if (instance_is_active())
        return MPI_SUCCESS;
    return err(MPI_ERR_OTHER,
               instance_was_active()
                   ? "it was called after MPI_Finalize: MPI cannot be used any more"
                   : "it was called before MPI_Init: call that first");
}

int raise_if_null(const void *output, const char *name)
{
    if (likely(output != NULL))
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "%s is NULL: pass the address of a variable for it", name);
}

/* The handler of an object; without one, that of MPI_COMM_SELF; where that is not, errors
 * are fatal (MPI 5.0, 9.3). */
static int raise_anywhere(struct object *object, int error_class, enum mpi_call call)
{
    if (likely(error_class == MPI_SUCCESS))
        return MPI_SUCCESS;
    if (!object)
        object = object_of(MPI_COMM_SELF, OBJECT_COMM);
    return errhandler_raise(object, error_class, call_name(call));
}

/* That of a call between init and finalize: everywhere else the error is being there. */
static int raise(struct object *object, int error_class, enum mpi_call call)
{
    int outside = likely(error_class == MPI_SUCCESS) ? MPI_SUCCESS : raise_if_outside();

    return raise_anywhere(object, outside ? outside : error_class, call);
}

int raise_comm(MPI_Comm comm, int error_class, enum mpi_call call)
{
    return raise(object_of(comm, OBJECT_COMM), error_class, call);
}

int raise_win(MPI_Win win, int error_class, enum mpi_call call)
{
    return raise(object_of(win, OBJECT_WIN), error_class, call);
}

/* Without a file the handler of MPI_FILE_NULL is called (MPI 5.0, 14.7). */
int raise_file(MPI_File file, int error_class, enum mpi_call call)
{
    struct object *object = object_of(file, OBJECT_FILE);

    if (!object)
        object = object_of(MPI_FILE_NULL, OBJECT_FILE);
    return raise(object, error_class, call);
}

int raise_session(MPI_Session session, int error_class, enum mpi_call call)
{
    return raise(object_of(session, OBJECT_SESSION), error_class, call);
}

int raise_self(int error_class, enum mpi_call call)
{
    return raise(NULL, error_class, call);
}

int raise_any_time(int error_class, enum mpi_call call)
{
    return raise_anywhere(NULL, error_class, call);
}

int raise_unborn(enum object_kind kind, MPI_Errhandler errhandler, int error_class,
                 enum mpi_call call)
{
    errhandler_t *e = errhandler_of(errhandler);
    struct object unborn = { .kind = kind,
                             .handle = (uint32_t)(uintptr_t)handle_null(kind),
                             .errhandler = e };
    bool fits = e && (e->object.handle || e->attaches_to == kind);

    return raise_anywhere(fits ? &unborn : NULL, error_class, call);
}
