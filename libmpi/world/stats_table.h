/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stats_table.h: the statistics of a job as one table for people: time in MPI and
 * outside, the calls that took most of it, messages by size, and who sends most to whom.
 *
 * Records of ranks are added one by one and need not stay: what is kept does not grow
 * with the job.
 */
#ifndef WORLD_STATS_TABLE_H
#define WORLD_STATS_TABLE_H

#include <stdio.h>

#include "world/stats_record.h"

enum { STATS_TABLE_CALLS = 10, STATS_TABLE_PAIRS = 10 };

/* A figure over the ranks, and the ranks that have the least and the most of it. */
struct stats_spread {
    double sum, least, most;
    uint32_t least_rank, most_rank;
};

struct stats_pair {
    uint64_t from, to;
    struct stats_traffic sent;
};

struct stats_table {
    uint32_t ranks;
    struct stats_spread elapsed, in_mpi, outside, share; /* seconds; a part of 1 */
    struct stats_call calls[CALLS];
    struct stats_traffic sizes[STATS_KINDS][STATS_SIZES];
    struct stats_pair pairs[STATS_TABLE_PAIRS]; /* most bytes first */
};

/* A table of zeros is an empty one. */
void stats_table_add(struct stats_table *table, const struct stats_record *record);

/* job: "12.0"; procs: ranks of the job, for the name of those that are not of it. */
void stats_table_print(const struct stats_table *table, const char *job, int procs,
                       int nodes, FILE *out);

#endif
