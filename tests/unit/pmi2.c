/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pmi2.c and frame.c.  First, that the fake server is a faithful one: Slurm's own libpmi2
 * runs on it, alone and in one job with our client.  Then, that our client survives every
 * server.
 */
#include "pmi/pmi2.h"

#include <setjmp.h>
#include <signal.h>
#include <slurm/pmi2.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake_pmi2.h"
#include "pmi/frame.h"
#include "pmi/wireup.h"

static bool reference_open(int rank, int size)
{
    int spawned, my_size, my_rank, appnum;

    return PMI2_Init(&spawned, &my_size, &my_rank, &appnum) == PMI2_SUCCESS &&
           my_rank == rank && my_size == size && !spawned;
}

static bool reference_get(int rank, const char *expected)
{
    char key[16], value[PMI2_MAX_VALLEN];
    int length;

    snprintf(key, sizeof key, "key%d", rank);
    return PMI2_KVS_Get(NULL, PMI2_ID_NULL, key, value, sizeof value, &length) ==
               PMI2_SUCCESS &&
           strcmp(value, expected) == 0;
}

/* The node's first rank leaves a word for the others of its node. */
static bool reference_node_attribute(int rank, int size)
{
    char mine[16], value[PMI2_MAX_ATTRVALUE];
    int node = rank * 2 / size, first = (node * size + 1) / 2, found = 0;

    snprintf(mine, sizeof mine, "node%d", node);
    if (rank == first && PMI2_Info_PutNodeAttr("segment", mine) != PMI2_SUCCESS)
        return false;
    return PMI2_Info_GetNodeAttr("segment", value, sizeof value, &found, 1) ==
               PMI2_SUCCESS &&
           found && strcmp(value, mine) == 0;
}

static bool reference_job(void)
{
    char id[64], value[PMI2_MAX_ATTRVALUE];
    int found = 0;

    return PMI2_Job_GetId(id, sizeof id) == PMI2_SUCCESS && strcmp(id, "4711.0") == 0 &&
           PMI2_Info_GetJobAttr("PMI_process_mapping", value, sizeof value, &found) ==
               PMI2_SUCCESS &&
           found && strncmp(value, "(vector,", 8) == 0;
}

static int reference_client(int rank, int size, void *arg)
{
    char key[16];
    bool ok = reference_open(rank, size) && reference_job() &&
              reference_node_attribute(rank, size);

    (void)arg;
    snprintf(key, sizeof key, "key%d", rank);
    ok = ok && PMI2_KVS_Put(key, key) == PMI2_SUCCESS && PMI2_KVS_Fence() == PMI2_SUCCESS;
    for (int r = 0; ok && r < size; r++) {
        snprintf(key, sizeof key, "key%d", r);
        ok = reference_get(r, key);
    }
    return !(ok && PMI2_Finalize() == PMI2_SUCCESS);
}

static void slurms_libpmi2_runs_on_the_fake(void **state)
{
    const struct fake_pmi2_job jobs[] = { { 1, 1, false },
                                          { 2, 2, false },
                                          { 9, 2, false } };

    (void)state;
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        struct fake_pmi2_record record;

        assert_int_equal(fake_pmi2_run(&jobs[i], reference_client, NULL, &record), 0);
        assert_false(record.malformed);
        assert_int_equal(record.finalizes, jobs[i].size);
    }
}

static int own_client(int rank, int size)
{
    char why[TEXT_LINE], key[16];
    struct wireup *w;
    bool ok;

    if (wireup_open(&w, why, sizeof why))
        return 1;
    snprintf(key, sizeof key, "key%d", rank);
    ok = wireup_put(w, key, "foob", 4) == 0 && wireup_fence(w) == 0;
    for (int r = 0; ok && r < size; r++) {
        void *value;
        size_t bytes;

        snprintf(key, sizeof key, "key%d", r);
        ok = wireup_get(w, key, &value, &bytes) == 0 && bytes == 4 &&
             memcmp(value, "foob", 4) == 0;
        free(ok ? value : NULL);
    }
    ok = ok && wireup_finalize(w) == 0;
    wireup_destroy(w);
    return !ok;
}

