/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * report.h: what a rank says of itself when it is asked: the call it is in, what it waits
 * for, and all that decides whether somebody else's wait for it can end.
 *
 * Two reports of a rank are the same if it has not moved between them: no wait has begun
 * or ended, and no message of a program was sent, taken or has arrived.
 */
#ifndef WATCH_REPORT_H
#define WATCH_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "p2p/blocked.h"

enum { REPORT_HELD = 32, REPORT_LOCKS = 64, REPORT_PLACE = 160 };

/* A message that is here and not taken, whose sender waits for that. */
struct held {
    int32_t origin; /* the sender's rank in MPI_COMM_WORLD */
    uint64_t token;
};

/* A rank at the lock of a window of this one, for which somebody waits. */
struct at_lock {
    uint64_t window; /* its context id */
    int32_t rank;    /* in MPI_COMM_WORLD */
    int32_t holds;   /* it has the lock; else it waits for it */
};

/* Messages to and from another rank so far. */
struct traffic {
    int32_t rank; /* in MPI_COMM_WORLD */
    uint32_t sent, arrived;
    uint32_t letters_sent, letters_read; /* of one-sided communication */
};

struct report {
    int32_t rank;      /* in MPI_COMM_WORLD */
    uint32_t call;     /* util/call.h: with CALL_OVER if it is outside MPI */
    int32_t asleep;    /* it waits, and why says for what */
    int32_t threaded;  /* another thread may bring that about, */
    int32_t aided;     /* or complete a request of the one that waits */
    int32_t schedules; /* collectives that go on by themselves */
    int32_t held_count, lock_count, traffic_count;
    int32_t waits;     /* threads that wait, and why is what all of them wait for */
    uint64_t wait;     /* which of its waits it is, the last that began */
    uint64_t since_ns; /* how long ago it moved last */
    struct blocked why;
    char place[REPORT_PLACE]; /* of the call in the program, if that was asked for */
    struct held held[REPORT_HELD];
    struct at_lock locks[REPORT_LOCKS];
    struct traffic traffic[]; /* by rank, those without messages left out */
};

/* The report of this rank, malloc'ed; NULL: no memory. */
struct report *report_take(bool with_place);

/* One that has come as bytes, copied; NULL if it is none. */
struct report *report_read(const void *data, size_t bytes);
size_t report_bytes(const struct report *report);

/* Whether the rank has not moved from one to the other. */
bool report_is_same(const struct report *a, const struct report *b);

/* Messages to and from a rank; zero if it had none. */
struct traffic report_traffic(const struct report *report, int rank);

/* Whether a message is here and not taken. */
bool report_holds(const struct report *report, int origin, uint64_t token);

/* Whether a rank waits for the lock of the window here; and the next after `last` (NULL:
 * the first) of those who hold it, NULL: no more. */
bool report_is_in_line(const struct report *report, uint64_t window, int rank);
const struct at_lock *report_next_holder(const struct report *report, uint64_t window,
                                         const struct at_lock *last);

#endif
