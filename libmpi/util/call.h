/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * call.h: the calls of MPI, by number, and which one this process is in.  Every entry
 * point that does more than look something up begins with call_enter and ends with
 * call_leave, which take and give the lock, too.  The number stands where others can
 * read it (node/slot.h), and stays there when the process dies.
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

/* The last call, with CALL_OVER if it has returned.  (Of the whole library but the calls
 * of MPI nothing is seen outside; where that counts, the compiler is told before it sees
 * the definition, and needs no table to find it.) */
extern uint32_t *call_mark __attribute__((visibility("hidden")));

extern uint64_t *call_seen; /* when this process was in MPI: then, or later */

/* Both move there, with what they show. */
void call_show(uint32_t *mark, uint64_t *seen);

/* Sets call_seen.  A look at the clock costs 3 ns and more, as much as a third of the
 * cheapest calls: it is for calls that wait, and for one in CALLS_PER_LOOK of the others.
 */
void call_look(void);

/* Who has a look at the thread that calls, then; or NULL. */
extern void (*call_looker)(void);

enum { CALLS_PER_LOOK = 16 };
extern uint32_t call_count;

/* Of MPI_Init, during which a rank shows no call: it has returned. */
void call_returned(enum mpi_call call);

/* Who is told of every call: enter before the lock is taken, leave while it is held. */
struct call_watch {
    void (*enter)(enum mpi_call call);
    void (*leave)(void);
};

/* From now on; NULL: nobody. */
void call_watch_by(const struct call_watch *watch);

/* There is more than one thread: from now on calls take the lock. */
void call_lock(void);

/* Wrong use is looked for: no call takes a short path, and this one is told, too. */
void call_check(const struct call_watch *watch);

/* What few programs need stands aside, so that the others pay for one branch. */
extern bool call_aside __attribute__((visibility("hidden")));
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
    if (unlikely(++call_count % CALLS_PER_LOOK == 0))
        call_look();
    if (unlikely(call_aside))
        call_leave_aside();
}

#endif
