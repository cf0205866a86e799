/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/stats_table.h"

#include <stdlib.h>

/* Adding up */

static void spread_add(struct stats_spread *spread, double value, uint32_t rank,
                       bool first)
{
    if (first || value < spread->least) {
        spread->least = value;
        spread->least_rank = rank;
    }
    if (first || value > spread->most) {
        spread->most = value;
        spread->most_rank = rank;
    }
    spread->sum += value;
}

static void add_time(struct stats_table *t, const struct stats_record *r)
{
    double elapsed = (double)r->elapsed * 1e-9, in_mpi = (double)r->in_mpi * 1e-9;
    bool first = t->ranks == 0;

    spread_add(&t->elapsed, elapsed, r->rank, first);
    spread_add(&t->in_mpi, in_mpi, r->rank, first);
    spread_add(&t->outside, elapsed > in_mpi ? elapsed - in_mpi : 0, r->rank, first);
    spread_add(&t->share, elapsed > 0 ? in_mpi / elapsed : 0, r->rank, first);
}

static void add_calls(struct stats_table *t, const struct stats_record *r)
{
    const struct stats_record_call *from = stats_record_calls(r);

    for (uint32_t i = 0; i < r->calls; i++) {
        struct stats_call *sum = &t->calls[from[i].call];

        sum->count += from[i].sum.count;
        sum->ns += from[i].sum.ns;
        sum->bytes += from[i].sum.bytes;
        if (from[i].sum.longest > sum->longest)
            sum->longest = from[i].sum.longest;
    }
}

static void add_sizes(struct stats_table *t, const struct stats_record *r)
{
    for (int kind = 0; kind < STATS_KINDS; kind++) {
        for (int i = 0; i < STATS_SIZES; i++) {
            t->sizes[kind][i].messages += r->sizes[kind][i].messages;
            t->sizes[kind][i].bytes += r->sizes[kind][i].bytes;
        }
    }
}

static bool is_more(const struct stats_traffic *a, const struct stats_traffic *b)
{
    return a->bytes != b->bytes ? a->bytes > b->bytes : a->messages > b->messages;
}

static void add_pair(struct stats_table *t, struct stats_pair pair)
{
    int at = STATS_TABLE_PAIRS;

    while (at > 0 && is_more(&pair.sent, &t->pairs[at - 1].sent)) {
        at--;
        if (at + 1 < STATS_TABLE_PAIRS)
            t->pairs[at + 1] = t->pairs[at];
    }
    if (at < STATS_TABLE_PAIRS)
        t->pairs[at] = pair;
}

static void add_pairs(struct stats_table *t, const struct stats_record *r)
{
    const struct stats_record_peer *to = stats_record_peers(r);

    for (uint32_t i = 0; i < r->peers; i++)
        add_pair(t, (struct stats_pair){ r->rank, to[i].proc, to[i].sent });
}

void stats_table_add(struct stats_table *t, const struct stats_record *r)
{
    add_time(t, r);
    add_calls(t, r);
    add_sizes(t, r);
    add_pairs(t, r);
    t->ranks++;
}

/* Figures as text: three digits and a unit.  Each has a place of its own in a line. */

struct figure {
    char text[24];
};

static struct figure scaled(double value, double step, const char *const *units, int last)
{
    struct figure figure;
    int unit = 0;

    while (value >= 0.9995 * step && unit < last) {
        value /= step;
        unit++;
    }
    snprintf(figure.text, sizeof figure.text, "%.*f %s",
             value == (double)(uint64_t)value ? 0
             : value < 9.995                  ? 2
             : value < 99.95                  ? 1
                                              : 0,
             value, units[unit]);
    return figure;
}

static struct figure seconds(double value)
{
    static const char *const units[] = { "us", "ms", "s " };

    return scaled(value * 1e6, 1000, units, 2);
}

static struct figure volume(uint64_t bytes)
{
    static const char *const units[] = { "B  ", "KiB", "MiB", "GiB", "TiB", "PiB" };

    return scaled((double)bytes, 1024, units, 5);
}

static struct figure percent(double part)
{
    struct figure figure;

    snprintf(figure.text, sizeof figure.text, "%.1f %%", part * 100);
    return figure;
}

/* Printing */

static void print_spread(const struct stats_table *t, const char *name,
                         const struct stats_spread *s,
                         struct figure (*text)(double value), FILE *out)
{
    double mean = s->sum / t->ranks;

    fprintf(out, "  %-16s%12s%12s%12s%14s\n", name, text(s->least).text, text(mean).text,
            text(s->most).text, mean > 0 ? percent(s->most / mean - 1).text : "-");
}

static void print_ranks(const char *name, const struct stats_spread *s, FILE *out)
{
    fprintf(out, "  %-16s%12u%12s%12u\n", name, s->least_rank, "", s->most_rank);
}

