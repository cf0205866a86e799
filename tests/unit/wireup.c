/* SPDX-License-Identifier: BSD-3-Clause */
/* wireup.c with the methods pmi2 (on the fake server) and single: 1 to 33 ranks find each
 * other. */
#include "pmi/wireup.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake_pmi2.h"

/* In the ranks: says what went wrong, and hands the condition on. */
static bool good(bool condition, const struct wireup *w, const char *what)
{
    if (!condition)
        fprintf(stderr, "rank %d of %d: not %s (%s)\n", w->rank, w->size, what,
                wireup_error(w));
    return condition;
}

static struct wireup *open_or_exit(void)
{
    char why[TEXT_LINE];
    struct wireup *w;

    if (wireup_open(&w, why, sizeof why) == 0)
        return w;
    fprintf(stderr, "%s\n", why);
    exit(1);
}

static int close_well(struct wireup *w)
{
    bool ok = good(wireup_finalize(w) == 0, w, "finalized");

    wireup_destroy(w);
    return !ok;
}

static void fill(uint8_t *bytes, size_t n, int rank, int round)
{
    for (size_t i = 0; i < n; i++)
        bytes[i] = (i + 1) * (rank + 3) * 2654435761u >> (11 + round);
}

/* Ranks have values of different lengths, one of them none at all. */
static size_t bytes_of(int rank)
{
    return rank % 7 == 1 ? 0 : rank % 3 == 0 ? 3000 : rank * 29 % 800;
}

static bool put_mine(struct wireup *w, int round)
{
    uint8_t bytes[3000];
    char key[32];

    fill(bytes, sizeof bytes, w->rank, round);
    snprintf(key, sizeof key, "card:%d/%d", w->rank, round);
    return good(wireup_put(w, key, bytes, bytes_of(w->rank)) == 0, w, "put");
}

static bool get_of(struct wireup *w, int rank, int round)
{
    uint8_t bytes[3000];
    char key[32];
    void *value;
    size_t n;
    bool ok;

    fill(bytes, sizeof bytes, rank, round);
    snprintf(key, sizeof key, "card:%d/%d", rank, round);
    if (!good(wireup_get(w, key, &value, &n) == 0, w, "got"))
        return false;
    ok = good(n == bytes_of(rank) && memcmp(value, bytes, n) == 0, w, "the same value");
    free(value);
    return ok;
}

static bool exchange(struct wireup *w, int round)
{
    bool ok = put_mine(w, round) && good(wireup_fence(w) == 0, w, "through the fence");

    for (int rank = 0; ok && rank < w->size; rank++)
        ok = get_of(w, rank, round);
    return ok;
}

static bool nobody_put(struct wireup *w, const char *key)
{
    void *value;
    size_t n;

    return good(wireup_get(w, key, &value, &n) == -1 && strstr(wireup_error(w), key), w,
                "told that nobody put it");
}

static int exchange_twice(int rank, int size, void *arg)
{
    struct wireup *w = open_or_exit();
    bool ok = good(w->rank == rank && w->size == size, w, "the rank it should be") &&
              good(strcmp(w->job, "4711.0") == 0, w, "in its job") && exchange(w, 0) &&
              nobody_put(w, "nobody") && exchange(w, 1);

    (void)arg;
    return close_well(w) || !ok;
}

/* The last rank of each node tells, the others may have asked before. */
static int tell_the_node(int rank, int size, void *arg)
{
    struct wireup *w = open_or_exit();
    char text[WIREUP_MAX_TEXT + 1] = "", told[32];
    bool ok = true;

    (void)rank, (void)size, (void)arg;
    snprintf(told, sizeof told, "from node %d", w->node);
    if (w->local_rank == w->local_size - 1)
        ok = good(wireup_put_node(w, "word", told) == 0, w, "told");
    ok = ok && good(wireup_get_node(w, "word", text) == 0, w, "heard") &&
         good(strcmp(text, told) == 0, w, "the word of its node");
    return close_well(w) || !ok;
}

static void a_word_stays_on_its_node(void **state)
{
    const struct fake_pmi2_job job = { .size = 7, .nodes = 3 };
    struct fake_pmi2_record record;

    (void)state;
    assert_int_equal(fake_pmi2_run(&job, tell_the_node, NULL, &record), 0);
    assert_int_equal(record.fences, 0);
    assert_false(record.malformed);
}

static void everybody_gets_what_all_have_put(void **state)
{
    (void)state;
    for (int size = 1; size <= 33; size += size < 9 ? 1 : 8) {
        const struct fake_pmi2_job job = { .size = size };
        struct fake_pmi2_record record;

        assert_int_equal(fake_pmi2_run(&job, exchange_twice, NULL, &record), 0);
        assert_false(record.malformed);
        assert_int_equal(record.fences, 2);
        assert_int_equal(record.finalizes, size);
        assert_int_equal(record.aborts, 0);
        assert_in_range(record.longest_value, 1, 1023);
        assert_in_range(record.longest_key, 1, 63);
    }
}

