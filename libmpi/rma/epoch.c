/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/epoch.h"

#include <stdlib.h>

#include "check/check.h"
#include "p2p/progress.h"
#include "p2p/wait.h"
#include "rma/conflict.h"
#include "rma/gather.h"
#include "rma/nested.h"
#include "rma/origin.h"
#include "rma/snapshot.h"
#include "util/err.h"

int epoch_check(const win_t *win, int rank)
{
    if (win->access == ACCESS_FENCE || win->targets[rank].open)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_RMA_SYNC,
        "there is no access epoch with rank %d: begin one with MPI_Win_fence, MPI_Win_start or MPI_Win_lock",
        rank);
}

void epoch_use(win_t *win)
{
    win->fence_used = true;
}

static int check_assert(int assert, int allowed, const char *names)
{
    if ((assert & ~allowed) == 0)
        return MPI_SUCCESS;
    return err(MPI_ERR_ASSERT, "assert is %d: this call takes 0 or %s", assert, names);
}

static int check_rank(const win_t *win, int rank)
{
    if (rank >= 0 && rank < win->comm->size)
        return MPI_SUCCESS;
    return err(MPI_ERR_RANK, "rank %d is no rank of the window, whose ranks are 0 to %d",
               rank, win->comm->size - 1);
}

/* A new access epoch may begin: none is open, but for that of a fence, which is none
 * until it is used. */
static int check_no_access(const win_t *win)
{
    static const char *const ends[] = {
        [ACCESS_FENCE] = "MPI_Win_fence",
        [ACCESS_START] = "MPI_Win_complete",
        [ACCESS_LOCK] = "MPI_Win_unlock",
        [ACCESS_LOCK_ALL] = "MPI_Win_unlock_all",
    };

    if (win->access == ACCESS_NONE || (win->access == ACCESS_FENCE && !win->fence_used))
        return MPI_SUCCESS;
    return err(MPI_ERR_RMA_SYNC, "an access epoch is open: end it with %s first",
               ends[win->access]);
}

static void open_all(win_t *win, bool open)
{
    for (int i = 0; i < win->comm->size; i++)
        win->targets[i].open = open;
}

/* Fence */

/* What comes now is of the next epoch for all: nobody goes on before all have forgotten.
 */
static int check_fence(win_t *win, int assert)
{
    int verdict = conflict_verdict(win), error;

    conflict_forget_all(win);
    if (assert & MPI_MODE_NOSUCCEED)
        snapshot_drop(win);
    else
        snapshot_take(win);
    error = gather_meet(win->comm);
    win->heard = check_heard;
    win->nested = false;
    return verdict ? verdict : error;
}

/* What was done is in an epoch that was said not to be there. */
static int check_precede(const win_t *win, int assert)
{
    if (likely(!(assert &MPI_MODE_NOPRECEDE)) || !win->fence_used)
        return MPI_SUCCESS;
    return err(MPI_ERR_RMA_SYNC,
               "assert has MPI_MODE_NOPRECEDE, but this process called one-sided "
               "operations since the last MPI_Win_fence: leave that out");
}

int epoch_fence(win_t *win, int assert)
{
    int error = check_assert(
        assert,
        MPI_MODE_NOSTORE | MPI_MODE_NOPUT | MPI_MODE_NOPRECEDE | MPI_MODE_NOSUCCEED,
        "MPI_MODE_NOSTORE, _NOPUT, _NOPRECEDE and _NOSUCCEED, joined by |");
    int meeting;

    if (!error && win->access == ACCESS_FENCE)
        error = check_precede(win, assert);
    if (!error && win->access != ACCESS_FENCE)
        error = check_no_access(win);
    if (unlikely(check_on) && !error)
        error = nested_fence(win, assert);
    if (!error && win->exposed)
        error = err(MPI_ERR_RMA_SYNC,
                    "an exposure epoch is open: end it with MPI_Win_wait first");
    if (error)
        return error;
    error = origin_flush_all(win);
    meeting = gather_meet(win->comm);
    if (unlikely(check_on) && !meeting)
        meeting = check_fence(win, assert);
    win->access = assert &MPI_MODE_NOSUCCEED ? ACCESS_NONE : ACCESS_FENCE;
    win->fence_used = false;
    return meeting ? meeting : error;
}

/* Post, start, complete, wait */

/* The ranks in the window of a group's members, malloc'ed. */
static int ranks_of(const win_t *win, const group_t *group, int **ranks)
{
    *ranks = malloc(((size_t)group->size + 1) * sizeof **ranks);
    if (!*ranks)
        return err(MPI_ERR_NO_MEM, "no memory for a group of %d", group->size);
    for (int i = 0; i < group->size; i++) {
        (*ranks)[i] = group_rank_of(win->comm->group, group_proc(group, i));
        if ((*ranks)[i] == MPI_UNDEFINED) {
            free(*ranks);
            return err(MPI_ERR_GROUP, "rank %d of the group is no member of the window",
                       i);
        }
    }
    return MPI_SUCCESS;
}

