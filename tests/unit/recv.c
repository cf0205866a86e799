/* SPDX-License-Identifier: BSD-3-Clause */
/* Receiving: what the net brings in any order reaches the receives in the order of
 * sending. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "comm/comm.h"
#include "obj/group.h"
#include "p2p/match.h"
#include "p2p/peer.h"
#include "p2p/request.h"
#include "p2p/transfer.h"
#include "type/type.h"
#include "util/err.h"

enum { SELF = 0, PEERS = 4 };

static int no_lookup(int proc, void **address, size_t *bytes)
{
    (void)address, (void)bytes;
    return err(MPI_ERR_INTERN, "nobody should be asked for process %d", proc);
}

static int setup(void **state)
{
    (void)state;
    return type_init() || group_init(SELF) || peer_init(PEERS, SELF, no_lookup) ||
           comm_init(SELF, PEERS, match_attach, match_detach) || comm_world_init();
}

static int teardown(void **state)
{
    (void)state;
    comm_world_fini();
    comm_fini();
    match_fini();
    transfer_fini();
    peer_fini();
    group_fini();
    type_fini();
    return 0;
}

struct receive {
    struct transfer transfer;
    char buffer[64];
    bool done;
    int error_class;
};

static void done(void *argument, int error_class)
{
    struct receive *receive = argument;

    receive->done = true;
    receive->error_class = error_class;
}

static void post(struct receive *receive, int source, int tag, MPI_Count count)
{
    comm_t *world = comm_of(MPI_COMM_WORLD);

    memset(receive, 0, sizeof *receive);
    receive->transfer.message = (struct message){
        .buffer = receive->buffer,
        .count = count,
        .type = type_named(BASIC_MPI_CHAR),
        .peer = source,
        .tag = tag,
        .comm = world,
        .match = world->match,
    };
    receive->transfer.done = done;
    receive->transfer.argument = receive;
    assert_int_equal(transfer_start_recv(&receive->transfer), MPI_SUCCESS);
}

static void arrive(int source, int tag, uint32_t sequence, const char *text)
{
    struct header header = {
        .version = HEADER_VERSION,
        .kind = HEADER_MESSAGE,
        .sequence = sequence,
        .context = comm_of(MPI_COMM_WORLD)->context,
        .source = source,
        .tag = tag,
        .origin = source,
        .bytes = strlen(text),
    };

    assert_false(
        transfer_arrival(&header, sizeof header,
                         (struct net_data){ (void *)text, strlen(text), NET_SHORT }));
}

static void a_posted_receive_gets_its_data(void **state)
{
    struct receive receive;
    MPI_Status status;

    (void)state;
    post(&receive, 1, 5, 10);
    assert_false(receive.done);
    arrive(1, 5, 0, "hello");
    assert_true(receive.done);
    assert_int_equal(receive.error_class, MPI_SUCCESS);
    assert_string_equal(receive.buffer, "hello");
    transfer_status(&receive.transfer, &status);
    assert_int_equal(status.MPI_SOURCE, 1);
    assert_int_equal(status.MPI_TAG, 5);
    assert_int_equal(status_bytes(&status), 5);
}

static void an_unexpected_message_waits(void **state)
{
    struct receive receive;

    (void)state;
    arrive(2, 6, 0, "early bird");
    post(&receive, MPI_ANY_SOURCE, MPI_ANY_TAG, 20);
    assert_true(receive.done);
    assert_string_equal(receive.buffer, "early bird");
}

static void messages_that_overtake_are_put_in_order(void **state)
{
    static const uint32_t order[] = { 3, 1, 0, 5, 2, 4 };
    static const char *const text[] = { "0", "1", "2", "3", "4", "5" };
    struct receive receive;

    (void)state;
    for (size_t i = 0; i < array_length(order); i++)
        arrive(1, 7, order[i], text[order[i]]);
    for (size_t i = 0; i < array_length(order); i++) {
        post(&receive, 1, 7, 1);
        assert_true(receive.done);
        assert_string_equal(receive.buffer, text[i]);
    }
}

static void an_early_message_waits_for_those_before_it(void **state)
{
    struct receive receive;

    (void)state;
    post(&receive, 1, MPI_ANY_TAG, 10);
    arrive(1, 9, 1, "second");
    assert_false(receive.done);
    arrive(1, 8, 0, "first");
    assert_true(receive.done);
    assert_string_equal(receive.buffer, "first");
}

static void peers_do_not_wait_for_each_other(void **state)
{
    struct receive receive;

    (void)state;
    arrive(1, 1, 1, "early");
    post(&receive, 2, 1, 10);
    arrive(2, 1, 0, "mine");
    assert_true(receive.done);
    assert_string_equal(receive.buffer, "mine");
}

static void a_long_message_is_an_error_that_names_both_sizes(void **state)
{
    struct receive receive;

    (void)state;
    post(&receive, 3, 77, 4);
    arrive(3, 77, 0, "too long");
    assert_true(receive.done);
    assert_int_equal(receive.error_class, MPI_ERR_TRUNCATE);
    assert_string_equal(err_text(),
                        "8 B arrived for a 4 B receive from rank 3, tag 77, on "
                        "MPI_COMM_WORLD: a receive needs room for the whole message");
}

static void a_cancelled_receive_gets_nothing(void **state)
{
    struct receive receive, other;

    (void)state;
    post(&receive, 1, 1, 10);
    assert_true(transfer_cancel_recv(&receive.transfer));
    post(&other, 1, 1, 10);
    arrive(1, 1, 0, "x");
    assert_false(receive.done);
    assert_true(other.done);
    assert_false(transfer_cancel_recv(&other.transfer));
}

static void a_header_of_another_version_is_refused(void **state)
{
    struct header header = { .version = HEADER_VERSION + 1, .origin = 1 };
    struct receive receive;

    (void)state;
    post(&receive, 1, MPI_ANY_TAG, 10);
    assert_false(transfer_arrival(&header, sizeof header, (struct net_data){ 0 }));
    header.version = HEADER_VERSION;
    assert_false(transfer_arrival(&header, sizeof header - 1, (struct net_data){ 0 }));
    header.origin = PEERS;
    assert_false(transfer_arrival(&header, sizeof header, (struct net_data){ 0 }));
    assert_false(receive.done);
    assert_true(transfer_cancel_recv(&receive.transfer));
}

static void what_one_sends_to_oneself_arrives(void **state)
{
    comm_t *world = comm_of(MPI_COMM_WORLD);
    struct receive receive, send = { .done = false };

    (void)state;
    for (int late = 0; late < 2; late++)
        for (enum message_mode mode = MODE_STANDARD; mode <= MODE_READY; mode++) {
            send.transfer.message = (struct message){
                .buffer = "myself",
                .count = 7,
                .type = type_named(BASIC_MPI_CHAR),
                .peer = SELF,
                .tag = 3,
                .comm = world,
                .match = world->match,
                .mode = mode,
            };
            send.transfer.done = done;
            send.transfer.argument = &send;
            send.done = false;
            if (!late)
                post(&receive, SELF, 3, 7);
            assert_int_equal(transfer_start_send(&send.transfer), MPI_SUCCESS);
            assert_int_equal(send.done, !late || mode != MODE_SYNCHRONOUS);
            if (late)
                post(&receive, MPI_ANY_SOURCE, 3, 7);
            assert_true(send.done && receive.done);
            assert_string_equal(receive.buffer, "myself");
        }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_posted_receive_gets_its_data, setup, teardown),
        cmocka_unit_test_setup_teardown(an_unexpected_message_waits, setup, teardown),
        cmocka_unit_test_setup_teardown(messages_that_overtake_are_put_in_order, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_early_message_waits_for_those_before_it, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(peers_do_not_wait_for_each_other, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_long_message_is_an_error_that_names_both_sizes,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_cancelled_receive_gets_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_header_of_another_version_is_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_one_sends_to_oneself_arrives, setup,
                                        teardown),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