static void print_time(const struct stats_table *t, FILE *out)
{
    fprintf(out, "\n  %-16s%12s%12s%12s%14s\n", "time per rank", "least", "mean", "most",
            "imbalance");
    print_spread(t, "elapsed", &t->elapsed, seconds, out);
    print_spread(t, "in MPI", &t->in_mpi, seconds, out);
    print_ranks("  of rank", &t->in_mpi, out);
    print_spread(t, "outside of MPI", &t->outside, seconds, out);
    print_ranks("  of rank", &t->outside, out);
    print_spread(t, "share in MPI", &t->share, percent, out);
}

static const struct stats_table *sorted; /* qsort hands nothing through */

static int by_time(const void *a, const void *b)
{
    uint64_t left = sorted->calls[*(const int *)a].ns;
    uint64_t right = sorted->calls[*(const int *)b].ns;

    return left < right ? 1 : left > right ? -1 : *(const int *)a - *(const int *)b;
}

/* The calls that were called, those that took most first; and how many. */
static int order_calls(const struct stats_table *t, int calls[CALLS])
{
    int count = 0;

    for (int i = 0; i < CALLS; i++)
        if (t->calls[i].count > 0)
            calls[count++] = i;
    sorted = t;
    qsort(calls, (size_t)count, sizeof *calls, by_time);
    return count;
}

static void print_call(const struct stats_table *t, int call, FILE *out)
{
    const struct stats_call *c = &t->calls[call];
    double all = t->in_mpi.sum;

    fprintf(out, "  %-28s%12llu%12s%9s%12s%12s%13s\n", call_name((uint32_t)call),
            (unsigned long long)c->count, seconds((double)c->ns * 1e-9).text,
            percent(all > 0 ? (double)c->ns * 1e-9 / all : 0).text,
            seconds((double)c->ns * 1e-9 / (double)c->count).text,
            seconds((double)c->longest * 1e-9).text, volume(c->bytes).text);
}

static void print_calls(const struct stats_table *t, FILE *out)
{
    int calls[CALLS], count = order_calls(t, calls);

    fprintf(out, "\n  %-28s%12s%12s%9s%12s%12s%13s\n", "call", "count", "time", "share",
            "mean", "longest", "bytes");
    for (int i = 0; i < count && i < STATS_TABLE_CALLS; i++)
        print_call(t, calls[i], out);
    if (count > STATS_TABLE_CALLS)
        fprintf(out, "  and %d others\n", count - STATS_TABLE_CALLS);
}

static void print_size(const struct stats_table *t, int size, FILE *out)
{
    uint64_t bound = stats_size_bound(size);

    if (bound == UINT64_MAX)
        fprintf(out, "  %-16s", "more");
    else
        fprintf(out, "  up to %-10s", volume(bound).text);
    for (int kind = 0; kind < STATS_KINDS; kind++)
        fprintf(out, "%12llu%14s", (unsigned long long)t->sizes[kind][size].messages,
                volume(t->sizes[kind][size].bytes).text);
    fputc('\n', out);
}

static bool is_empty(const struct stats_table *t, int size)
{
    for (int kind = 0; kind < STATS_KINDS; kind++)
        if (t->sizes[kind][size].messages > 0)
            return false;
    return true;
}

static void print_sizes(const struct stats_table *t, FILE *out)
{
    fprintf(out, "\n  %-16s%26s%26s%26s\n", "messages of", "point-to-point",
            "inside of collectives", "one-sided");
    for (int i = 0; i < STATS_SIZES; i++)
        if (!is_empty(t, i))
            print_size(t, i, out);
}

static void print_pairs(const struct stats_table *t, int procs, FILE *out)
{
    fprintf(out, "\n  %-16s%12s%14s\n", "from rank to", "messages", "bytes");
    for (int i = 0; i < STATS_TABLE_PAIRS && t->pairs[i].sent.messages > 0; i++) {
        const struct stats_pair *pair = &t->pairs[i];
        char name[48];

        if (pair->to < (uint64_t)procs)
            snprintf(name, sizeof name, "%llu -> %llu", (unsigned long long)pair->from,
                     (unsigned long long)pair->to);
        else
            snprintf(name, sizeof name, "%llu -> other jobs",
                     (unsigned long long)pair->from);
        fprintf(out, "  %-16s%12llu%14s\n", name, (unsigned long long)pair->sent.messages,
                volume(pair->sent.bytes).text);
    }
}

static bool has_messages(const struct stats_table *t)
{
    return t->pairs[0].sent.messages > 0;
}

void stats_table_print(const struct stats_table *t, const char *job, int procs, int nodes,
                       FILE *out)
{
    fprintf(out,
            "slipway: statistics of %s, from MPI_Init to MPI_Finalize: %d rank%s on "
            "%d node%s\n",
            job, procs, procs == 1 ? "" : "s", nodes, nodes == 1 ? "" : "s");
    print_time(t, out);
    print_calls(t, out);
    if (has_messages(t)) {
        print_sizes(t, out);
        print_pairs(t, procs, out);
    }
    fputc('\n', out);
}
