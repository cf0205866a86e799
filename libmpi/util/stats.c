/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/stats.h"

#include <stdlib.h>
#include <string.h>

#include "util/clock.h"

bool stats_on;
static struct stats all;

/* The program's call that this thread is in. */
static _Thread_local struct {
    int depth; /* more than 1: a call back called MPI again */
    enum mpi_call call;
    uint64_t since;
} now;

static void keep_span(uint64_t begin, uint64_t end)
{
    if (all.room > 0)
        all.spans[all.calls_seen % all.room] =
            (struct stats_span){ begin - all.began, end - all.began, now.call };
    all.calls_seen++;
}

/* Before the lock is taken: to wait for it is time in MPI, too. */
static void enter(enum mpi_call call)
{
    if (now.depth++ > 0)
        return;
    now.call = call;
    now.since = clock_ns();
}

static void leave(void)
{
    struct stats_call *call = &all.calls[now.call];
    uint64_t end, ns;

    if (now.depth == 0 || --now.depth > 0)
        return;
    end = clock_ns();
    ns = end - now.since;
    call->count++;
    call->ns += ns;
    if (ns > call->longest)
        call->longest = ns;
    keep_span(now.since, end);
}

static const struct call_watch watch = { enter, leave };

bool stats_open(int procs, uint64_t room)
{
    all.sent_to = calloc((size_t)procs + 1, sizeof *all.sent_to);
    all.spans = room > 0 ? calloc(room, sizeof *all.spans) : NULL;
    if (!all.sent_to || (room > 0 && !all.spans)) {
        stats_free();
        return false;
    }
    all.procs = procs;
    all.room = room;
    all.began = clock_ns();
    all.began_of_day = clock_of_day_ns();
    stats_on = true;
    call_watch_by(&watch);
    return true;
}

const struct stats *stats_close(void)
{
    if (all.sent_to && all.elapsed == 0) {
        while (now.depth > 0)
            leave();
        all.elapsed = clock_ns() - all.began;
    }
    stats_on = false;
    call_watch_by(NULL);
    return all.sent_to ? &all : NULL;
}

void stats_free(void)
{
    free(all.sent_to);
    free(all.spans);
    memset(&all, 0, sizeof all);
}

uint64_t stats_size_bound(int size)
{
    static const uint64_t bounds[STATS_SIZES] = {
        0, 64, 1 << 10, 16 << 10, 256 << 10, 4 << 20, UINT64_MAX,
    };

    return bounds[size];
}

static void add(struct stats_traffic *traffic, uint64_t bytes)
{
    traffic->messages++;
    traffic->bytes += bytes;
}

void stats_sent(enum stats_kind kind, int proc, uint64_t bytes)
{
    int size = 0;

    while (bytes > stats_size_bound(size))
        size++;
    add(&all.sizes[kind][size], bytes);
    add(&all.sent_to[proc < all.procs ? proc : all.procs], bytes);
    if (kind == STATS_PT2PT)
        stats_handed(bytes);
}

void stats_handed(uint64_t bytes)
{
    all.calls[now.call].bytes += bytes;
}
