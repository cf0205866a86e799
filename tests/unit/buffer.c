/* SPDX-License-Identifier: BSD-3-Clause */
/* Buffered sends: what fits, where it lies, and when the memory is the program's again.
 * Messages that the receive must fetch (too long for a copy) stay in the buffer. */
#include "world_of_one.h"

#include <stdlib.h>
#include <string.h>

enum { LONG = 70000 }; /* bytes that stay with the sender until they are received */

static char data[LONG];

/* Exactly what the standard says n messages of LONG bytes need. */
static MPI_Count needed(int n)
{
    return n * ((MPI_Count)LONG + MPI_BSEND_OVERHEAD);
}

static int bsend(int tag)
{
    struct message m = to_self(data, LONG, tag, MODE_BUFFERED);

    memset(data, tag, sizeof data);
    return operation_send(&m);
}

static void receive(int tag)
{
    static char in[LONG];
    struct message m = from_self(in, LONG, tag);

    assert_int_equal(operation_recv(&m, MPI_STATUS_IGNORE), MPI_SUCCESS);
    for (int i = 0; i < LONG; i++)
        assert_int_equal(in[i], (char)tag);
}

static void detach(struct buffer **slot, void *expected)
{
    MPI_Count size;
    void *memory;

    assert_int_equal(buffer_detach(slot, INT64_MAX, &memory, &size), MPI_SUCCESS);
    assert_ptr_equal(memory, expected);
}

static void what_the_standard_asks_for_is_enough(void **state)
{
    enum { N = 5 };
    char *memory = malloc((size_t)needed(N) + 1);

    (void)state;
    /* At an odd address, too. */
    for (int odd = 0; odd < 2; odd++) {
        assert_int_equal(buffer_attach(buffer_of_process(), memory + odd, needed(N)),
                         MPI_SUCCESS);
        for (int tag = 0; tag < N; tag++)
            assert_int_equal(bsend(tag), MPI_SUCCESS);
        assert_false(buffer_all_sent(NULL));
        for (int tag = N - 1; tag >= 0; tag--)
            receive(tag);
        assert_true(buffer_all_sent(NULL));
        detach(buffer_of_process(), memory + odd);
    }
    free(memory);
}

static void what_does_not_fit_is_an_error_with_all_sizes(void **state)
{
    char *memory = malloc((size_t)needed(2));

    (void)state;
    assert_int_equal(bsend(1), MPI_ERR_BUFFER);
    assert_non_null(strstr(err_text(), "no buffer is attached for a message of 70000 B"));
    assert_int_equal(buffer_attach(buffer_of_process(), memory, needed(2) - 1000),
                     MPI_SUCCESS);
    assert_int_equal(bsend(1), MPI_SUCCESS);
    assert_int_equal(bsend(2), MPI_ERR_BUFFER);
    assert_non_null(strstr(err_text(), "140024 B"));
    assert_non_null(strstr(err_text(), "70000 B"));
    receive(1);
    assert_int_equal(bsend(3), MPI_SUCCESS);
    receive(3);
    detach(buffer_of_process(), memory);
    free(memory);
}

/* Messages go in and out as in a queue, around the end of the buffer and again. */
static void room_is_used_in_circles(void **state)
{
    char *memory = malloc((size_t)needed(3));
    int sent = 0, received = 0;

    (void)state;
    assert_int_equal(buffer_attach(buffer_of_process(), memory, needed(3)), MPI_SUCCESS);
    for (int round = 0; round < 20; round++) {
        while (sent < received + 3)
            assert_int_equal(bsend(sent++), MPI_SUCCESS);
        for (int i = 0; i < 1 + round % 3; i++)
            receive(received++);
    }
    while (received < sent)
        receive(received++);
    detach(buffer_of_process(), memory);
    free(memory);
}

