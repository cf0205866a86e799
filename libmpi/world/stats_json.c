/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/stats_json.h"

/* Names come from the environment and may hold anything. */
static void put_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20 || c >= 0x7f)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

/* Not by printf's %f, whose point is the program's locale's. */
static void put_seconds(FILE *out, int64_t ns)
{
    uint64_t size = ns < 0 ? -(uint64_t)ns : (uint64_t)ns;

    fprintf(out, "%s%llu.%09llu", ns < 0 ? "-" : "",
            (unsigned long long)(size / 1000000000),
            (unsigned long long)(size % 1000000000));
}

static void put_traffic(FILE *out, const struct stats_traffic *traffic)
{
    fprintf(out, "\"messages\": %llu, \"bytes\": %llu}",
            (unsigned long long)traffic->messages, (unsigned long long)traffic->bytes);
}

static const char *separator(uint32_t i)
{
    return i > 0 ? ",\n    " : "\n    ";
}

static void put_calls(FILE *out, const struct stats_record *r)
{
    const struct stats_record_call *calls = stats_record_calls(r);

    fputs(",\n   \"calls\": [", out);
    for (uint32_t i = 0; i < r->calls; i++) {
        const struct stats_call *sum = &calls[i].sum;

        fprintf(out,
                "%s{\"call\": \"%s\", \"count\": %llu, \"bytes\": %llu, \"seconds\": ",
                separator(i), call_name((uint32_t)calls[i].call),
                (unsigned long long)sum->count, (unsigned long long)sum->bytes);
        put_seconds(out, (int64_t)sum->ns);
        fputs(", \"longest\": ", out);
        put_seconds(out, (int64_t)sum->longest);
        fputc('}', out);
    }
    fputc(']', out);
}

static void put_size(FILE *out, int size, const struct stats_traffic *traffic)
{
    uint64_t bound = stats_size_bound(size);

    fputs("{\"up_to\": ", out);
    if (bound == UINT64_MAX)
        fputs("null, ", out);
    else
        fprintf(out, "%llu, ", (unsigned long long)bound);
    put_traffic(out, traffic);
}

static void put_sizes(FILE *out, const struct stats_record *r)
{
    static const char *const kinds[STATS_KINDS] = { "point_to_point", "collective",
                                                    "one_sided" };

    fputs(",\n   \"sizes\": {", out);
    for (int kind = 0; kind < STATS_KINDS; kind++) {
        fprintf(out, "%s\"%s\": [", separator((uint32_t)kind), kinds[kind]);
        for (int i = 0; i < STATS_SIZES; i++) {
            fputs(i > 0 ? ", " : "", out);
            put_size(out, i, &r->sizes[kind][i]);
        }
        fputc(']', out);
    }
    fputc('}', out);
}

static void put_peers(FILE *out, const struct stats_record *r)
{
    const struct stats_record_peer *peers = stats_record_peers(r);

    fputs(",\n   \"sent_to\": [", out);
    for (uint32_t i = 0; i < r->peers; i++) {
        fprintf(out, "%s{\"rank\": %llu, ", separator(i),
                (unsigned long long)peers[i].proc);
        put_traffic(out, &peers[i].sent);
    }
    fputc(']', out);
}

/* [call, begin, end], seconds since the beginning of the job. */
static void put_spans(FILE *out, const struct stats_record *r, int64_t shift)
{
    const struct stats_span *spans = stats_record_spans(r);

    fprintf(out, ",\n   \"not_kept\": %llu,\n   \"last_calls\": [",
            (unsigned long long)(r->calls_seen - r->spans));
    for (uint32_t i = 0; i < r->spans; i++) {
        fprintf(out, "%s[\"%s\", ", separator(i), call_name((uint32_t)spans[i].call));
        put_seconds(out, (int64_t)spans[i].begin + shift);
        fputs(", ", out);
        put_seconds(out, (int64_t)spans[i].end + shift);
        fputc(']', out);
    }
    fputc(']', out);
}

void stats_json_begin(FILE *out, const char *job, int procs, int nodes)
{
    fputs("{\"version\": 1,\n \"job\": ", out);
    put_string(out, job);
    fprintf(out, ",\n \"ranks\": %d,\n \"nodes\": %d,\n \"per_rank\": [", procs, nodes);
}

void stats_json_rank(FILE *out, const struct stats_record *r, bool is_first,
                     uint64_t first_began_of_day)
{
    int64_t shift = (int64_t)(r->began_of_day - first_began_of_day);

    fprintf(out, "%s\n  {\"rank\": %u,\n   \"node\": ", is_first ? "" : ",", r->rank);
    put_string(out, r->node);
    fputs(",\n   \"began\": ", out);
    put_seconds(out, shift);
    fputs(",\n   \"seconds\": ", out);
    put_seconds(out, (int64_t)r->elapsed);
    fputs(",\n   \"in_mpi\": ", out);
    put_seconds(out, (int64_t)r->in_mpi);
    put_calls(out, r);
    put_sizes(out, r);
    put_peers(out, r);
    put_spans(out, r, shift);
    fputc('}', out);
}

void stats_json_end(FILE *out)
{
    fputs("]}\n", out);
}
