/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/raise.h"

#include <stddef.h>

#include "comm/comm.h"
#include "obj/errhandler.h"
#include "util/err.h"
#include "util/macros.h"
#include "world/world.h"

int raise_if_outside(void)
{
    switch (world_state()) {
    case WORLD_NOT_YET:
        return err(MPI_ERR_OTHER, "it was called before MPI_Init");
    case WORLD_FINALIZED:
        return err(MPI_ERR_OTHER, "it was called after MPI_Finalize");
    default:
        return MPI_SUCCESS;
    }
}

/* The handler of an object; without one, that of MPI_COMM_SELF (MPI 5.0, 9.3). */
static int raise(struct object *object, int error_class, const char *call)
{
    int outside;

    if (likely(error_class == MPI_SUCCESS))
        return MPI_SUCCESS;
    if (call[0] == 'P')
        call++;
    outside = raise_if_outside();
    if (outside)
        return errhandler_raise(NULL, outside, call);
    if (!object)
        object = object_of(MPI_COMM_SELF, OBJECT_COMM);
    return errhandler_raise(object, error_class, call);
}

int raise_comm(MPI_Comm comm, int error_class, const char *call)
{
    return raise(object_of(comm, OBJECT_COMM), error_class, call);
}

int raise_win(MPI_Win win, int error_class, const char *call)
{
    return raise(object_of(win, OBJECT_WIN), error_class, call);
}

/* Without a file the handler of MPI_FILE_NULL is called (MPI 5.0, 14.7). */
int raise_file(MPI_File file, int error_class, const char *call)
{
    struct object *object = object_of(file, OBJECT_FILE);

    if (!object)
        object = object_of(MPI_FILE_NULL, OBJECT_FILE);
    return raise(object, error_class, call);
}

int raise_session(MPI_Session session, int error_class, const char *call)
{
    return raise(object_of(session, OBJECT_SESSION), error_class, call);
}

int raise_self(int error_class, const char *call)
{
    return raise(NULL, error_class, call);
}
