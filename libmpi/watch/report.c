/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/report.h"

#include <stdlib.h>
#include <string.h>

#include "boot/boot.h"
#include "coll/sched.h"
#include "p2p/arrival.h"
#include "p2p/match.h"
#include "p2p/operation.h"
#include "p2p/peer.h"
#include "p2p/wait.h"
#include "rma/contention.h"
#include "util/call.h"
#include "util/clock.h"
#include "watch/place.h"
#include "watch/threads.h"

/* What this rank has to say */

static void note_held(const struct match *match, const struct arrival *arrival,
                      void *argument)
{
    struct report *report = argument;

    (void)match;
    if (arrival_holds_sender(arrival) && report->held_count < REPORT_HELD)
        report->held[report->held_count++] =
            (struct held){ arrival->header.origin, arrival->header.token };
}

/* Processes of other jobs are left out. */
static void note_lock(uint64_t window, int proc, bool holds, void *argument)
{
    struct report *report = argument;

    if (proc < boot()->size && report->lock_count < REPORT_LOCKS)
        report->locks[report->lock_count++] = (struct at_lock){ window, proc, holds };
}

static void note_traffic(struct report *report)
{
    for (int rank = 0; rank < boot()->size; rank++) {
        const struct peer *peer = peer_known(rank);

        if (peer)
            report->traffic[report->traffic_count++] =
                (struct traffic){ rank, peer->next_out - peer->parcels_out,
                                  peer->next_in - peer->parcels_in, peer->letters_out,
                                  peer->letters_in };
    }
}

static void describe(const struct waiting *waiting, struct blocked *why)
{
    if (waiting->describe)
        waiting->describe(waiting->argument, why);
}

/* If one of several threads goes on, the rank does: they have one need in common. */
static void note_need_of_all(struct blocked *why)
{
    why->needs = why->lines = 0;
    blocked_need(why);
    for (const struct waiting *w = wait_long(); w; w = wait_long_after(w)) {
        struct blocked one = { 0 };

        describe(w, &one);
        blocked_or(why, &one);
    }
}

/* A wait whose condition has come true is none any more. */
static void note_waits(struct report *report)
{
    const struct waiting *first = wait_long();

    for (const struct waiting *w = first; w; w = wait_long_after(w)) {
        if (w->is_done(w->argument))
            return;
        report->wait = w->number;
        report->waits++;
    }
    if (!first)
        return;
    report->asleep = true;
    report->since_ns = clock_ns() - first->since;
    describe(first, &report->why);
    if (report->waits > 1)
        note_need_of_all(&report->why);
}

static void count_unstarted(const void *request, const char *name, void *count)
{
    const request_t *r = request;

    (void)name;
    *(int *)count += r->persistent && !r->started;
}

/* What somebody else may wait for. */
static void note_unstarted(struct report *report)
{
    int count = 0;

    operation_each(count_unstarted, &count);
    if (report->asleep && count > 0)
        blocked_hint(&report->why, "%d persistent request%s never started (MPI_Start)",
                     count, count == 1 ? " was" : "s were");
}

static int known_peers(void)
{
    int count = 0;

    for (int rank = 0; rank < boot()->size; rank++)
        count += peer_known(rank) != NULL;
    return count;
}

struct report *report_take(bool with_place)
{
    struct report *report =
        calloc(1, sizeof *report + (size_t)known_peers() * sizeof report->traffic[0]);

    if (!report)
        return NULL;
    report->rank = boot()->rank;
    report->call = *call_mark;
    report->schedules = sched_under_way();
    note_waits(report);
    report->threaded = threads_may_call(report->waits);
    report->aided = threads_may_complete(report->waits);
    note_unstarted(report);
    match_each_arrival(note_held, report);
    contention_each(note_lock, report);
    note_traffic(report);
    if (with_place)
        place_of_call(report->place, sizeof report->place);
    return report;
}

/* On the way */

size_t report_bytes(const struct report *report)
{
    return sizeof *report + (size_t)report->traffic_count * sizeof report->traffic[0];
}

static bool is_report(const struct report *report, size_t bytes)
{
    return report->traffic_count >= 0 && report->held_count >= 0 &&
           report->held_count <= REPORT_HELD && report->lock_count >= 0 &&
           report->lock_count <= REPORT_LOCKS && report->why.lines >= 0 &&
           report->why.lines <= BLOCKED_LINES && report_bytes(report) == bytes;
}

struct report *report_read(const void *data, size_t bytes)
{
    struct report *report = bytes >= sizeof *report ? malloc(bytes) : NULL;

    if (!report)
        return NULL;
    memcpy(report, data, bytes);
    if (is_report(report, bytes))
        return report;
    free(report);
    return NULL;
}

/* What others ask */

/* All but the time, the texts and the place. */
bool report_is_same(const struct report *a, const struct report *b)
{
    size_t traffic = (size_t)a->traffic_count * sizeof a->traffic[0];

    return a->asleep == b->asleep && a->wait == b->wait && a->waits == b->waits &&
           a->schedules == b->schedules && a->why.needs == b->why.needs &&
           a->why.lines == b->why.lines && a->held_count == b->held_count &&
           a->traffic_count == b->traffic_count &&
           memcmp(a->why.line, b->why.line, sizeof a->why.line) == 0 &&
           memcmp(a->traffic, b->traffic, traffic) == 0;
}

struct traffic report_traffic(const struct report *report, int rank)
{
    for (int i = 0; i < report->traffic_count; i++)
        if (report->traffic[i].rank == rank)
            return report->traffic[i];
    return (struct traffic){ .rank = rank };
}

bool report_holds(const struct report *report, int origin, uint64_t token)
{
    for (int i = 0; i < report->held_count; i++)
        if (report->held[i].origin == origin && report->held[i].token == token)
            return true;
    return false;
}

bool report_is_in_line(const struct report *report, uint64_t window, int rank)
{
    for (int i = 0; i < report->lock_count; i++)
        if (report->locks[i].window == window && report->locks[i].rank == rank &&
            !report->locks[i].holds)
            return true;
    return false;
}

const struct at_lock *report_next_holder(const struct report *report, uint64_t window,
                                         const struct at_lock *last)
{
    const struct at_lock *end = report->locks + report->lock_count;

    for (last = last ? last + 1 : report->locks; last < end; last++)
        if (last->window == window && last->holds)
            return last;
    return NULL;
}
