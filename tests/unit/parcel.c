/* SPDX-License-Identifier: BSD-3-Clause */
/* parcel: what the library sends to itself arrives once, whole, and in the order of
 * sending. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "p2p/parcel.h"
#include "p2p/peer.h"
#include "p2p/progress.h"
#include "p2p/transfer.h"
#include "util/err.h"

enum { SELF = 0, PEERS = 3 };

static char got[64];
static uint64_t last_context;

static void receive(uint64_t context, const void *data, size_t bytes)
{
    strncat(got, data, bytes);
    last_context = context;
}

static int no_lookup(int proc, void **address, size_t *bytes)
{
    (void)address, (void)bytes;
    return err(MPI_ERR_INTERN, "process %d has no address", proc);
}

static int setup(void **state)
{
    (void)state;
    got[0] = '\0';
    parcel_receive_by(receive);
    return peer_init(PEERS, SELF, no_lookup);
}

static int teardown(void **state)
{
    (void)state;
    peer_fini();
    return 0;
}

static void arrive(int origin, uint32_t sequence, const char *text)
{
    struct header header = {
        .version = HEADER_VERSION,
        .kind = HEADER_PARCEL,
        .sequence = sequence,
        .context = 77,
        .origin = origin,
        .bytes = strlen(text),
    };

    assert_false(
        transfer_arrival(&header, sizeof header,
                         (struct net_data){ (void *)text, strlen(text), NET_SHORT }));
}

static void send_to(int proc, const char *text, int expected)
{
    struct parcel *parcel = parcel_create(strlen(text));

    assert_non_null(parcel);
    memcpy(parcel_data(parcel), text, strlen(text));
    assert_int_equal(parcel_send(parcel, proc, 88), expected);
}

static void it_is_handed_on_from_progress(void **state)
{
    (void)state;
    arrive(1, 0, "hello");
    assert_string_equal(got, "");
    assert_true(progress());
    assert_string_equal(got, "hello");
    assert_int_equal(last_context, 77);
    progress();
    assert_string_equal(got, "hello");
}

static void those_that_overtake_wait(void **state)
{
    (void)state;
    arrive(1, 2, "c");
    progress();
    assert_string_equal(got, "");
    arrive(1, 0, "a");
    progress();
    assert_string_equal(got, "a");
    arrive(1, 1, "b");
    arrive(1, 3, "d");
    progress();
    assert_string_equal(got, "abcd");
}

static void peers_do_not_wait_for_each_other(void **state)
{
    (void)state;
    arrive(1, 1, "late");
    arrive(2, 0, "other");
    progress();
    assert_string_equal(got, "other");
    arrive(1, 0, "!");
    progress();
    assert_string_equal(got, "other!late");
}

static void what_one_sends_to_oneself_is_there(void **state)
{
    (void)state;
    send_to(SELF, "me", MPI_SUCCESS);
    assert_string_equal(got, "me");
    assert_int_equal(last_context, 88);
}

static void one_that_cannot_leave_is_an_error(void **state)
{
    (void)state;
    send_to(1, "nobody", MPI_ERR_INTERN);
    assert_string_equal(got, "");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_handed_on_from_progress, setup, teardown),
        cmocka_unit_test_setup_teardown(those_that_overtake_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(peers_do_not_wait_for_each_other, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_one_sends_to_oneself_is_there, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(one_that_cannot_leave_is_an_error, setup,
                                        teardown),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