static int check_nodes(int rank, int size, void *arg)
{
    const struct fake_pmi2_job *job = arg;
    struct wireup *w = open_or_exit();
    bool ok =
        good(w->nodes == job->nodes, w, "told the number of nodes") &&
        good(w->node == (job->cyclic ? rank % job->nodes : rank * job->nodes / size), w,
             "told its node") &&
        good(w->local_ranks[w->local_rank] == rank, w, "among its node's ranks");

    for (int i = 1; i < w->local_size; i++)
        ok = ok && good(w->local_ranks[i] ==
                            w->local_ranks[i - 1] + (job->cyclic ? job->nodes : 1),
                        w, "told the ranks of its node");
    return close_well(w) || !ok;
}

static void ranks_know_their_nodes(void **state)
{
    struct fake_pmi2_job jobs[] = { { 7, 2, false }, { 7, 2, true }, { 12, 5, true } };

    (void)state;
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
        assert_int_equal(fake_pmi2_run(&jobs[i], check_nodes, &jobs[i], NULL), 0);
}

static int put_long_value(int rank, int size, void *arg)
{
    enum { LONG = 200000 };
    struct wireup *w = open_or_exit();
    char longest_key[WIREUP_MAX_KEY + 1];
    uint8_t *bytes = malloc(LONG);
    void *value;
    size_t n;
    bool ok;

    (void)size;
    (void)arg;
    memset(longest_key, 'k', WIREUP_MAX_KEY);
    longest_key[WIREUP_MAX_KEY] = '\0';
    fill(bytes, LONG, rank, 0);
    ok = good(wireup_put(w, longest_key, bytes, LONG) == 0, w, "put") &&
         good(wireup_fence(w) == 0, w, "through the fence") &&
         good(wireup_get(w, longest_key, &value, &n) == 0, w, "got") &&
         good(n == LONG && memcmp(value, bytes, LONG) == 0, w, "the same value");
    if (ok)
        free(value);
    free(bytes);
    return close_well(w) || !ok;
}

static void long_values_stay_below_the_limits(void **state)
{
    const struct fake_pmi2_job job = { .size = 1 };
    struct fake_pmi2_record record;

    (void)state;
    assert_int_equal(fake_pmi2_run(&job, put_long_value, NULL, &record), 0);
    assert_in_range(record.longest_value, 1, 1023);
    assert_in_range(record.longest_key, WIREUP_MAX_KEY, 63);
    assert_int_equal(record.puts, (7 + (200000 + 2) / 3 * 4 + 1022) / 1023);
}

static int put_bad_keys(int rank, int size, void *arg)
{
    static const char *const keys[] = {
        "",    "a b", "a;b",      "a=b",
        "a.1", "a\n", "\xc3\xa4", "1234567890123456789012345678901234567890123456789"
    };
    struct wireup *w = open_or_exit();
    bool ok = true;

    (void)rank, (void)size, (void)arg;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ok = ok && good(wireup_put(w, keys[i], "x", 1) == -1, w, "refused a key") &&
             good(strstr(wireup_error(w), "is no key") != NULL, w, "told why");
    return close_well(w) || !ok;
}

static void bad_keys_never_reach_the_server(void **state)
{
    const struct fake_pmi2_job job = { .size = 1 };
    struct fake_pmi2_record record;

    (void)state;
    assert_int_equal(fake_pmi2_run(&job, put_bad_keys, NULL, &record), 0);
    assert_int_equal(record.puts, 0);
}

/* A child of a rank is a world of one, and has nothing of the rank's connection. */
static int start_a_child(int rank, int size, void *arg)
{
    int fd = atoi(getenv("PMI_FD")), status = -1;
    struct wireup *w = open_or_exit();
    bool ok =
        good(fcntl(fd, F_GETFD) == FD_CLOEXEC, w, "closing the descriptor on exec") &&
        good(!getenv("PMI_FD") && !getenv("PMI_RANK") && !getenv("PMI_SIZE") &&
                 !getenv("PMI_JOBID"),
             w, "cleaning the environment");
    pid_t pid = fork();

    (void)rank, (void)size, (void)arg;
    if (pid == 0) {
        struct wireup *mine = open_or_exit();
        bool alone =
            good(mine->size == 1 && strncmp(mine->job, "single.", 7) == 0, mine, "alone");

        wireup_abort(w, 3, "must not reach the server");
        alone = good(wireup_finalize(w) == 0, w, "harmless") && alone;
        wireup_destroy(w);
        exit(close_well(mine) || !alone);
    }
    waitpid(pid, &status, 0);
    return close_well(w) || !ok || status != 0;
}

static void a_child_of_a_rank_is_alone(void **state)
{
    const struct fake_pmi2_job job = { .size = 2 };
    struct fake_pmi2_record record;

    (void)state;
    assert_int_equal(fake_pmi2_run(&job, start_a_child, NULL, &record), 0);
    assert_int_equal(record.aborts, 0);
    assert_int_equal(record.finalizes, 2);
}