int epoch_post(win_t *win, const group_t *group, int assert)
{
    int error = check_assert(assert, MPI_MODE_NOCHECK | MPI_MODE_NOSTORE | MPI_MODE_NOPUT,
                             "MPI_MODE_NOCHECK, _NOSTORE and _NOPUT, joined by |");
    int *ranks;

    if (!error && win->exposed)
        error = err(
            MPI_ERR_RMA_SYNC,
            "the window is posted already: end the exposure epoch with MPI_Win_wait first");
    if (!error)
        error = ranks_of(win, group, &ranks);
    if (error)
        return error;
    if (unlikely(check_on))
        snapshot_take(win);
    win->exposed = true;
    win->posted_to = group->size;
    for (int i = 0; i < group->size && !error; i++) {
        win->targets[ranks[i]].owes = true;
        error = origin_send(win, ranks[i], LETTER_POST, false);
    }
    free(ranks);
    return error;
}

/* A need of another member, who must call something. */
static void describe_need(const win_t *win, int rank, struct blocked *blocked)
{
    blocked_need(blocked);
    blocked_by(blocked, BLOCKED_LETTER, group_proc(win->comm->group, rank), 0);
}

/* What MPI_Win_start waits for. */
struct opening {
    const win_t *win;
    int rank;
};

static bool has_posted(const void *argument)
{
    const struct opening *opening = argument;

    return opening->win->targets[opening->rank].posted > 0;
}

static void describe_opening(const void *argument, struct blocked *blocked)
{
    const struct opening *opening = argument;

    win_describe(opening->win, blocked);
    blocked_text(blocked, "MPI_Win_post of rank %d", opening->rank);
    describe_need(opening->win, opening->rank, blocked);
}

int epoch_start(win_t *win, const group_t *group, int assert)
{
    int error = check_assert(assert, MPI_MODE_NOCHECK, "MPI_MODE_NOCHECK");
    int *ranks;

    if (!error)
        error = check_no_access(win);
    if (!error)
        error = ranks_of(win, group, &ranks);
    if (error)
        return error;
    win->access = ACCESS_START;
    for (int i = 0; i < group->size; i++) {
        const struct opening opening = { win, ranks[i] };
        struct target *target = &win->targets[ranks[i]];

        wait_until(has_posted, &opening, describe_opening);
        target->posted--;
        target->open = true;
    }
    free(ranks);
    return MPI_SUCCESS;
}

int epoch_complete(win_t *win)
{
    int error = MPI_SUCCESS;

    if (win->access != ACCESS_START)
        return err(MPI_ERR_RMA_SYNC, "no MPI_Win_start went before: call it first");
    for (int i = 0; i < win->comm->size; i++) {
        if (!win->targets[i].open)
            continue;
        if (!error)
            error = origin_send(win, i, LETTER_COMPLETE, false);
        win->targets[i].open = false;
    }
    win->access = ACCESS_NONE;
    return error ? error : origin_wait_all(win);
}

static bool have_completed(const void *argument)
{
    const win_t *win = argument;

    return win->completed >= win->posted_to;
}

static void describe_exposure(const void *argument, struct blocked *blocked)
{
    const win_t *win = argument;

    win_describe(win, blocked);
    for (int rank = 0; rank < win->comm->size; rank++)
        if (win->targets[rank].owes)
            describe_need(win, rank, blocked);
}

static int check_exposed(const win_t *win)
{
    return win->exposed
               ? MPI_SUCCESS
               : err(MPI_ERR_RMA_SYNC, "no MPI_Win_post went before: call it first");
}

static int end_exposure(win_t *win)
{
    int verdict = conflict_verdict(win);

    win->completed -= win->posted_to;
    win->exposed = false;
    conflict_forget_all(win);
    snapshot_drop(win);
    return verdict;
}

int epoch_wait(win_t *win)
{
    int error = check_exposed(win);

    if (error)
        return error;
    wait_until(have_completed, win, describe_exposure);
    return end_exposure(win);
}

int epoch_test(win_t *win, int *flag)
{
    int error = check_exposed(win);

    if (error)
        return error;
    progress();
    *flag = have_completed(win);
    return *flag ? end_exposure(win) : MPI_SUCCESS;
}

/* Lock, unlock */

static int check_lock(const win_t *win, int type, int rank, int assert)
{
    int error = check_assert(assert, MPI_MODE_NOCHECK, "MPI_MODE_NOCHECK");

    if (!error && type != MPI_LOCK_SHARED && type != MPI_LOCK_EXCLUSIVE)
        error = err(MPI_ERR_LOCKTYPE,
                    "lock_type is %d: use MPI_LOCK_SHARED or MPI_LOCK_EXCLUSIVE", type);
    if (!error && rank != MPI_PROC_NULL)
        error = check_rank(win, rank);
    if (!error && win->access != ACCESS_LOCK)
        error = check_no_access(win);
    if (!error && rank != MPI_PROC_NULL && win->targets[rank].open)
        error = err(MPI_ERR_RMA_SYNC,
                    "rank %d is locked already by this process: unlock it first", rank);
    return error;
}

