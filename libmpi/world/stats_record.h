/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stats_record.h: the statistics of one rank (util/stats.h) in one piece of memory, as
 * they travel to rank 0: without the calls that were not called and the ranks that were
 * not sent to.
 */
#ifndef WORLD_STATS_RECORD_H
#define WORLD_STATS_RECORD_H

#include <stddef.h>

#include "util/stats.h"

struct stats_record_call {
    uint64_t call; /* enum mpi_call */
    struct stats_call sum;
};

struct stats_record_peer {
    uint64_t proc; /* rank in MPI_COMM_WORLD; their number: processes of other jobs */
    struct stats_traffic sent;
};

struct stats_record {
    uint64_t bytes;                         /* of the whole */
    uint64_t began_of_day, elapsed, in_mpi; /* ns */
    struct stats_traffic sizes[STATS_KINDS][STATS_SIZES];
    char node[64];
    uint32_t rank;
    uint32_t calls, peers, spans; /* how many of each follow, in this order */
    uint64_t calls_seen;          /* the spans are of the last of them, oldest first */
};

/* malloc'ed; of a rank that has counted nothing (NULL) there is only the name.  NULL: no
 * memory. */
struct stats_record *stats_record_create(const struct stats *stats, int rank,
                                         const char *node);

static inline struct stats_record_call *stats_record_calls(const struct stats_record *r)
{
    return (struct stats_record_call *)(r + 1);
}

static inline struct stats_record_peer *stats_record_peers(const struct stats_record *r)
{
    return (struct stats_record_peer *)(stats_record_calls(r) + r->calls);
}

static inline struct stats_span *stats_record_spans(const struct stats_record *r)
{
    return (struct stats_span *)(stats_record_peers(r) + r->peers);
}

#endif
