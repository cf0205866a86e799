/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/stats_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void measure(struct stats_record *r, const struct stats *stats)
{
    for (int i = 0; i < CALLS; i++)
        r->calls += stats->calls[i].count > 0;
    for (int i = 0; i <= stats->procs; i++)
        r->peers += stats->sent_to[i].messages > 0;
    r->spans =
        (uint32_t)(stats->calls_seen < stats->room ? stats->calls_seen : stats->room);
    r->bytes += r->calls * sizeof(struct stats_record_call) +
                r->peers * sizeof(struct stats_record_peer) +
                r->spans * sizeof(struct stats_span);
}

static void put_calls(struct stats_record *r, const struct stats *stats)
{
    struct stats_record_call *next = stats_record_calls(r);

    for (uint64_t i = 0; i < CALLS; i++) {
        if (stats->calls[i].count == 0)
            continue;
        *next++ = (struct stats_record_call){ i, stats->calls[i] };
        r->in_mpi += stats->calls[i].ns;
    }
}

static void put_peers(struct stats_record *r, const struct stats *stats)
{
    struct stats_record_peer *next = stats_record_peers(r);

    for (int i = 0; i <= stats->procs; i++)
        if (stats->sent_to[i].messages > 0)
            *next++ = (struct stats_record_peer){ (uint64_t)i, stats->sent_to[i] };
}

static void put_spans(struct stats_record *r, const struct stats *stats)
{
    struct stats_span *spans = stats_record_spans(r);

    for (uint64_t i = 0; i < r->spans; i++)
        spans[i] = stats->spans[(stats->calls_seen - r->spans + i) % stats->room];
}

static void put_numbers(struct stats_record *r, const struct stats *stats)
{
    r->began_of_day = stats->began_of_day;
    r->elapsed = stats->elapsed;
    r->calls_seen = stats->calls_seen;
    memcpy(r->sizes, stats->sizes, sizeof r->sizes);
    put_calls(r, stats);
    put_peers(r, stats);
    put_spans(r, stats);
}

struct stats_record *stats_record_create(const struct stats *stats, int rank,
                                         const char *node)
{
    struct stats_record head = { .bytes = sizeof head, .rank = (uint32_t)rank };
    struct stats_record *r;

    snprintf(head.node, sizeof head.node, "%s", node);
    if (stats)
        measure(&head, stats);
    r = malloc(head.bytes);
    if (!r)
        return NULL;
    *r = head;
    if (stats)
        put_numbers(r, stats);
    return r;
}