/* Of this process, over all windows; a lock of all targets is one. */
static int locks_held;

static enum letter_kind lock_letter(int type)
{
    if (type == MPI_LOCK_EXCLUSIVE)
        return LETTER_LOCK_EXCLUSIVE;
    return locks_held > 0 ? LETTER_LOCK_OF_SEVERAL : LETTER_LOCK;
}

int epoch_lock(win_t *win, int type, int rank, int assert)
{
    int error = check_lock(win, type, rank, assert);

    if (error || rank == MPI_PROC_NULL)
        return error;
    if (rank == win->comm->rank)
        snapshot_drop(win); /* it may store under this lock */
    error = origin_send(win, rank, lock_letter(type), true);
    if (error)
        return error;
    error = origin_wait(win, rank);
    if (win->access != ACCESS_LOCK)
        nested_lock(win);
    win->access = ACCESS_LOCK;
    win->locks++;
    locks_held++;
    win->targets[rank].open = true;
    return error;
}

/* From here on the program may know what others did to its window. */
static void look_around(win_t *win)
{
    if (unlikely(check_on))
        conflict_look(win);
    check_heard++;
}

/* The target says when it has done everything, if there is something to be done. */
static int give_back(win_t *win, int rank)
{
    struct target *target = &win->targets[rank];
    bool dirty = target->dirty;

    target->open = target->dirty = false;
    return origin_send(win, rank, LETTER_UNLOCK, dirty);
}

int epoch_unlock(win_t *win, int rank)
{
    int error = rank == MPI_PROC_NULL ? MPI_SUCCESS : check_rank(win, rank);

    if (error || rank == MPI_PROC_NULL)
        return error;
    if (win->access != ACCESS_LOCK || !win->targets[rank].open)
        return err(MPI_ERR_RMA_SYNC, "rank %d is not locked: no MPI_Win_lock went before",
                   rank);
    look_around(win);
    error = give_back(win, rank);
    locks_held--;
    if (--win->locks == 0)
        win->access = ACCESS_NONE;
    if (!error)
        error = origin_wait(win, rank);
    nested_unlock(win);
    return error;
}

int epoch_lock_all(win_t *win, int assert)
{
    int error = check_assert(assert, MPI_MODE_NOCHECK, "MPI_MODE_NOCHECK");

    if (!error)
        error = check_no_access(win);
    for (int i = 0; i < win->comm->size && !error; i++)
        error = origin_send(win, i, LETTER_LOCK_OF_SEVERAL, true);
    if (!error)
        error = origin_wait_all(win);
    if (error)
        return error;
    nested_lock(win);
    win->access = ACCESS_LOCK_ALL;
    locks_held++;
    open_all(win, true);
    return MPI_SUCCESS;
}

int epoch_unlock_all(win_t *win)
{
    int error = MPI_SUCCESS;

    if (win->access != ACCESS_LOCK_ALL)
        return err(MPI_ERR_RMA_SYNC, "no MPI_Win_lock_all went before: call it first");
    look_around(win);
    for (int i = 0; i < win->comm->size && !error; i++)
        error = give_back(win, i);
    win->access = ACCESS_NONE;
    locks_held--;
    if (!error)
        error = origin_wait_all(win);
    nested_unlock(win);
    return error;
}

/* Flush; with --mpi-check the target has to know of a local one, too: rma/conflict.h */

static bool is_local(bool local)
{
    return local && likely(!check_on);
}

static int check_passive(const win_t *win)
{
    if (win->access == ACCESS_LOCK || win->access == ACCESS_LOCK_ALL)
        return MPI_SUCCESS;
    return err(MPI_ERR_RMA_SYNC, "nothing is locked: begin with MPI_Win_lock or "
                                 "MPI_Win_lock_all");
}

int epoch_flush(win_t *win, int rank, bool local)
{
    int error = rank == MPI_PROC_NULL ? MPI_SUCCESS : check_rank(win, rank);

    if (!error)
        error = check_passive(win);
    if (error || rank == MPI_PROC_NULL)
        return error;
    if (!win->targets[rank].open)
        return err(MPI_ERR_RMA_SYNC,
                   "rank %d is not locked by this process: call MPI_Win_lock first",
                   rank);
    look_around(win);
    return is_local(local) ? origin_wait(win, rank) : origin_flush(win, rank);
}

int epoch_flush_all(win_t *win, bool local)
{
    int error = check_passive(win);

    if (error)
        return error;
    look_around(win);
    return is_local(local) ? origin_wait_all(win) : origin_flush_all(win);
}

int epoch_sync(win_t *win)
{
    look_around(win);
    progress();
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    return MPI_SUCCESS;
}
