/* SPDX-License-Identifier: BSD-3-Clause */
/* race: which receives from MPI_ANY_SOURCE are called a message race, and which are not. */
#include "world_of_one.h"

#include "captured.h"
#include "p2p/race.h"

/* The receive asked for source and tag and found the message of sender with sent_tag.
 * Each test has a communicator of its own: there is one line for each. */
static struct match boxes[8];
static struct match *box = boxes;

static const char *received(int source, int tag, int sender, int sent_tag)
{
    comm_t *world = comm_of(MPI_COMM_WORLD);
    struct match *before = world->match;
    struct transfer recv = {
        .message = { .comm = world, .match = box, .peer = source, .tag = tag },
        .header = { .source = sender, .tag = sent_tag }
    };

    world->match = box;
    capture();
    race_received(&recv);
    world->match = before;
    return captured();
}

static int fresh(void **state)
{
    box++;
    return setup(state);
}

static void a_later_receive_that_lost_its_message_is_a_race(void **state)
{
    const char *line;

    (void)state;
    assert_string_equal(received(MPI_ANY_SOURCE, 5, 1, 5), "");
    line = received(2, 5, 2, 5);
    assert_non_null(strstr(line,
                           "message race on MPI_COMM_WORLD: the message from rank 2, "
                           "tag 5"));
    assert_non_null(strstr(line, "which took one from rank 1, tag 5"));
    assert_string_equal(received(2, 5, 2, 5), ""); /* one line */
}

static void two_wildcards_are_none(void **state)
{
    (void)state;
    received(MPI_ANY_SOURCE, 5, 1, 5);
    assert_string_equal(received(MPI_ANY_SOURCE, 5, 2, 5), "");
}

static void a_message_that_did_not_fit_is_none(void **state)
{
    (void)state;
    received(MPI_ANY_SOURCE, 5, 1, 5);
    assert_string_equal(received(2, 6, 2, 6), "");
}

static void an_answer_comes_later(void **state)
{
    (void)state;
    received(MPI_ANY_SOURCE, 5, 1, 5);
    race_sent(2);
    assert_string_equal(received(2, 5, 2, 5), "");
}

static void what_came_before_all_met_is_over(void **state)
{
    (void)state;
    received(MPI_ANY_SOURCE, 5, 1, 5);
    race_met();
    assert_string_equal(received(2, 5, 2, 5), "");
}

#define on_its_own(name) cmocka_unit_test_setup_teardown(name, fresh, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_its_own(a_later_receive_that_lost_its_message_is_a_race),
        on_its_own(two_wildcards_are_none),
        on_its_own(a_message_that_did_not_fit_is_none),
        on_its_own(an_answer_comes_later),
        on_its_own(what_came_before_all_met_is_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
