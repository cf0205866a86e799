/* SPDX-License-Identifier: BSD-3-Clause */
/* The watch: who is stuck by the reports, how they are grouped, what the settings may be.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/call.h"
#include "watch/hang.h"
#include "watch/place_python.h"
#include "watch/rollcall.h"
#include "watch/signal.h"
#include "watch/stuck.h"

enum { RANKS = 4, PEERS = 4 };

/* The reports of a job: nobody waits, and nothing was sent. */
static struct report *reports[RANKS];

static int setup(void **state)
{
    (void)state;
    for (int rank = 0; rank < RANKS; rank++) {
        reports[rank] = calloc(1, sizeof *reports[rank] + PEERS * sizeof(struct traffic));
        if (!reports[rank])
            return -1;
        reports[rank]->rank = rank;
        reports[rank]->call = CALL_Recv;
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (int rank = 0; rank < RANKS; rank++)
        free(reports[rank]);
    return 0;
}

/* rank needs something of one of first .. last. */
static struct blocked_line *needs(int rank, int first, int last)
{
    struct blocked *why = &reports[rank]->why;

    reports[rank]->asleep = true;
    why->line[why->lines] =
        (struct blocked_line){ why->needs++, BLOCKED_SEND, first, last, 0 };
    return &why->line[why->lines++];
}

static void sent(int from, int to, uint32_t messages, uint32_t arrived)
{
    struct report *sender = reports[from], *receiver = reports[to];

    sender->traffic[sender->traffic_count++] =
        (struct traffic){ .rank = to, .sent = messages };
    receiver->traffic[receiver->traffic_count++] =
        (struct traffic){ .rank = from, .arrived = arrived };
}

static void expect_stuck(const char *expected)
{
    bool stuck[RANKS];
    char found[RANKS + 1] = "";

    stuck_find(RANKS, reports, stuck);
    for (int rank = 0; rank < RANKS; rank++)
        found[rank] = stuck[rank] ? 'x' : '.';
    assert_string_equal(found, expected);
}

static char *written(void)
{
    const uint32_t calls[RANKS] = { 0, 0, 0, CALL_Send | CALL_OVER };
    const struct rollcall roll = { RANKS, reports, calls };
    char *text = NULL;
    size_t bytes;
    FILE *out = open_memstream(&text, &bytes);

    rollcall_write(out, &roll);
    fclose(out);
    return text;
}

static void expect_line(const char *line)
{
    char *text = written();

    if (!strstr(text, line))
        fail_msg("no line\n%sin\n%s", line, text);
    free(text);
}

/* Who is stuck */

static void nobody_who_does_not_wait(void **state)
{
    (void)state;
    expect_stuck("....");
}

static void two_who_wait_for_each_other(void **state)
{
    (void)state;
    needs(0, 1, 1);
    needs(1, 0, 0);
    needs(2, 3, 3);
    expect_stuck("xx..");
}

static void a_ring_and_who_waits_for_it(void **state)
{
    (void)state;
    needs(0, 1, 1);
    needs(1, 2, 2);
    needs(2, 0, 0);
    needs(3, 1, 1);
    expect_stuck("xxxx");
}

static void one_of_several_is_enough_to_help(void **state)
{
    (void)state;
    needs(0, 0, 3);
    needs(1, 0, 0);
    needs(2, 1, 1);
    expect_stuck("....");
    needs(3, 2, 2);
    expect_stuck("xxxx");
}

static void one_of_several_needs_is_enough_to_be_stuck(void **state)
{
    (void)state;
    needs(0, 3, 3);
    needs(0, 1, 1);
    needs(1, 0, 0);
    expect_stuck("xx..");
}

static void a_message_on_its_way_helps(void **state)
{
    (void)state;
    needs(0, 1, 1);
    needs(1, 0, 0);
    sent(1, 0, 5, 4);
    expect_stuck("....");
}

static void messages_that_have_arrived_do_not(void **state)
{
    (void)state;
    needs(0, 1, 1);
    needs(1, 0, 0);
    sent(1, 0, 5, 5);
    expect_stuck("xx..");
}

static void a_letter_on_its_way_may_end_an_epoch(void **state)
{
    (void)state;
    needs(0, 1, 1)->way = BLOCKED_LETTER;
    needs(1, 0, 0);
    sent(1, 0, 0, 0);
    reports[1]->traffic[0].letters_sent = 3;
    reports[0]->traffic[0].letters_read = 2;
    expect_stuck("....");
    reports[0]->traffic[0].letters_read = 3;
    expect_stuck("xx..");
}

static void another_thread_may_help(void **state)
{
    (void)state;
    needs(0, 1, 1);
    needs(1, 0, 0);
    reports[1]->threaded = true;
    expect_stuck("....");
}

static void who_does_not_answer_may_help(void **state)
{
    (void)state;
    needs(0, 1, 1);
    free(reports[1]);
    reports[1] = NULL;
    expect_stuck("....");
}

static void a_collective_in_the_background_may_help_another(void **state)
{
    (void)state;
    needs(0, 1, 1)->way = BLOCKED_STEP;
    needs(1, 0, 0);
    reports[1]->schedules = 1;
    expect_stuck("....");
    reports[1]->schedules = 0;
    expect_stuck("xx..");
}

static void a_send_is_stuck_while_its_message_waits(void **state)
{
    struct blocked_line *line = needs(0, 1, 1);

    (void)state;
    line->way = BLOCKED_TAKE;
    line->token = 77;
    needs(1, 0, 0);
    expect_stuck("....");
    reports[1]->held[reports[1]->held_count++] = (struct held){ 0, 77 };
    expect_stuck("xx..");
}

/* Rank 0 waits for the lock of rank 2, which rank 1 has; both have written to it. */
static struct report *lock_at_two(void)
{
    struct blocked_line *line = needs(0, 2, 2);
    struct report *target = reports[2];

    line->way = BLOCKED_LOCK;
    line->token = 9;
    target->locks[target->lock_count++] = (struct at_lock){ 9, 1, true };
    target->locks[target->lock_count++] = (struct at_lock){ 9, 0, false };
    for (int rank = 0; rank < 2; rank++) {
        sent(rank, 2, 0, 0);
        reports[rank]->traffic[0].letters_sent = 1;
        target->traffic[rank].letters_read = 1;
    }
    return target;
}

static void a_lock_is_stuck_with_its_holder(void **state)
{
    (void)state;
    lock_at_two();
    expect_stuck("....");
    needs(1, 0, 0);
    expect_stuck("xx..");
    expect_line("slipway:   rank 0 waits for rank 1, 1 for 0\n");
    expect_line("slipway:   rank 2: the lock of its window is held by rank 1\n");
}

static void a_lock_may_be_given_back_or_granted_already(void **state)
{
    struct report *target = lock_at_two();

    (void)state;
    needs(1, 0, 0);
    reports[1]->traffic[0].letters_sent = 2;
    expect_stuck("....");
    reports[1]->traffic[0].letters_sent = 1;
    target->lock_count = 1;
    expect_stuck("....");
}

static void who_must_help_itself_is_stuck_but_for_other_threads(void **state)
{
    (void)state;
    needs(0, 0, 0)->way = BLOCKED_SELF;
    expect_stuck("x...");
    reports[0]->aided = true;
    expect_stuck("....");
}

static void ranks_that_do_not_exist_are_not_looked_at(void **state)
{
    (void)state;
    needs(0, -3, 1);
    needs(1, 0, 9);
    expect_stuck("....");
}

/* The text */

static void those_in_the_same_place_stand_together(void **state)
{
    (void)state;
    for (int rank = 0; rank < RANKS; rank++) {
        needs(rank, 2, 2);
        reports[rank]->since_ns = 1500000000u + (unsigned)rank;
        snprintf(reports[rank]->place, REPORT_PLACE, "ring.c:%d", rank == 2 ? 9 : 42);
    }
    snprintf(reports[2]->why.hint, BLOCKED_TEXT,
             "tag 8 from rank 1 is waiting here (4 B)");
    expect_line("slipway:   ranks 0-1,3: MPI_Recv() at ring.c:42, for 1.5 s\n");
    expect_line("slipway:   rank 2: MPI_Recv() at ring.c:9, for 1.5 s\n");
    expect_line("slipway:   rank 2: tag 8 from rank 1 is waiting here (4 B)\n");
}

static void a_circle_is_shown_once(void **state)
{
    (void)state;
    needs(0, 1, 1);
    needs(1, 2, 2);
    needs(2, 0, 0);
    expect_line("slipway:   rank 0 waits for rank 1, 1 for 2, 2 for 0\n");
}

static void those_outside_are_named(void **state)
{
    (void)state;
    free(reports[3]);
    reports[3] = NULL;
    reports[2]->call = CALL_Test;
    expect_line("slipway:   rank 2: in MPI_Test, and moves\n");
    expect_line("slipway:   rank 3: outside MPI, after MPI_Send\n");
}

static void collectives_that_differ_are_named(void **state)
{
    (void)state;
    for (int rank = 0; rank < RANKS; rank++) {
        needs(rank, 0, 3);
        reports[rank]->why.number = 5;
        reports[rank]->why.root = rank == 0 ? 0 : -1;
        reports[rank]->call = rank == 0 ? CALL_Bcast : CALL_Allreduce;
    }
    expect_line(
        "slipway:   mismatched collectives: rank 0 is in MPI_Bcast with root 0, rank "
        "1 is in MPI_Allreduce, on the same communicator\n");
}

/* Settings */

static void hang_is_seconds_and_abort(void **state)
{
    static const struct {
        const char *text;
        bool valid;
        struct hang hang;
    } cases[] = {
        { "60", true, { 60, false } },
        { "0", true, { 0, false } },
        { "5,abort", true, { 5, true } },
        { "0,abort", true, { 0, true } },
        { "", false, { 0 } },
        { "abort", false, { 0 } },
        { "-1", false, { 0 } },
        { " 5", false, { 0 } },
        { "5s", false, { 0 } },
        { "5,", false, { 0 } },
        { "5,aborts", false, { 0 } },
        { "99999999999999999999", false, { 0 } },
    };

    (void)state;
    for (size_t i = 0; i < array_length(cases); i++) {
        struct hang hang = { 0 };

        assert_int_equal(hang_parse(cases[i].text, &hang) == MPI_SUCCESS, cases[i].valid);
        assert_int_equal(hang.seconds, cases[i].hang.seconds);
        assert_int_equal(hang.abort, cases[i].hang.abort);
    }
}

static void a_signal_has_a_name_or_a_number(void **state)
{
    static const struct {
        const char *text;
        int number; /* -1: refused */
    } cases[] = {
        { "USR2", SIGUSR2 }, { "sigusr1", SIGUSR1 }, { "12", 12 },   { "off", 0 },
        { "0", 0 },          { "KILL", -1 },         { "9", -1 },    { "USR3", -1 },
        { "-2", -1 },        { "1x", -1 },           { "4711", -1 },
    };

    (void)state;
    for (size_t i = 0; i < array_length(cases); i++) {
        int number = -1;

        signal_parse(cases[i].text, &number);
        assert_int_equal(number, cases[i].number);
    }
}

static void a_line_of_python_is_the_program_s(void **state)
{
    char text[64];

    (void)state;
    assert_true(place_python_line(
        "Stack (most recent call first):\n"
        "  File \"/venv/lib/python3.11/site-packages/mpi4py/util/pool.py\", line 7 in f\n"
        "  File \"/home/me/ring.py\", line 42 in main\n"
        "  File \"/home/me/ring.py\", line 50 in <module>\n",
        text, sizeof text));
    assert_string_equal(text, "ring.py:42");
    assert_true(place_python_line("  File \"<string>\", line 1 in <module>\n", text,
                                  sizeof text));
    assert_string_equal(text, "<string>:1");
    assert_false(place_python_line("Stack:\n  <no Python frame>\n", text, sizeof text));
    assert_false(place_python_line("", text, sizeof text));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nobody_who_does_not_wait),
        TEST(two_who_wait_for_each_other),
        TEST(a_ring_and_who_waits_for_it),
        TEST(one_of_several_is_enough_to_help),
        TEST(one_of_several_needs_is_enough_to_be_stuck),
        TEST(a_message_on_its_way_helps),
        TEST(messages_that_have_arrived_do_not),
        TEST(a_letter_on_its_way_may_end_an_epoch),
        TEST(another_thread_may_help),
        TEST(who_does_not_answer_may_help),
        TEST(a_collective_in_the_background_may_help_another),
        TEST(a_send_is_stuck_while_its_message_waits),
        TEST(a_lock_is_stuck_with_its_holder),
        TEST(a_lock_may_be_given_back_or_granted_already),
        TEST(who_must_help_itself_is_stuck_but_for_other_threads),
        TEST(ranks_that_do_not_exist_are_not_looked_at),
        TEST(those_in_the_same_place_stand_together),
        TEST(a_circle_is_shown_once),
        TEST(those_outside_are_named),
        TEST(collectives_that_differ_are_named),
        TEST(hang_is_seconds_and_abort),
        TEST(a_signal_has_a_name_or_a_number),
        TEST(a_line_of_python_is_the_program_s),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
