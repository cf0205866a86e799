/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * call.h: the calls of MPI, by number, and which one this process is in.  Every entry point
 * that does more than look something up begins with call_enter and ends with call_leave,
 * which take and give the lock, too.  The number stands where others can read it
 * (node/slot.h), and stays there when the process dies.
 */
#ifndef UTIL_CALL_H
#define UTIL_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "util/macros.h"

enum mpi_call {
    CALL_NONE, /* no call yet */
#define C(name) CALL_##name,
#include "util/call.def"
#undef C
    CALLS
};

enum { CALL_OVER = 1 << 30 }; /* added to the number of a call that has returned */

/* "MPI_Send"; "" for CALL_NONE and for what is no call, with CALL_OVER or without. */
const char *call_name(uint32_t call);

extern uint32_t *call_mark; /* the last call, with CALL_OVER if it has returned */

/* The mark moves there, with what it shows. */
void call_show(uint32_t *mark);

/* Who is told of every call: enter before the lock is taken, leave while it is held. */
struct call_watch {
    void (*enter)(enum mpi_call call);
    void (*leave)(void);
};

/* From now on; NULL: nobody. */
void call_watch_by(const struct call_watch *watch);

/* There is more than one thread: from now on calls take the lock. */
void call_lock(void);

/* What few programs need stands aside, so that the others pay for one branch. */
extern bool call_aside;
void call_enter_aside(enum mpi_call call);
void call_leave_aside(void);

static inline void call_enter(enum mpi_call call)
{
    if (unlikely(call_aside))
        call_enter_aside(call);
    *call_mark = call;
}

static inline void call_leave(void)
{
    *call_mark |= CALL_OVER;
    if (unlikely(call_aside))
        call_leave_aside();
}

#endif
