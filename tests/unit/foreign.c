/* SPDX-License-Identifier: BSD-3-Clause */
/* foreign: numbers of processes of other jobs; context ids of who has met them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "boot/boot.h"
#include "comm/comm.h"
#include "net/net.h"
#include "p2p/foreign.h"
#include "p2p/peer.h"

static int setup(void **state)
{
    (void)state;
    return peer_init(boot()->size, boot()->rank, boot_lookup);
}

static int teardown(void **state)
{
    (void)state;
    peer_fini();
    foreign_fini();
    net_close();
    return 0;
}

static int number_of(uint64_t job, int size, int rank)
{
    struct identity who = { job, size, rank };
    int proc;

    assert_int_equal(foreign_number(&who, &proc), MPI_SUCCESS);
    return proc;
}

static void a_process_keeps_its_number(void **state)
{
    struct identity self;
    const void *address;
    size_t bytes;

    (void)state;
    assert_int_equal(foreign_self(&self, &address, &bytes), MPI_SUCCESS);
    assert_int_equal(number_of(self.job, self.size, self.rank), peer_self());
    assert_int_equal(number_of(7, 100, 99), 1 + 99);
    assert_int_equal(number_of(8, 2, 0), 101);
    assert_int_equal(number_of(7, 100, 0), 1);
    assert_int_equal(number_of(8, 2, 1), 102);
    assert_false(peer_is_foreign(peer_self()));
    assert_true(peer_is_foreign(1));
    assert_null(peer_of(103));
}

static void a_number_says_who_it_is(void **state)
{
    struct identity who;

    (void)state;
    number_of(7, 5, 1);
    assert_int_equal(foreign_identity(number_of(9, 3, 2), &who), MPI_SUCCESS);
    assert_int_equal(who.job, 9);
    assert_int_equal(who.size, 3);
    assert_int_equal(who.rank, 2);
    assert_int_not_equal(foreign_identity(9, &who), MPI_SUCCESS);
}

static void no_rank_of_its_job_is_refused(void **state)
{
    struct identity bad[] = { { 7, 4, 4 }, { 7, 4, -1 }, { 7, 0, 0 }, { 7, -1, -2 } };
    int proc;

    (void)state;
    for (size_t i = 0; i < array_length(bad); i++)
        assert_int_equal(foreign_number(&bad[i], &proc), MPI_ERR_OTHER);
    assert_null(peer_of(1));
}

static void one_is_reached_when_it_was_introduced(void **state)
{
    struct identity self;
    const void *address;
    struct peer *peer;
    size_t bytes;
    int proc = number_of(7, 4, 2);

    (void)state;
    assert_int_equal(foreign_self(&self, &address, &bytes), MPI_SUCCESS);
    assert_int_equal(peer_connect(proc, &peer), MPI_ERR_INTERN);
    assert_int_equal(peer_introduce(proc, address, bytes, -1), MPI_SUCCESS);
    assert_int_equal(peer_of(proc)->known_as, -1);
    assert_int_equal(peer_introduce(proc, address, bytes, 42), MPI_SUCCESS);
    assert_int_equal(peer_introduce(proc, address, bytes, -1), MPI_SUCCESS);
    assert_int_equal(peer_of(proc)->known_as, 42);
    assert_int_equal(peer_connect(proc, &peer), MPI_SUCCESS);
    assert_non_null(peer->endpoint);
    assert_int_equal(peer_of(peer_self())->known_as, peer_self());
}

static int nothing(comm_t *comm)
{
    (void)comm;
    return MPI_SUCCESS;
}

static void ids_are_random_after_a_meeting(void **state)
{
    uint64_t counted, first, second;

    (void)state;
    assert_int_equal(group_init(0), MPI_SUCCESS);
    assert_int_equal(comm_init(0, 1, nothing, nothing), MPI_SUCCESS);
    counted = comm_next_context();
    number_of(7, 4, 0);
    first = comm_next_context();
    second = comm_next_context();
    assert_true(counted < first && counted < second && first != second);
    assert_true(first % 2 == 0 && second % 2 == 0);
    assert_int_equal(first >> 62, 1);
    assert_int_equal(second >> 62, 1);
    comm_fini();
    group_fini();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_process_keeps_its_number, setup, teardown),
        cmocka_unit_test_setup_teardown(a_number_says_who_it_is, setup, teardown),
        cmocka_unit_test_setup_teardown(no_rank_of_its_job_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(one_is_reached_when_it_was_introduced, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(ids_are_random_after_a_meeting, setup, teardown),
    };
    int failed;

    assert_int_equal(boot_open(), 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    boot_close();
    return failed;
}