/* Odd ranks use libpmi2, even ones our client; both put the same four bytes. */
static int either_client(int rank, int size, void *arg)
{
    char key[16];
    bool ok;

    (void)arg;
    if (rank % 2 == 0)
        return own_client(rank, size);
    snprintf(key, sizeof key, "key%d", rank);
    ok = reference_open(rank, size) && PMI2_KVS_Put(key, "4:Zm9vYg") == PMI2_SUCCESS &&
         PMI2_KVS_Fence() == PMI2_SUCCESS;
    for (int r = 0; ok && r < size; r++)
        ok = reference_get(r, "4:Zm9vYg");
    return !(ok && PMI2_Finalize() == PMI2_SUCCESS);
}

static void both_clients_understand_each_other(void **state)
{
    const struct fake_pmi2_job job = { .size = 6 };

    (void)state;
    assert_int_equal(fake_pmi2_run(&job, either_client, NULL, NULL), 0);
}

/* Writes a script: what stands in <> becomes a frame with its head, all else is itself.
 */
static void play(int fd, const char *script)
{
    while (*script) {
        bool framed = *script == '<';
        const char *from = script + framed;
        size_t n = strcspn(from, framed ? ">" : "<");

        if (framed)
            assert_int_equal(dprintf(fd, "%-6zu%.*s", n, (int)n, from), 6 + n);
        else
            assert_int_equal(write(fd, from, n), n);
        script = from + n + framed;
    }
}

/* A server that has said everything before it was asked: what the client sends stays in
 * the socket, what it receives is the script. */
static void set_stage(const char *script, bool closes, int ends[2])
{
    char number[16];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    play(ends[0], script);
    if (closes)
        shutdown(ends[0], SHUT_WR);
    snprintf(number, sizeof number, "%d", ends[1]);
    setenv("PMI_FD", number, 1);
    setenv("PMI_RANK", "0", 1);
    setenv("PMI_SIZE", "2", 1);
    setenv("PMI_JOBID", "5.0", 1);
    setenv("SLURM_JOB_ID", "5", 1);
    setenv("SLURM_STEP_ID", "0", 1);
    setenv("SLURM_STEP_NUM_TASKS", "2", 1);
    setenv("SLURM_STEP_NUM_NODES", "1", 1);
    setenv("SLURM_GTIDS", "0,1", 1);
    setenv("SLURM_NODEID", "0", 1);
    setenv("SLURM_LOCALID", "0", 1);
    setenv("SLURM_PROCID", "0", 1);
}

#define WELCOME "cmd=response_to_init rc=0 pmi_version=2 pmi_subversion=0\n"
#define FULL    "cmd=fullinit-response;rc=0;"

/* The client must come back with this in its message. */
static const struct play {
    const char *says;
    const char *script;
    bool stays_open;
} openings[] = {
    { "already used by another MPI program", "", false },
    { "does not answer", "", true },
    { "already used", "cmd=resp", false },
    { "not PMI-2", "HTTP/1.1 400 Bad Request\r\n\r\n", false },
    { "not PMI-2", "cmd=response_to_init rc=1 pmi_version=2 pmi_subversion=0\n", false },
    { "not PMI-2", "cmd=response_to_init rc=0 pmi_version=1 pmi_subversion=1\n", false },
    { "not PMI-2", "a line with no end in sight, and none after sixty-four bytes either",
      true },
    { "already used", WELCOME, false },
    { "already used", WELCOME "99    " FULL "rank=0;size=2;", false },
    { "does not answer", WELCOME "99    " FULL "rank=0;size=2;", true },
    { "already used", WELCOME "50", false },
    { "not PMI-2", WELCOME "-5    cmd=x;", false },
    { "not PMI-2", WELCOME "      cmd=x;", false },
    { "not PMI-2", WELCOME "999999cmd=x;", false },
    { "not PMI-2", WELCOME "5 5   cmd=x;", false },
    { "not PMI-2", WELCOME "0x6   cmd=x;", false },
    { "not PMI-2", WELCOME "0     ", false },
    { "not PMI-2", WELCOME "<garbage>", false },
    { "not PMI-2", WELCOME "<;;;;;;>", false },
    { "not PMI-2", WELCOME "<=;=;>", false },
    { "not PMI-2", WELCOME "<cmd=fullinit-response;rank=0;size=2;>", false },
    { "not PMI-2", WELCOME "<cmd=finalize-response;rc=0;rank=0;size=2;>", false },
    { "not PMI-2", WELCOME "<" FULL "size=2;>", false },
    { "not PMI-2", WELCOME "<" FULL "rank=0;>", false },
    { "not PMI-2", WELCOME "<" FULL "rank=0;size=2>", false },
    { "not PMI-2", WELCOME "<" FULL "rank=2;size=2;>", false },
    { "not PMI-2", WELCOME "<" FULL "rank=-1;size=2;>", false },
    { "not PMI-2", WELCOME "<" FULL "rank=0;size=0;>", false },
    { "not PMI-2", WELCOME "<" FULL "rank=0;size=99999999999;>", false },
    { "not PMI-2", WELCOME "<" FULL "rank=0;size=00000000000000000002;>", false },
    { "say rank 0 of 2, but", WELCOME "<" FULL "rank=1;size=2;>", false },
    { "say rank 0 of 2, but", WELCOME "<" FULL "rank=0;size=9;>", false },
    { "refused fullinit (error 3: no? thanks)",
      WELCOME "<cmd=fullinit-response;rc=3;errmsg=no\n thanks;>", false },
};

