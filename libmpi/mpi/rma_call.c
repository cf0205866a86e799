/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/rma_call.h"

#include "mpi/raise.h"
#include "obj/handle.h"
#include "util/lock.h"

int win_check(enum mpi_call call, MPI_Win handle, win_t **win)
{
    call_enter(call);
    *win = win_of(handle);
    return likely(*win != NULL) ? MPI_SUCCESS : handle_invalid(handle, OBJECT_WIN, "win");
}

int win_finish(MPI_Win win, int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_win(win, error, call);
    call_leave();
    return error;
}
