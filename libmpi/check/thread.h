/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * thread.h: calls that the thread level of MPI_Init_thread does not allow (MPI 5.0,
 * 11.6): below MPI_THREAD_SERIALIZED those of other threads than the one that initialised
 * MPI, with it two calls at the same time.  A line says so, once.  Without --mpi-check the
 * first are looked for at one call in CALLS_PER_LOOK, and where a call waits; the second
 * are not.
 */
#ifndef CHECK_THREAD_H
#define CHECK_THREAD_H

#include "util/call.h"

extern const struct call_watch thread_watch;

/* This thread has initialised MPI with this level; MPI_THREAD_MULTIPLE before that. */
void thread_level_is(int level);
int thread_level(void);

#endif
