/* SPDX-License-Identifier: BSD-3-Clause */
/* Statistics: what is counted, what travels, and what the table and the file say. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/stats.h"
#include "world/stats_file.h"
#include "world/stats_json.h"
#include "world/stats_record.h"
#include "world/stats_table.h"

enum { PROCS = 3, ROOM = 4 };

static int open_stats(void **state)
{
    (void)state;
    return stats_open(PROCS, ROOM) ? 0 : -1;
}

static int close_stats(void **state)
{
    (void)state;
    stats_close();
    stats_free();
    return 0;
}

static void call(enum mpi_call number, uint64_t bytes, int proc)
{
    call_enter(number);
    stats_sent(STATS_PT2PT, proc, bytes);
    call_leave();
}

static void calls_are_counted(void **state)
{
    const struct stats *stats;

    (void)state;
    call(CALL_Send, 10, 1);
    call(CALL_Send, 20, 2);
    stats = stats_close();
    assert_int_equal(stats->calls[CALL_Send].count, 2);
    assert_int_equal(stats->calls[CALL_Send].bytes, 30);
    assert_true(stats->calls[CALL_Send].longest <= stats->calls[CALL_Send].ns);
    assert_true(stats->calls[CALL_Send].ns <= stats->elapsed);
    assert_int_equal(stats->calls[CALL_Recv].count, 0);
}

static void a_call_in_a_call_belongs_to_it(void **state)
{
    const struct stats *stats;

    (void)state;
    call_enter(CALL_Comm_dup);
    call(CALL_Send, 10, 1);
    call_leave();
    stats = stats_close();
    assert_int_equal(stats->calls[CALL_Comm_dup].count, 1);
    assert_int_equal(stats->calls[CALL_Send].count, 0);
}

static void the_last_call_is_over_at_the_end(void **state)
{
    const struct stats *stats;

    (void)state;
    call_enter(CALL_Finalize);
    stats = stats_close();
    assert_int_equal(stats->calls[CALL_Finalize].count, 1);
    call_leave();
    assert_int_equal(stats->calls[CALL_Finalize].count, 1);
}

static void messages_have_sizes(void **state)
{
    static const uint64_t bytes[] = { 0, 1, 64, 65, 5 << 20 };
    static const uint64_t expected[STATS_SIZES] = { 1, 2, 1, 0, 0, 0, 1 };
    const struct stats *stats;

    (void)state;
    for (int i = 0; i < 5; i++)
        stats_sent(STATS_COLL, 0, bytes[i]);
    stats = stats_close();
    for (int i = 0; i < STATS_SIZES; i++)
        assert_int_equal(stats->sizes[STATS_COLL][i].messages, expected[i]);
}

static void other_jobs_are_counted_together(void **state)
{
    const struct stats *stats;

    (void)state;
    stats_sent(STATS_PT2PT, PROCS, 1);
    stats_sent(STATS_PT2PT, PROCS + 7, 2);
    stats = stats_close();
    assert_int_equal(stats->sent_to[PROCS].messages, 2);
    assert_int_equal(stats->sent_to[PROCS].bytes, 3);
}

static struct stats_record *record(int rank)
{
    struct stats_record *r = stats_record_create(stats_close(), rank, "n\"1");

    assert_non_null(r);
    return r;
}

static void a_record_has_what_there_is(void **state)
{
    struct stats_record *r;

    (void)state;
    for (int i = 0; i < ROOM + 2; i++)
        call(i < 3 ? CALL_Send : CALL_Isend, 100, 2);
    r = record(1);
    assert_int_equal(r->calls, 2);
    assert_int_equal(r->peers, 1);
    assert_int_equal(stats_record_peers(r)[0].proc, 2);
    assert_int_equal(stats_record_peers(r)[0].sent.bytes, 600);
    assert_int_equal(r->spans, ROOM);
    assert_int_equal(r->calls_seen, ROOM + 2);
    assert_int_equal(stats_record_spans(r)[0].call, CALL_Send);
    for (uint32_t i = 1; i < r->spans; i++)
        assert_true(stats_record_spans(r)[i].begin >= stats_record_spans(r)[i - 1].end);
    free(r);
}

static void who_counted_nothing_has_a_name(void **state)
{
    struct stats_record *r = stats_record_create(NULL, 7, "n7");

    (void)state;
    assert_int_equal(r->rank, 7);
    assert_string_equal(r->node, "n7");
    assert_int_equal(r->bytes, sizeof *r);
    assert_int_equal(r->calls + r->peers + r->spans, 0);
    free(r);
}

static char *printed(void (*print)(FILE *out, void *argument), void *argument)
{
    char *text = NULL;
    size_t bytes;
    FILE *out = open_memstream(&text, &bytes);

    print(out, argument);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

static void print_table(FILE *out, void *table)
{
    stats_table_print(table, "12.0", PROCS, 2, out);
}

/* Rank 1 spends half of its ten seconds in MPI, rank 0 and 2 nothing. */
static void fill(struct stats_table *table)
{
    for (uint32_t rank = 0; rank < PROCS; rank++) {
        struct stats_record *r;
        struct stats stats = { .elapsed = 10000000000, .procs = PROCS };
        struct stats_traffic sent_to[PROCS + 1] = { 0 };

        stats.sent_to = sent_to;
        if (rank == 1) {
            sent_to[2] = (struct stats_traffic){ 3, 3072 };
            sent_to[PROCS] = (struct stats_traffic){ 1, 1 };
            stats.calls[CALL_Recv] = (struct stats_call){ 2, 5000000000, 3000000000, 0 };
            stats.sizes[STATS_PT2PT][2] = (struct stats_traffic){ 3, 3072 };
        }
        r = stats_record_create(&stats, (int)rank, "n1");
        stats_table_add(table, r);
        free(r);
    }
}

