/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * epoch.h: when the members of a window may reach each other's memory (MPI 5.0, 12.5).
 *
 *   fence                          all members, collectively
 *   start, complete / post, wait   an origin with a group of targets, and the reverse
 *   lock, unlock                   an origin with a target, which does nothing for it
 *
 * A call that does not fit to what is open is MPI_ERR_RMA_SYNC.  Assertions are checked
 * (MPI_ERR_ASSERT) and else not used: each only allows to do less.
 */
#ifndef RMA_EPOCH_H
#define RMA_EPOCH_H

#include "rma/win.h"

/* Whether this process may write to that target now; and that it does. */
int epoch_check(const win_t *win, int rank);
void epoch_use(win_t *win);

int epoch_fence(win_t *win, int assert);

/* group is a subset of the window's, else MPI_ERR_GROUP. */
int epoch_post(win_t *win, const group_t *group, int assert);
int epoch_start(win_t *win, const group_t *group, int assert);
int epoch_complete(win_t *win);
int epoch_wait(win_t *win);
int epoch_test(win_t *win, int *flag);

/* MPI_ERR_LOCKTYPE, MPI_ERR_RANK.  MPI_PROC_NULL is harmless. */
int epoch_lock(win_t *win, int type, int rank, int assert);
int epoch_unlock(win_t *win, int rank);
int epoch_lock_all(win_t *win, int assert);
int epoch_unlock_all(win_t *win);

/* Of a target that is locked, or of all; local: at the origin only. */
int epoch_flush(win_t *win, int rank, bool local);
int epoch_flush_all(win_t *win, bool local);

/* Memory barrier, and a round of progress: a program that waits for a change of its own
 * memory calls it in a loop. */
int epoch_sync(win_t *win);

#endif