static void every_opening_ends_with_a_message(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        const struct play *p = &openings[i];
        char why[TEXT_LINE] = "";
        struct wireup *w;
        int ends[2];

        set_stage(p->script, !p->stays_open, ends);
        if (wireup_open(&w, why, sizeof why) != -1 || !strstr(why, p->says))
            fail_msg("%zu: '%s' is not in '%s'", i, p->says, why);
        assert_int_equal(write(ends[1], "", 0), -1); /* the client has closed it */
        close(ends[0]);
        unsetenv("SLIPWAY_CHILD_OF");
    }
}

#define GET "cmd=kvs-get-response;rc=0;"

/* The same for a get, and whether the connection can be used afterwards. */
static const struct {
    struct play play;
    bool usable;
} gets[] = {
    { { "no rank has put a value under the key k", "<" GET "found=FALSE;>", 0 }, true },
    { { "Slurm closed the PMI connection", "", 0 }, false },
    { { "does not answer", "", 1 }, false },
    { { "not PMI-2", "<" GET ">", 0 }, false },
    { { "not PMI-2", "<" GET "found=TRUE;>", 0 }, false },
    { { "not one that an MPI rank has put", "<" GET "found=TRUE;value=1234;>", 0 },
      true },
    { { "not one that an MPI rank has put", "<" GET "found=TRUE;value=0:00;>", 0 },
      true },
    { { "damaged", "<" GET "found=TRUE;value=1:\xff\xff;>", 0 }, true },
    { { "wrong length", "<" GET "found=TRUE;value=3:;><" GET "found=TRUE;value=Zm9vb;>",
        0 },
      true },
    { { "wrong length", "<" GET "found=TRUE;value=3:;><" GET "found=TRUE;value=;>", 0 },
      true },
    { { "under the key k.1", "<" GET "found=TRUE;value=9:Zm9v;><" GET "found=FALSE;>",
        0 },
      true },
    { { "refused kvs-get (error -1: no reason given)", "<cmd=kvs-get-response;rc=-1;>",
        0 },
      true },
};

static struct wireup *open_on(const char *rest, bool closes, int ends[2])
{
    char script[512], why[TEXT_LINE] = "";
    struct wireup *w;

    snprintf(script, sizeof script, "%s<%srank=0;size=2;>%s", WELCOME, FULL, rest);
    set_stage(script, closes, ends);
    if (wireup_open(&w, why, sizeof why))
        fail_msg("%s", why);
    return w;
}

