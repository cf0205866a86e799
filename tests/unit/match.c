/* SPDX-License-Identifier: BSD-3-Clause */
/* Matching: order per sender, wildcards, and messages that come before their receive. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "p2p/arrival.h"
#include "p2p/match.h"
#include "p2p/transfer.h"

enum { CONTEXT = 42, MAX = 64 };

static struct match *match;

static int setup(void **state)
{
    (void)state;
    match = match_of_context(CONTEXT);
    return match == NULL;
}

static int teardown(void **state)
{
    (void)state;
    match_fini();
    return 0;
}

static struct transfer recv_from(int source, int tag)
{
    struct transfer recv = { .message = { .peer = source, .tag = tag } };

    list_init(&recv.link);
    return recv;
}

/* The number of a message stands in its token. */
static struct arrival *message(int source, int tag, uint64_t number)
{
    struct header header = { .source = source, .tag = tag, .token = number };
    struct arrival *arrival =
        arrival_create(&header, (struct net_data){ NULL, 0, NET_SHORT });

    assert_non_null(arrival);
    return arrival;
}

static void arrive(int source, int tag, uint64_t number)
{
    assert_null(match_arrival(match, source, tag));
    assert_true(match_keep(match, message(source, tag, number)));
}

static bool post(struct transfer *recv)
{
    bool failed;
    struct arrival *arrival = match_recv(match, recv, &failed);

    assert_false(failed);
    arrival_destroy(arrival);
    return arrival != NULL;
}

static uint64_t take(int source, int tag)
{
    struct transfer recv = recv_from(source, tag);
    bool failed;
    struct arrival *arrival = match_recv(match, &recv, &failed);
    uint64_t number;

    assert_non_null(arrival);
    number = arrival->header.token;
    arrival_destroy(arrival);
    return number;
}

static void messages_of_one_sender_match_in_order(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 10; i++)
        arrive(3, 7, i);
    for (uint64_t i = 0; i < 10; i++)
        assert_int_equal(take(3, 7), i);
}

static void receives_match_in_the_order_of_posting(void **state)
{
    struct transfer recv[4];

    (void)state;
    for (int i = 0; i < 4; i++) {
        recv[i] = recv_from(1, 5);
        assert_false(post(&recv[i]));
    }
    for (int i = 0; i < 4; i++)
        assert_ptr_equal(match_arrival(match, 1, 5), &recv[i]);
    assert_null(match_arrival(match, 1, 5));
}

static void a_tag_is_looked_for_behind_others(void **state)
{
    (void)state;
    arrive(0, 1, 1);
    arrive(0, 2, 2);
    arrive(0, 3, 3);
    assert_int_equal(take(0, 3), 3);
    assert_int_equal(take(0, 1), 1);
    assert_int_equal(take(0, 2), 2);
}

static void any_tag_takes_the_oldest(void **state)
{
    (void)state;
    arrive(0, 9, 1);
    arrive(0, 8, 2);
    assert_int_equal(take(0, MPI_ANY_TAG), 1);
    assert_int_equal(take(0, MPI_ANY_TAG), 2);
}

static void any_source_takes_the_oldest_of_all(void **state)
{
    (void)state;
    arrive(5, 1, 1);
    arrive(2, 1, 2);
    arrive(5, 1, 3);
    assert_int_equal(take(MPI_ANY_SOURCE, 1), 1);
    assert_int_equal(take(2, 1), 2);
    assert_int_equal(take(MPI_ANY_SOURCE, MPI_ANY_TAG), 3);
}

static void the_older_of_named_and_any_source_wins(void **state)
{
    struct transfer any = recv_from(MPI_ANY_SOURCE, 1), named = recv_from(4, 1);
    struct transfer any_too = recv_from(MPI_ANY_SOURCE, MPI_ANY_TAG);

    (void)state;
    assert_false(post(&any));
    assert_false(post(&named));
    assert_false(post(&any_too));
    assert_ptr_equal(match_arrival(match, 4, 1), &any);
    assert_ptr_equal(match_arrival(match, 4, 1), &named);
    assert_ptr_equal(match_arrival(match, 6, 99), &any_too);
}

