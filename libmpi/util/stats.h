/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stats.h: what this rank does, in numbers: which calls, how long, how much is sent, and
 * to whom.  world/ collects them from all ranks at the end and reports (SLIPWAY_STATS).
 *
 * Whoever has something to count asks stats_on first.  Numbers are changed under the
 * library's lock only.  What a callback of the program calls counts as the call around
 * it.
 */
#ifndef UTIL_STATS_H
#define UTIL_STATS_H

#include <stdbool.h>
#include <stdint.h>

#include "util/call.h"

enum stats_kind { STATS_PT2PT, STATS_COLL, STATS_ONE_SIDED, STATS_KINDS };

/* Messages by size: those of size i have at most stats_size_bound(i) bytes. */
enum { STATS_SIZES = 7 };

struct stats_traffic {
    uint64_t messages, bytes;
};

struct stats_call {
    uint64_t count;
    uint64_t ns, longest; /* of all together, and of one */
    uint64_t bytes;       /* sent, or handed to a collective (coll_bytes) */
};

struct stats_span {
    uint64_t begin, end; /* ns since stats.began */
    uint64_t call;       /* enum mpi_call */
};

struct stats {
    uint64_t began, began_of_day; /* clock_ns(), clock_of_day_ns() */
    uint64_t elapsed;             /* ns, set by stats_close */
    struct stats_call calls[CALLS];
    struct stats_traffic sizes[STATS_KINDS][STATS_SIZES];
    int procs;
    struct stats_traffic *sent_to; /* procs, and one for the processes of other jobs */
    struct stats_span *spans;      /* a ring of the last calls; NULL: none are kept */
    uint64_t room, calls_seen; /* its length; the next one goes to calls_seen % room */
};

extern bool stats_on; /* may be turned off for what is the library's own business */

/* Starts to count.  room: how many of the last calls are kept.  False: no memory. */
bool stats_open(int procs, uint64_t room);

/* Stops; the call that this thread is in counts as over.  What was counted stays until
 * stats_free; NULL if nothing ever was. */
const struct stats *stats_close(void);
void stats_free(void);

/* If stats_on: a message to a process of this number leaves; a collective was called. */
void stats_sent(enum stats_kind kind, int proc, uint64_t bytes);
void stats_handed(uint64_t bytes);

/* UINT64_MAX for the last one. */
uint64_t stats_size_bound(int size);

#endif