/* The second program finds what a shell would have left to it. */
static int run_two_programs(int rank, int size, void *arg)
{
    char number[16], why[TEXT_LINE];
    int fd = atoi(getenv("PMI_FD"));
    int again = dup(fd);
    struct wireup *w = open_or_exit(), *second;

    (void)arg;
    if (close_well(w))
        return 1;
    snprintf(number, sizeof number, "%d", again);
    setenv("PMI_FD", number, 1);
    snprintf(number, sizeof number, "%d", rank);
    setenv("PMI_RANK", number, 1);
    snprintf(number, sizeof number, "%d", size);
    setenv("PMI_SIZE", number, 1);
    setenv("PMI_JOBID", "4711.0", 1);
    if (wireup_open(&second, why, sizeof why) != -1)
        return 1;
    return !strstr(why, "already used by another MPI program");
}

static void a_second_program_is_told(void **state)
{
    const struct fake_pmi2_job job = { .size = 2 };

    (void)state;
    assert_int_equal(fake_pmi2_run(&job, run_two_programs, NULL, NULL), 0);
}

static int rank_1_aborts(int rank, int size, void *arg)
{
    struct wireup *w = open_or_exit();

    (void)size, (void)arg;
    if (rank == 1) {
        wireup_abort(w, 42, "bad; input\nfile");
        pause();
    }
    wireup_fence(w);
    return 0;
}

static void an_abort_ends_everybody(void **state)
{
    const struct fake_pmi2_job job = { .size = 4 };
    struct fake_pmi2_record record;

    (void)state;
    assert_int_equal(fake_pmi2_run(&job, rank_1_aborts, NULL, &record), 4);
    assert_int_equal(record.aborts, 1);
    assert_string_equal(record.abort_text,
                        "rank 1 ends the job with exit code 42: bad_ input?file");
}

static void remove_variables(void)
{
    static const char *const names[] = {
        "PMI_FD",         "SLURM_JOB_ID",      "SLURM_STEP_ID", "SLURM_STEP_NUM_TASKS",
        "SLURM_PTY_PORT", "SLIPWAY_PTY_SHELL", "SLIPWAY_STEP",  "SLIPWAY_CHILD_OF",
        "SLURM_PROCID",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
}

static void without_launcher_a_world_of_one(void **state)
{
    char why[TEXT_LINE], job[64];
    struct wireup *w;

    (void)state;
    remove_variables();
    assert_int_equal(wireup_open(&w, why, sizeof why), 0);
    assert_string_equal(wireup_method_name(w), "single");
    snprintf(job, sizeof job, "single.%d", (int)getpid());
    assert_string_equal(w->job, job);
    assert_int_equal(w->rank, 0);
    assert_int_equal(w->size, 1);
    assert_int_equal(w->node, 0);
    assert_int_equal(w->nodes, 1);
    assert_int_equal(w->local_rank, 0);
    assert_int_equal(w->local_size, 1);
    assert_int_equal(w->local_ranks[0], 0);
    assert_true(exchange(w, 0));
    assert_true(exchange(w, 1));
    assert_true(nobody_put(w, "nobody"));
    assert_int_equal(wireup_put(w, "k", "", (size_t)WIREUP_MAX_BYTES + 1), -1);
    assert_non_null(strstr(wireup_error(w), "at most 67108864"));
    assert_int_equal(wireup_finalize(w), 0);
    wireup_destroy(w);
    wireup_destroy(NULL);
}

static void a_step_without_pmi_is_refused_in_one_line(void **state)
{
    char why[TEXT_LINE] = "";
    struct wireup *w;

    (void)state;
    remove_variables();
    setenv("SLURM_JOB_ID", "5", 1);
    setenv("SLURM_STEP_ID", "0", 1);
    setenv("SLURM_STEP_NUM_TASKS", "4", 1);
    setenv("SLURM_PROCID", "0", 1);
    assert_int_equal(wireup_open(&w, why, sizeof why), -1);
    assert_non_null(strstr(why, "--mpi=pmi2"));
    assert_non_null(strstr(why, "MpiDefault"));
    assert_non_null(strstr(why, "plugin"));
    setenv("SLURM_PROCID", "3", 1);
    assert_int_equal(wireup_open(&w, why, sizeof why), -1);
    assert_string_equal(why, "");
    remove_variables();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_gets_what_all_have_put),
        cmocka_unit_test(a_word_stays_on_its_node),
        cmocka_unit_test(ranks_know_their_nodes),
        cmocka_unit_test(long_values_stay_below_the_limits),
        cmocka_unit_test(bad_keys_never_reach_the_server),
        cmocka_unit_test(a_child_of_a_rank_is_alone),
        cmocka_unit_test(a_second_program_is_told),
        cmocka_unit_test(an_abort_ends_everybody),
        cmocka_unit_test(without_launcher_a_world_of_one),
        cmocka_unit_test(a_step_without_pmi_is_refused_in_one_line),
    };

    alarm(120);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