static void a_named_receive_posted_first_wins(void **state)
{
    struct transfer named = recv_from(4, 1), any = recv_from(MPI_ANY_SOURCE, 1);

    (void)state;
    assert_false(post(&named));
    assert_false(post(&any));
    assert_ptr_equal(match_arrival(match, 4, 1), &named);
    assert_ptr_equal(match_arrival(match, 4, 1), &any);
}

static void a_peek_leaves_the_message(void **state)
{
    (void)state;
    arrive(1, 2, 7);
    assert_null(match_peek(match, 1, 3));
    assert_null(match_peek(match, 2, 2));
    assert_int_equal(match_peek(match, MPI_ANY_SOURCE, MPI_ANY_TAG)->header.token, 7);
    assert_int_equal(match_peek(match, 1, 2)->header.token, 7);
    assert_int_equal(take(1, 2), 7);
    assert_null(match_peek(match, 1, 2));
}

static void contexts_do_not_mix(void **state)
{
    struct match *other = match_of_context(CONTEXT + 1);

    (void)state;
    arrive(0, 0, 1);
    assert_ptr_not_equal(other, match);
    assert_null(match_peek(other, 0, 0));
    assert_ptr_equal(match_of_context(CONTEXT), match);
}

static void a_withdrawn_receive_gets_nothing(void **state)
{
    struct transfer recv = recv_from(0, 0);

    (void)state;
    assert_false(post(&recv));
    list_remove(&recv.link);
    assert_null(match_arrival(match, 0, 0));
}

static void ranks_may_come_in_any_order(void **state)
{
    static const int ranks[] = { 0, 1000, 3, 70000, 999, 1 };

    (void)state;
    for (size_t i = 0; i < array_length(ranks); i++)
        arrive(ranks[i], 1, i);
    for (size_t i = array_length(ranks); i-- > 0;)
        assert_int_equal(take(ranks[i], 1), i);
}

/* Receives and messages at random, against the plainest matching there is. */

struct plain {
    int source, tag;
    uint64_t number;
    bool gone;
};

static bool fits(int source, int tag, const struct plain *m)
{
    return !m->gone && (source == MPI_ANY_SOURCE || source == m->source) &&
           (tag == MPI_ANY_TAG || tag == m->tag);
}

static void a_random_sequence_matches_as_the_standard_says(void **state)
{
    struct plain sent[MAX];
    int n = 0;

    (void)state;
    srand(1);
    for (int round = 0; round < 2000; round++) {
        int source = rand() % 3, tag = rand() % 3, i = 0;

        if (n < MAX && rand() % 2) {
            arrive(source, tag, (uint64_t)n);
            sent[n] = (struct plain){ source, tag, (uint64_t)n, false };
            n++;
            continue;
        }
        source = rand() % 4 == 0 ? MPI_ANY_SOURCE : source;
        tag = rand() % 4 == 0 ? MPI_ANY_TAG : tag;
        while (i < n && !fits(source, tag, &sent[i]))
            i++;
        if (i == n) {
            assert_null(match_peek(match, source, tag));
        } else {
            assert_int_equal(take(source, tag), sent[i].number);
            sent[i].gone = true;
        }
        if (n == MAX) {
            while (match_peek(match, MPI_ANY_SOURCE, MPI_ANY_TAG))
                take(MPI_ANY_SOURCE, MPI_ANY_TAG);
            n = 0;
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(messages_of_one_sender_match_in_order, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(receives_match_in_the_order_of_posting, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_tag_is_looked_for_behind_others, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(any_tag_takes_the_oldest, setup, teardown),
        cmocka_unit_test_setup_teardown(any_source_takes_the_oldest_of_all, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_older_of_named_and_any_source_wins, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_named_receive_posted_first_wins, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_peek_leaves_the_message, setup, teardown),
        cmocka_unit_test_setup_teardown(contexts_do_not_mix, setup, teardown),
        cmocka_unit_test_setup_teardown(a_withdrawn_receive_gets_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(ranks_may_come_in_any_order, setup, teardown),
        cmocka_unit_test_setup_teardown(a_random_sequence_matches_as_the_standard_says,
                                        setup, teardown),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
