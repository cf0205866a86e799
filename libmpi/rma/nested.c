/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/nested.h"

#include <mpi.h>

#include "check/check.h"
#include "util/err.h"

void nested_lock(win_t *win)
{
    win->nested = win->access == ACCESS_FENCE && win->heard == check_heard;
}

void nested_unlock(win_t *win)
{
    win->unlock_heard = check_heard;
}

int nested_fence(const win_t *win, int assert)
{
    if (!win->nested || assert & MPI_MODE_NOPRECEDE || win->unlock_heard != check_heard)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_RMA_SYNC,
        "a lock was taken between this MPI_Win_fence and the one before, inside of "
        "the epoch that they make: leave out the lock; or give the first "
        "MPI_MODE_NOSUCCEED and this one MPI_MODE_NOPRECEDE, so that they make "
        "none");
}
