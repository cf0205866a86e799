/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/rollcall.h"

#include <stdlib.h>
#include <string.h>

#include "util/call.h"

enum {
    GROUPS = 40, /* lines about ranks, and about their messages */
    RUNS = 24,   /* of ranks in one line */
    CHAIN = 12,  /* ranks of a chain */
};

/* Ranks as text */

static int end_of_run(int size, const bool set[], int first)
{
    int last = first;

    while (last + 1 < size && set[last + 1])
        last++;
    return last;
}

static bool is_several(int size, const bool set[])
{
    int count = 0;

    for (int rank = 0; rank < size; rank++)
        count += set[rank];
    return count > 1;
}

void rollcall_ranks(FILE *out, int size, const bool set[])
{
    int runs = 0, last;

    fputs(is_several(size, set) ? "ranks " : "rank ", out);
    for (int rank = 0; rank < size && runs <= RUNS; rank = last + 1) {
        last = rank;
        if (!set[rank])
            continue;
        last = end_of_run(size, set, rank);
        if (runs++ == RUNS)
            fputs(", ...", out);
        else if (last == rank)
            fprintf(out, "%s%d", runs > 1 ? "," : "", rank);
        else
            fprintf(out, "%s%d-%d", runs > 1 ? "," : "", rank, last);
    }
}

/* Those who wait in the same place */

static bool is_outside(uint32_t call)
{
    return call == CALL_NONE || call & CALL_OVER;
}

static bool is_same_place(const struct rollcall *roll, int a, int b)
{
    const struct report *x = roll->reports[a], *y = roll->reports[b];

    if (!x || !y)
        return !x && !y && roll->calls[a] == roll->calls[b];
    return x->call == y->call && x->asleep == y->asleep &&
           strcmp(x->why.text, y->why.text) == 0 && strcmp(x->place, y->place) == 0;
}

/* Takes all that wait where this one does; since which of them waits longest. */
static uint64_t gather(const struct rollcall *roll, int first, bool group[], bool told[])
{
    uint64_t longest = 0;

    for (int rank = 0; rank < roll->size; rank++) {
        group[rank] = rank >= first && !told[rank] && is_same_place(roll, first, rank);
        told[rank] |= group[rank];
        if (group[rank] && roll->reports[rank] && roll->reports[rank]->since_ns > longest)
            longest = roll->reports[rank]->since_ns;
    }
    return longest;
}

static void write_outside(FILE *out, uint32_t call)
{
    if (call != CALL_NONE)
        fprintf(out, "outside MPI, after %s", call_name(call));
    else
        fputs("outside MPI", out);
}

static void write_silent(FILE *out, uint32_t call)
{
    if (is_outside(call))
        write_outside(out, call);
    else
        fprintf(out, "in %s, and does not answer", call_name(call));
}

static void write_report(FILE *out, const struct report *report, uint64_t since_ns)
{
    if (report->asleep)
        fprintf(out, "%s(%s)", call_name(report->call), report->why.text);
    else if (is_outside(report->call))
        write_outside(out, report->call);
    else
        fprintf(out, "in %s, and moves", call_name(report->call));
    if (report->place[0])
        fprintf(out, " at %s", report->place);
    if (report->asleep)
        fprintf(out, ", for %.1f s", (double)since_ns / 1e9);
}

static void write_groups(FILE *out, const struct rollcall *roll, bool group[],
                         bool told[])
{
    int groups = 0;

    for (int rank = 0; rank < roll->size; rank++) {
        uint64_t since_ns;

        if (told[rank])
            continue;
        if (++groups > GROUPS) {
            fputs("slipway:   ... and others\n", out);
            return;
        }
        since_ns = gather(roll, rank, group, told);
        fputs("slipway:   ", out);
        rollcall_ranks(out, roll->size, group);
        fputs(": ", out);
        if (roll->reports[rank])
            write_report(out, roll->reports[rank], since_ns);
        else
            write_silent(out, roll->calls[rank]);
        fputc('\n', out);
    }
}

/* Who waits for whom */

/* Who has the lock that this line is about, if it is one; else the target. */
static int lock_holder(const struct rollcall *roll, const struct blocked_line *line)
{
    const struct report *target = roll->reports[line->first];
    const struct at_lock *holder =
        target ? report_next_holder(target, line->token, NULL) : NULL;

    if (!holder || report_next_holder(target, line->token, holder) || holder->rank < 0 ||
        holder->rank >= roll->size)
        return line->first;
    return holder->rank;
}

/* The one that rank waits for, if it is one; -1: several, or nobody knows. */
static int helper_of(const struct rollcall *roll, int rank)
{
    const struct report *report = roll->reports[rank];
    const struct blocked_line *line = report ? &report->why.line[0] : NULL;

    if (!report || !report->asleep || report->why.lines == 0 ||
        line->first != line->last || line->first < 0 || line->first >= roll->size ||
        (report->why.lines > 1 && report->why.line[1].need == line->need))
        return -1;
    return line->way == BLOCKED_LOCK ? lock_holder(roll, line) : line->first;
}

