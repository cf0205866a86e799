/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * snapshot.h: whether a target stores into its own window where others reach it at the
 * same time (MPI 5.0, 12.7), with --mpi-check: a copy of the window's memory when all
 * members have met, which follows what others do to it.  Where the two differ, the program
 * has stored.  What it loads is not seen.
 */
#ifndef RMA_SNAPSHOT_H
#define RMA_SNAPSHOT_H

#include "rma/win.h"

/* All have met, or an exposure epoch begins.  Windows that are shared, dynamic or large have none. */
void snapshot_take(win_t *win);

/* From here on the program may store. */
void snapshot_drop(win_t *win);

/* Whether the program has stored between these two addresses of the window. */
bool snapshot_differs(const win_t *win, uintptr_t low, uintptr_t high);

/* An operation has changed what is there. */
void snapshot_follow(win_t *win, uintptr_t low, uintptr_t high);

#endif
