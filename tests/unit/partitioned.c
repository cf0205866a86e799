/* SPDX-License-Identifier: BSD-3-Clause */
/* Partitioned messages from this process to itself: every way of cutting, every order. */
#include "world_of_one.h"

#include <string.h>

#include "p2p/completion.h"
#include "p2p/partitioned.h"
#include "p2p/progress.h"

enum { BYTES = 24, TAG = 9 };

static char out[BYTES], in[BYTES];
static MPI_Request send, recv;

static void make(int theirs, int ours, bool receiver_first)
{
    struct message to = to_self(out, BYTES / theirs, TAG, MODE_STANDARD);
    struct message from = from_self(in, BYTES / ours, TAG);

    for (int i = 0; i < BYTES; i++)
        out[i] = (char)(i + 1);
    memset(in, 0, sizeof in);
    if (receiver_first)
        assert_int_equal(partitioned_recv_init(&from, ours, &recv), MPI_SUCCESS);
    assert_int_equal(partitioned_send_init(&to, theirs, &send), MPI_SUCCESS);
    if (!receiver_first)
        assert_int_equal(partitioned_recv_init(&from, ours, &recv), MPI_SUCCESS);
}

static void start(MPI_Request *request)
{
    struct requests one = { 1, request, NULL };

    assert_int_equal(completion_start(&one), MPI_SUCCESS);
}

static int wait_for_it(MPI_Request *request)
{
    struct requests one = { 1, request, NULL };

    return completion_wait(&one, MPI_STATUS_IGNORE);
}

static void forget(MPI_Request *request)
{
    struct requests one = { 1, request, NULL };

    assert_int_equal(completion_free(&one), MPI_SUCCESS);
}

static bool arrived(int partition)
{
    int flag = -1;

    assert_int_equal(partitioned_arrived(recv, partition, &flag), MPI_SUCCESS);
    return flag;
}

/* What must have arrived once the sender's first `ready` of `theirs` are ready. */
static void check_arrived(int ready, int theirs, int ours)
{
    int bytes = ready * (BYTES / theirs);

    for (int i = 0; i < ours; i++)
        assert_int_equal(arrived(i), (i + 1) * (BYTES / ours) <= bytes);
    for (int i = 0; i < bytes / (BYTES / ours) * (BYTES / ours); i++)
        assert_int_equal(in[i], i + 1);
}

static void any_cut(void **state)
{
    static const int cuts[] = { 1, 2, 3, 4, 6, 8, 12, 24 };

    (void)state;
    for (size_t a = 0; a < array_length(cuts); a++)
        for (size_t b = 0; b < array_length(cuts); b++)
            for (int first = 0; first < 2; first++) {
                make(cuts[a], cuts[b], first);
                for (int round = 0; round < 3; round++) {
                    memset(in, 0, sizeof in);
                    start(round % 2 ? &send : &recv);
                    start(round % 2 ? &recv : &send);
                    for (int i = 0; i < cuts[a]; i++) {
                        check_arrived(i, cuts[a], cuts[b]);
                        assert_int_equal(partitioned_ready_range(send, i, i),
                                         MPI_SUCCESS);
                    }
                    assert_int_equal(wait_for_it(&send), MPI_SUCCESS);
                    assert_int_equal(wait_for_it(&recv), MPI_SUCCESS);
                    assert_memory_equal(in, out, BYTES);
                }
                forget(&send);
                forget(&recv);
            }
}

static void two_rounds_ahead(void **state)
{
    static const int backwards[] = { 2, 1, 0 };

    (void)state;
    make(3, 2, false);
    for (int round = 0; round < 2; round++) {
        out[0] = (char)(100 + round);
        start(&send);
        assert_int_equal(partitioned_ready_list(send, 3, backwards), MPI_SUCCESS);
        assert_int_equal(wait_for_it(&send), MPI_SUCCESS);
    }
    for (int round = 0; round < 2; round++) {
        start(&recv);
        assert_int_equal(wait_for_it(&recv), MPI_SUCCESS);
        assert_int_equal(in[0], 100 + round);
    }
    forget(&send);
    forget(&recv);
}

/* An error changes nothing: the partitions of a refused list can be made ready later. */
static void a_refused_list_changes_nothing(void **state)
{
    static const int twice[] = { 0, 1, 0 }, beyond[] = { 0, 3 };

    (void)state;
    make(3, 1, true);
    assert_int_equal(partitioned_ready_range(send, 0, 0), MPI_ERR_REQUEST);
    start(&send);
    start(&recv);
    assert_int_equal(partitioned_ready_list(send, 3, twice), MPI_ERR_ARG);
    assert_int_equal(partitioned_ready_list(send, 2, beyond), MPI_ERR_ARG);
    assert_int_equal(partitioned_ready_range(send, INT32_MIN, INT32_MAX), MPI_ERR_ARG);
    assert_int_equal(partitioned_ready_range(send, 2, 1), MPI_SUCCESS);
    assert_int_equal(partitioned_ready_range(send, 0, 2), MPI_SUCCESS);
    assert_int_equal(partitioned_ready_range(recv, 0, 0), MPI_ERR_REQUEST);
    assert_int_equal(wait_for_it(&send), MPI_SUCCESS);
    assert_int_equal(wait_for_it(&recv), MPI_SUCCESS);
    forget(&send);
    forget(&recv);
}

/* The offer still comes after the request has gone, and finds nobody. */
static void a_request_may_go_before_its_offer_comes(void **state)
{
    struct message from = from_self(in, 5, TAG), to = to_self(out, 5, TAG, MODE_STANDARD);

    (void)state;
    assert_int_equal(partitioned_recv_init(&from, 2, &recv), MPI_SUCCESS);
    forget(&recv);
    assert_int_equal(partitioned_send_init(&to, 2, &send), MPI_SUCCESS);
    forget(&send);
    progress();
}

static void another_sum_is_an_error_that_names_both(void **state)
{
    struct message to = to_self(out, 4, TAG, MODE_STANDARD), from = from_self(in, 5, TAG);

    (void)state;
    assert_int_equal(partitioned_send_init(&to, 2, &send), MPI_SUCCESS);
    assert_int_equal(partitioned_recv_init(&from, 2, &recv), MPI_SUCCESS);
    start(&recv);
    assert_int_equal(wait_for_it(&recv), MPI_ERR_TRUNCATE);
    assert_string_equal(err_text(), "rank 0 sends 2 partitions of 4 B with tag 9 on "
                                    "MPI_COMM_WORLD, but the receive is for 2 partitions "
                                    "of 5 B: both must have the same sum");
    forget(&send);
    forget(&recv);
}

static void wrong_arguments_are_refused(void **state)
{
    struct message m = from_self(in, 1, TAG);

    (void)state;
    assert_int_equal(partitioned_recv_init(&m, -1, &recv), MPI_ERR_COUNT);
    m.peer = MPI_ANY_SOURCE;
    assert_int_equal(partitioned_recv_init(&m, 1, &recv), MPI_ERR_RANK);
    m = from_self(in, 1, MPI_ANY_TAG);
    assert_int_equal(partitioned_recv_init(&m, 1, &recv), MPI_ERR_TAG);
    m = to_self("", INT64_MAX / 2, TAG, MODE_STANDARD);
    assert_int_equal(partitioned_send_init(&m, 3, &send), MPI_ERR_COUNT);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        case_of(any_cut),
        case_of(two_rounds_ahead),
        case_of(a_refused_list_changes_nothing),
        case_of(a_request_may_go_before_its_offer_comes),
        case_of(another_sum_is_an_error_that_names_both),
        case_of(wrong_arguments_are_refused),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