static void a_table_says_who_and_how_much(void **state)
{
    struct stats_table table = { 0 };
    char *text;

    (void)state;
    fill(&table);
    text = printed(print_table, &table);
    assert_has(
        text,
        "slipway: statistics of 12.0, from MPI_Init to MPI_Finalize: 3 ranks on 2 nodes\n");
    assert_has(text,
               "in MPI                  0 us     1.67 s         5 s        200.0 %");
    assert_has(text, "of rank                  0                       1");
    assert_has(text, "MPI_Recv                               2        5 s   100.0 %");
    assert_has(text, "up to 1 KiB                3         3 KiB");
    assert_has(text, "1 -> 2                     3         3 KiB");
    assert_has(text, "1 -> other jobs            1         1 B");
    assert_null(strstr(text, "MPI_Send"));
    free(text);
}

static void a_table_has_the_pairs_with_most(void **state)
{
    struct stats_table table = { 0 };
    struct stats_traffic sent_to[2 * STATS_TABLE_PAIRS + 1] = { 0 };
    struct stats stats = { .procs = 2 * STATS_TABLE_PAIRS, .sent_to = sent_to };
    struct stats_record *r;

    (void)state;
    for (uint64_t i = 0; i < 2 * STATS_TABLE_PAIRS; i++)
        sent_to[i] = (struct stats_traffic){ 1, i * 7 % (2 * STATS_TABLE_PAIRS) };
    r = stats_record_create(&stats, 0, "n1");
    stats_table_add(&table, r);
    free(r);
    for (uint64_t i = 0; i < STATS_TABLE_PAIRS; i++)
        assert_int_equal(table.pairs[i].sent.bytes, 2 * STATS_TABLE_PAIRS - 1 - i);
}

static void print_json(FILE *out, void *r)
{
    stats_json_begin(out, "12.0", 1, 1);
    stats_json_rank(out, r, true, ((struct stats_record *)r)->began_of_day);
    stats_json_end(out);
}

/* That it is JSON at all is for tests/slurm/stats.sh, which has a parser. */
static void a_file_has_everything(void **state)
{
    struct stats_record *r;
    char *text;

    (void)state;
    for (int i = 0; i < ROOM + 1; i++)
        call(CALL_Send, 100, 2);
    r = record(0);
    text = printed(print_json, r);
    free(r);
    assert_has(text, "\"node\": \"n\\\"1\"");
    assert_has(text,
               "{\"call\": \"MPI_Send\", \"count\": 5, \"bytes\": 500, \"seconds\": 0.");
    assert_has(text, "{\"up_to\": 1024, \"messages\": 5, \"bytes\": 500}");
    assert_has(text, "{\"rank\": 2, \"messages\": 5, \"bytes\": 500}");
    assert_has(text, "\"not_kept\": 1");
    assert_has(text, "[\"MPI_Send\", 0.");
    free(text);
}

/* Files */

static char folder[] = "/tmp/slipway-stats-XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[80];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

/* Fails if there is anything in it. */
static int drop_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static void a_file_appears_when_it_is_complete(void **state)
{
    struct stats_file *file = stats_file_open(in_folder("s.json"));

    (void)state;
    assert_non_null(file);
    fputs("text", stats_file_stream(file));
    assert_int_equal(access(in_folder("s.json"), F_OK), -1);
    stats_file_close(file);
    assert_int_equal(unlink(in_folder("s.json")), 0);
}

static void a_path_that_cannot_be_written_is_refused(void **state)
{
    (void)state;
    assert_null(stats_file_open(in_folder("no/such/folder")));
    assert_null(stats_file_open("/dev/null"));
    assert_null(stats_file_open(folder));
}

static void a_limit_of_file_size_leaves_nothing(void **state)
{
    struct rlimit limit, small;
    struct stats_file *file = stats_file_open(in_folder("s.json"));

    (void)state;
    getrlimit(RLIMIT_FSIZE, &limit);
    small = (struct rlimit){ 100, limit.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    for (int i = 0; i < 10000; i++)
        fputs("more than a buffer", stats_file_stream(file));
    stats_file_close(file);
    setrlimit(RLIMIT_FSIZE, &limit);
    assert_int_equal(access(in_folder("s.json"), F_OK), -1);
}

#define with_stats(test)  cmocka_unit_test_setup_teardown(test, open_stats, close_stats)
#define with_folder(test) cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_stats(calls_are_counted),
        with_stats(a_call_in_a_call_belongs_to_it),
        with_stats(the_last_call_is_over_at_the_end),
        with_stats(messages_have_sizes),
        with_stats(other_jobs_are_counted_together),
        with_stats(a_record_has_what_there_is),
        cmocka_unit_test(who_counted_nothing_has_a_name),
        cmocka_unit_test(a_table_says_who_and_how_much),
        cmocka_unit_test(a_table_has_the_pairs_with_most),
        with_stats(a_file_has_everything),
        with_folder(a_file_appears_when_it_is_complete),
        with_folder(a_path_that_cannot_be_written_is_refused),
        with_folder(a_limit_of_file_size_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