static void a_hole_in_the_middle_is_used(void **state)
{
    char *memory = malloc((size_t)needed(3));

    (void)state;
    assert_int_equal(buffer_attach(buffer_of_process(), memory, needed(3)), MPI_SUCCESS);
    for (int tag = 0; tag < 3; tag++)
        assert_int_equal(bsend(tag), MPI_SUCCESS);
    receive(1);
    assert_int_equal(bsend(4), MPI_SUCCESS);
    assert_int_equal(bsend(5), MPI_ERR_BUFFER);
    receive(0);
    receive(2);
    receive(4);
    detach(buffer_of_process(), memory);
    free(memory);
}

static void a_flush_is_over_when_what_was_there_has_left(void **state)
{
    request_t *first, *second, *empty;

    (void)state;
    assert_int_equal(buffer_iflush(buffer_of_process(), NULL, &empty), MPI_SUCCESS);
    assert_true(empty->complete);
    assert_int_equal(buffer_attach(buffer_of_process(), MPI_BUFFER_AUTOMATIC, 0),
                     MPI_SUCCESS);
    assert_int_equal(bsend(1), MPI_SUCCESS);
    assert_int_equal(buffer_iflush(buffer_of_process(), NULL, &first), MPI_SUCCESS);
    assert_int_equal(bsend(2), MPI_SUCCESS);
    assert_int_equal(buffer_iflush(buffer_of_process(), NULL, &second), MPI_SUCCESS);
    receive(2);
    assert_false(first->complete);
    assert_false(second->complete); /* the first message is still there */
    assert_int_equal(bsend(3), MPI_SUCCESS);
    receive(1);
    assert_true(first->complete);
    assert_true(second->complete);
    assert_false(buffer_all_sent(NULL));
    receive(3);
    assert_int_equal(buffer_flush(buffer_of_process()), MPI_SUCCESS);
    request_release(first);
    request_release(second);
    detach(buffer_of_process(), MPI_BUFFER_AUTOMATIC);
}

static void a_communicators_own_buffer_is_taken_first(void **state)
{
    comm_t *world = comm_of(MPI_COMM_WORLD);
    char *memory = malloc((size_t)needed(1)), small[8];

    (void)state;
    assert_int_equal(buffer_attach(buffer_of_process(), memory, needed(1)), MPI_SUCCESS);
    assert_int_equal(buffer_attach(&world->buffer, small, sizeof small), MPI_SUCCESS);
    assert_int_equal(buffer_attach(&world->buffer, small, sizeof small), MPI_ERR_BUFFER);
    assert_int_equal(bsend(1), MPI_ERR_BUFFER);
    detach(&world->buffer, small);
    assert_int_equal(bsend(1), MPI_SUCCESS);
    receive(1);
    detach(buffer_of_process(), memory);
    free(memory);
}

static void wrong_arguments_are_refused(void **state)
{
    MPI_Count size = 5;
    void *memory = NULL;
    char small[8];

    (void)state;
    assert_int_equal(buffer_attach(buffer_of_process(), small, -1), MPI_ERR_ARG);
    assert_int_equal(buffer_attach(buffer_of_process(), NULL, 8), MPI_ERR_BUFFER);
    assert_int_equal(buffer_detach(buffer_of_process(), INT64_MAX, &memory, &size),
                     MPI_ERR_BUFFER);
    assert_int_equal(buffer_attach(buffer_of_process(), small, sizeof small),
                     MPI_SUCCESS);
    assert_int_equal(buffer_detach(buffer_of_process(), 7, &memory, &size),
                     MPI_ERR_VALUE_TOO_LARGE);
    assert_true(!memory && size == 5);
    detach(buffer_of_process(), small);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        case_of(what_the_standard_asks_for_is_enough),
        case_of(what_does_not_fit_is_an_error_with_all_sizes),
        case_of(room_is_used_in_circles),
        case_of(a_hole_in_the_middle_is_used),
        case_of(a_flush_is_over_when_what_was_there_has_left),
        case_of(a_communicators_own_buffer_is_taken_first),
        case_of(wrong_arguments_are_refused),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