/* From a rank on, up to one that was there, or that waits for nobody. */
static void write_chain(FILE *out, const struct rollcall *roll, int rank, bool seen[])
{
    int helper = helper_of(roll, rank), length = 1;

    fprintf(out, "slipway:   rank %d waits for rank %d", rank, helper);
    seen[rank] = true;
    while (!seen[helper] && helper_of(roll, helper) >= 0 && ++length <= CHAIN) {
        int from = helper;

        seen[from] = true;
        helper = helper_of(roll, from);
        fprintf(out, ", %d for %d", from, helper);
    }
    fputs(length > CHAIN ? ", and so on\n" : "\n", out);
}

static void write_chains(FILE *out, const struct rollcall *roll, bool seen[])
{
    int chains = 0;

    memset(seen, 0, (size_t)roll->size * sizeof seen[0]);
    for (int rank = 0; rank < roll->size; rank++)
        if (!seen[rank] && helper_of(roll, rank) >= 0 && chains++ < GROUPS)
            write_chain(out, roll, rank, seen);
}

/* What explains it */

static void write_hints(FILE *out, const struct rollcall *roll)
{
    int hints = 0;

    for (int rank = 0; rank < roll->size; rank++)
        if (roll->reports[rank] && roll->reports[rank]->why.hint[0] && hints++ < GROUPS)
            fprintf(out, "slipway:   rank %d: %s\n", rank, roll->reports[rank]->why.hint);
}

/* Those who wait for a lock stand behind those who have it. */
static bool is_first_waiter(const struct report *report, int i)
{
    return !report->locks[i].holds && i > 0 && report->locks[i - 1].holds;
}

/* Who has that lock; holders is room for them. */
static void write_lock(FILE *out, const struct rollcall *roll,
                       const struct report *report, uint64_t window, bool holders[])
{
    const struct at_lock *holder = NULL;

    memset(holders, 0, (size_t)roll->size * sizeof holders[0]);
    while ((holder = report_next_holder(report, window, holder)))
        if (holder->rank >= 0 && holder->rank < roll->size)
            holders[holder->rank] = true;
    fprintf(out, "slipway:   rank %d: the lock of its window is held by ", report->rank);
    rollcall_ranks(out, roll->size, holders);
    fputc('\n', out);
}

static void write_locks(FILE *out, const struct rollcall *roll, bool holders[])
{
    for (int rank = 0; rank < roll->size; rank++)
        for (int i = 0; roll->reports[rank] && i < roll->reports[rank]->lock_count; i++)
            if (is_first_waiter(roll->reports[rank], i))
                write_lock(out, roll, roll->reports[rank],
                           roll->reports[rank]->locks[i].window, holders);
}

/* MPI_Bcast is the same as MPI_Bcast_c. */
static bool is_same_call(uint32_t a, uint32_t b)
{
    const char *x = call_name(a), *y = call_name(b);
    size_t same = 0;

    while (x[same] && x[same] == y[same])
        same++;
    return (!x[same] || strcmp(x + same, "_c") == 0) &&
           (!y[same] || strcmp(y + same, "_c") == 0);
}

/* A wait for a request tells which call has begun it. */
static uint32_t collective_of(const struct report *report)
{
    return report->why.call ? report->why.call : report->call;
}

/* Both are in the same collective, counted, of the same communicator, and it is not the
 * same one. */
static bool is_mismatch(const struct report *a, const struct report *b)
{
    return a && b && a->asleep && b->asleep && a->why.number != 0 &&
           a->why.context == b->why.context && a->why.number == b->why.number &&
           (!is_same_call(collective_of(a), collective_of(b)) ||
            a->why.root != b->why.root);
}

static void write_collective(FILE *out, const struct report *report)
{
    fprintf(out, "rank %d is in %s", report->rank, call_name(collective_of(report)));
    if (report->why.root >= 0)
        fprintf(out, " with root %d", report->why.root);
}

static void write_mismatch(FILE *out, const struct rollcall *roll)
{
    for (int a = 0; a < roll->size; a++)
        for (int b = a + 1;
             roll->reports[a] && roll->reports[a]->why.number != 0 && b < roll->size; b++)
            if (is_mismatch(roll->reports[a], roll->reports[b])) {
                fputs("slipway:   mismatched collectives: ", out);
                write_collective(out, roll->reports[a]);
                fputs(", ", out);
                write_collective(out, roll->reports[b]);
                fputs(", on the same communicator\n", out);
                return;
            }
}

void rollcall_write(FILE *out, const struct rollcall *roll)
{
    bool *group = calloc((size_t)roll->size, sizeof *group);
    bool *told = calloc((size_t)roll->size, sizeof *told);

    if (group && told) {
        write_mismatch(out, roll);
        write_groups(out, roll, group, told);
        write_chains(out, roll, told);
        write_hints(out, roll);
        write_locks(out, roll, told);
    }
    free(group);
    free(told);
}
