/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stats_json.h: the statistics of a job as JSON, rank by rank, as they come.  slipway(7)
 * says what the members mean; "version" changes when one of them changes its meaning.
 */
#ifndef WORLD_STATS_JSON_H
#define WORLD_STATS_JSON_H

#include <stdio.h>

#include "world/stats_record.h"

/* The beginning; then the record of each rank; then the end.  Times count from the
 * beginning of the first rank. */
void stats_json_begin(FILE *out, const char *job, int procs, int nodes);
void stats_json_rank(FILE *out, const struct stats_record *record, bool is_first,
                     uint64_t first_began_of_day);
void stats_json_end(FILE *out);

#endif
