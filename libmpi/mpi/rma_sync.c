/* SPDX-License-Identifier: BSD-3-Clause */
/* rma_sync.c: epochs of one-sided communication (MPI 5.0, 12.5). */
#include <mpi.h>

#include "mpi/comm_call.h"
#include "mpi/rma_call.h"
#include "obj/given.h"
#include "rma/epoch.h"
#include "util/macros.h"

int PMPI_Win_fence(int assert, MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_fence, win, &w);

    if (!error)
        error = epoch_fence(w, assert);
    return win_finish(win, given(error, "assert=%d, %pW", assert, win), CALL_Win_fence);
}
weak_alias(PMPI_Win_fence, MPI_Win_fence);

int PMPI_Win_post(MPI_Group group, int assert, MPI_Win win)
{
    group_t *g;
    win_t *w;
    int error = win_check(CALL_Win_post, win, &w);

    if (!error)
        error = comm_check_group(group, &g);
    if (!error)
        error = epoch_post(w, g, assert);
    return win_finish(win, given(error, "%pG, assert=%d, %pW", group, assert, win),
                      CALL_Win_post);
}
weak_alias(PMPI_Win_post, MPI_Win_post);

int PMPI_Win_start(MPI_Group group, int assert, MPI_Win win)
{
    group_t *g;
    win_t *w;
    int error = win_check(CALL_Win_start, win, &w);

    if (!error)
        error = comm_check_group(group, &g);
    if (!error)
        error = epoch_start(w, g, assert);
    return win_finish(win, given(error, "%pG, assert=%d, %pW", group, assert, win),
                      CALL_Win_start);
}
weak_alias(PMPI_Win_start, MPI_Win_start);

int PMPI_Win_complete(MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_complete, win, &w);

    if (!error)
        error = epoch_complete(w);
    return win_finish(win, given(error, "%pW", win), CALL_Win_complete);
}
weak_alias(PMPI_Win_complete, MPI_Win_complete);

int PMPI_Win_wait(MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_wait, win, &w);

    if (!error)
        error = epoch_wait(w);
    return win_finish(win, given(error, "%pW", win), CALL_Win_wait);
}
weak_alias(PMPI_Win_wait, MPI_Win_wait);

int PMPI_Win_test(MPI_Win win, int *flag)
{
    win_t *w;
    int error = win_check(CALL_Win_test, win, &w);

    if (!error)
        error = epoch_test(w, flag);
    return win_finish(win, given(error, "%pW", win), CALL_Win_test);
}
weak_alias(PMPI_Win_test, MPI_Win_test);

int PMPI_Win_lock(int lock_type, int rank, int assert, MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_lock, win, &w);

    if (!error)
        error = epoch_lock(w, lock_type, rank, assert);
    return win_finish(win,
                      given(error, "lock_type=%d, rank=%d, assert=%d, %pW", lock_type,
                            rank, assert, win),
                      CALL_Win_lock);
}
weak_alias(PMPI_Win_lock, MPI_Win_lock);

int PMPI_Win_unlock(int rank, MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_unlock, win, &w);

    if (!error)
        error = epoch_unlock(w, rank);
    return win_finish(win, given(error, "rank=%d, %pW", rank, win), CALL_Win_unlock);
}
weak_alias(PMPI_Win_unlock, MPI_Win_unlock);

int PMPI_Win_lock_all(int assert, MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_lock_all, win, &w);

    if (!error)
        error = epoch_lock_all(w, assert);
    return win_finish(win, given(error, "assert=%d, %pW", assert, win),
                      CALL_Win_lock_all);
}
weak_alias(PMPI_Win_lock_all, MPI_Win_lock_all);

int PMPI_Win_unlock_all(MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_unlock_all, win, &w);

    if (!error)
        error = epoch_unlock_all(w);
    return win_finish(win, given(error, "%pW", win), CALL_Win_unlock_all);
}
weak_alias(PMPI_Win_unlock_all, MPI_Win_unlock_all);

int PMPI_Win_flush(int rank, MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_flush, win, &w);

    if (!error)
        error = epoch_flush(w, rank, false);
    return win_finish(win, given(error, "rank=%d, %pW", rank, win), CALL_Win_flush);
}
weak_alias(PMPI_Win_flush, MPI_Win_flush);

int PMPI_Win_flush_all(MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_flush_all, win, &w);

    if (!error)
        error = epoch_flush_all(w, false);
    return win_finish(win, given(error, "%pW", win), CALL_Win_flush_all);
}
weak_alias(PMPI_Win_flush_all, MPI_Win_flush_all);

int PMPI_Win_flush_local(int rank, MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_flush_local, win, &w);

    if (!error)
        error = epoch_flush(w, rank, true);
    return win_finish(win, given(error, "rank=%d, %pW", rank, win), CALL_Win_flush_local);
}
weak_alias(PMPI_Win_flush_local, MPI_Win_flush_local);

int PMPI_Win_flush_local_all(MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_flush_local_all, win, &w);

    if (!error)
        error = epoch_flush_all(w, true);
    return win_finish(win, given(error, "%pW", win), CALL_Win_flush_local_all);
}
weak_alias(PMPI_Win_flush_local_all, MPI_Win_flush_local_all);

int PMPI_Win_sync(MPI_Win win)
{
    win_t *w;
    int error = win_check(CALL_Win_sync, win, &w);

    if (!error)
        error = epoch_sync(w);
    return win_finish(win, given(error, "%pW", win), CALL_Win_sync);
}
weak_alias(PMPI_Win_sync, MPI_Win_sync);
