/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * lock.h: the one lock around the library.  Programs below MPI_THREAD_MULTIPLE never take
 * it. It may be taken again by its holder: user functions that the library calls
 * (attribute callbacks, operations, error handlers) may call MPI.
 */
#ifndef UTIL_LOCK_H
#define UTIL_LOCK_H

#include <stdbool.h>

#include "util/macros.h"

extern bool lock_needed; /* set once, by MPI_Init_thread */

void lock_take(void);
void lock_give(void);

static inline void lock_enter(void)
{
    if (unlikely(lock_needed))
        lock_take();
}

static inline void lock_leave(void)
{
    if (unlikely(lock_needed))
        lock_give();
}

/* Gives it up however often it is held, and takes it back as often: around a sleep. */
int lock_release(void);
void lock_restore(int held);

enum lock_turn {
    LOCK_ALONE,     /* one thread only */
    LOCK_KEPT,      /* nobody wanted it */
    LOCK_PASSED_ON, /* another thread has had it, or a millisecond to get it */
};

/* Lets other threads in while this one waits. */
enum lock_turn lock_yield(void);

#endif