static void every_get_ends_with_a_message(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof gets / sizeof *gets; i++) {
        const struct play *p = &gets[i].play;
        int ends[2];
        struct wireup *w = open_on(p->script, !p->stays_open, ends);
        void *value;
        size_t bytes;
        char first[TEXT_LINE];

        if (wireup_get(w, "k", &value, &bytes) != -1 || !strstr(wireup_error(w), p->says))
            fail_msg("%zu: '%s' is not in '%s'", i, p->says, wireup_error(w));
        snprintf(first, sizeof first, "%s", wireup_error(w));
        assert_int_equal(wireup_fence(w), -1); /* the script has come to its end */
        assert_int_equal(strcmp(wireup_error(w), first) == 0, !gets[i].usable);
        wireup_destroy(w);
        close(ends[0]);
        unsetenv("SLIPWAY_CHILD_OF");
    }
}

/* SIGPIPE would end this test. */
static void a_dead_server_raises_no_signal(void **state)
{
    int ends[2];
    struct wireup *w = open_on("", false, ends);

    (void)state;
    close(ends[0]);
    assert_int_equal(wireup_put(w, "k", "x", 1), -1);
    assert_non_null(strstr(wireup_error(w), "Slurm closed the PMI connection"));
    wireup_abort(w, 1, "after the end");
    assert_int_equal(wireup_finalize(w), -1);
    wireup_destroy(w);
    unsetenv("SLIPWAY_CHILD_OF");
}

static void interrupt(int signal)
{
    (void)signal;
}

/* A server that never answers is not waited for longer because of a profiler's signals:
 * the alarm of this test would end it. */
static void signals_do_not_prolong_the_wait(void **state)
{
    const struct sigaction action = { .sa_handler = interrupt };
    const struct itimerval often = { { 0, 20000 }, { 0, 20000 } },
                           never = { { 0, 0 }, { 0, 0 } };
    struct itimerval deadline;
    struct sigaction before;
    int ends[2];
    struct wireup *w = open_on("", false, ends);

    (void)state;
    deadline.it_value.tv_sec = alarm(0);
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &often, NULL);
    assert_int_equal(wireup_put(w, "k", "x", 1), -1);
    setitimer(ITIMER_REAL, &never, NULL);
    sigaction(SIGALRM, &before, NULL);
    alarm(deadline.it_value.tv_sec);
    assert_non_null(strstr(wireup_error(w), "does not answer"));
    wireup_destroy(w);
    close(ends[0]);
    unsetenv("SLIPWAY_CHILD_OF");
}

static void a_frame_gives_back_what_was_added(void **state)
{
    struct frame f;
    char value[8];

    (void)state;
    frame_begin(&f, "get");
    frame_add(&f, "key", "a=b;c\n");
    frame_add(&f, "empty", "");
    frame_end(&f);
    assert_string_equal(f.bytes, "    26cmd=get;key=a=b_c_;empty=;");
    assert_int_equal(frame_find(&f, "cmd", value, sizeof value), 3);
    assert_int_equal(frame_find(&f, "key", value, sizeof value), 6);
    assert_string_equal(value, "a=b_c_");
    assert_int_equal(frame_find(&f, "empty", value, sizeof value), 0);
    assert_int_equal(frame_find(&f, "ke", value, sizeof value), -1);
    assert_int_equal(frame_find(&f, "b_c_", value, sizeof value), -1);
    assert_int_equal(frame_find(&f, "key", value, 6), -1);
}

static void a_frame_never_overflows(void **state)
{
    static char text[2 * FRAME_BODY];
    struct frame f;

    (void)state;
    memset(text, 'x', sizeof text - 1);
    frame_begin(&f, "abort");
    for (int i = 0; i < 3; i++)
        frame_add(&f, "msg", text);
    frame_end(&f);
    assert_int_equal(f.length, FRAME_BODY);
    assert_int_equal(strlen(f.bytes), FRAME_HEAD + FRAME_BODY);
    assert_int_equal(f.bytes[FRAME_HEAD + FRAME_BODY - 1], ';');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slurms_libpmi2_runs_on_the_fake),
        cmocka_unit_test(both_clients_understand_each_other),
        cmocka_unit_test(every_opening_ends_with_a_message),
        cmocka_unit_test(every_get_ends_with_a_message),
        cmocka_unit_test(a_dead_server_raises_no_signal),
        cmocka_unit_test(signals_do_not_prolong_the_wait),
        cmocka_unit_test(a_frame_gives_back_what_was_added),
        cmocka_unit_test(a_frame_never_overflows),
    };

    alarm(60);
    pmi2_patience_ms = 200;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
