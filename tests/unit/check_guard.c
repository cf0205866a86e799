/* SPDX-License-Identifier: BSD-3-Clause */
/* guard: buffers of pending operations that are written by the program, or used twice. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "check/guard.h"
#include "type/create.h"
#include "util/err.h"

static int data[64];

static int setup(void **state)
{
    (void)state;
    memset(data, 0, sizeof data);
    return type_init();
}

static int teardown(void **state)
{
    (void)state;
    type_fini();
    return 0;
}

static datatype_t *ints(void)
{
    return type_named(BASIC_MPI_INT);
}

static struct guard *sending(int *buffer, int count)
{
    struct guard *guard = guard_create(CALL_Isend);

    guard_reads(guard, buffer, count, ints());
    return guard;
}

static struct guard *receiving(int *buffer, int count)
{
    struct guard *guard = guard_create(CALL_Irecv);

    guard_writes(guard, buffer, count, ints());
    return guard;
}

static void a_send_buffer_must_not_change(void **state)
{
    struct guard *guard = sending(data, 8);

    (void)state;
    assert_int_equal(guard_open(guard), MPI_SUCCESS);
    data[7] = 1;
    assert_int_equal(guard_close(guard), MPI_ERR_BUFFER);
    assert_non_null(strstr(err_text(), "the send buffer of MPI_Isend (8 elements of "
                                       "MPI_INT at "));
    assert_int_equal(guard_close(guard), MPI_SUCCESS); /* said once */
    assert_int_equal(guard_open(guard), MPI_SUCCESS);  /* persistent: again */
    data[8] = 1;                                       /* behind it */
    assert_int_equal(guard_close(guard), MPI_SUCCESS);
    guard_destroy(guard);
}

static void a_receive_works_on_a_shadow(void **state)
{
    struct guard *guard = receiving(data, 4);
    int *shadow = guard_shadow(guard, data);

    (void)state;
    assert_ptr_not_equal(shadow, data);
    assert_int_equal(guard_open(guard), MPI_SUCCESS);
    shadow[2] = 5;                    /* what arrives */
    assert_int_not_equal(data[2], 5); /* until the program has seen the end */
    assert_int_equal(guard_close(guard), MPI_SUCCESS);
    assert_int_equal(data[2], 5);
    guard_destroy(guard);
}

static void a_receive_buffer_must_not_change(void **state)
{
    struct guard *guard = receiving(data, 4);

    (void)state;
    guard_shadow(guard, data);
    assert_int_equal(guard_open(guard), MPI_SUCCESS);
    data[1] = 1;
    assert_int_equal(guard_close(guard), MPI_ERR_BUFFER);
    assert_non_null(strstr(err_text(), "the receive buffer of MPI_Irecv"));
    guard_destroy(guard);
}

static void two_that_write_must_not_meet(void **state)
{
    struct guard *one = receiving(data, 8), *other = receiving(data + 7, 8);

    (void)state;
    assert_int_equal(guard_open(one), MPI_SUCCESS);
    assert_int_equal(guard_open(other), MPI_ERR_BUFFER);
    assert_non_null(
        strstr(err_text(), "bytes in common with that of a pending MPI_Irecv"));
    assert_int_equal(guard_close(one), MPI_SUCCESS);
    assert_int_equal(guard_open(other), MPI_SUCCESS); /* now it may */
    guard_destroy(one);
    guard_destroy(other);
}

static void neighbours_and_two_that_read_may_meet(void **state)
{
    struct guard *guards[] = { sending(data, 8), sending(data + 4, 8),
                               receiving(data + 12, 4) };

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(guard_open(guards[i]), MPI_SUCCESS);
    for (int i = 0; i < 3; i++)
        guard_destroy(guards[i]);
}

/* Columns of a matrix lie in each other's holes. */
static void nobody_is_accused_of_holes(void **state)
{
    struct guard *one = guard_create(CALL_Irecv), *other = guard_create(CALL_Irecv);
    datatype_t *column;

    (void)state;
    assert_int_equal(type_vector(false, 4, 1, 4, ints(), &column), MPI_SUCCESS);
    guard_writes(one, data, 1, column);
    guard_writes(other, data + 1, 1, column);
    assert_int_equal(guard_open(one), MPI_SUCCESS);
    assert_int_equal(guard_open(other), MPI_SUCCESS);
    data[2] = 1; /* in neither */
    assert_int_equal(guard_close(one), MPI_SUCCESS);
    assert_int_equal(guard_close(other), MPI_SUCCESS);
    guard_destroy(one);
    guard_destroy(other);
    object_put(&column->object);
}

static void those_handed_over_are_settled_by_number(void **state)
{
    struct list owner = { &owner, &owner };
    struct guard *one = sending(data, 4), *other = sending(data + 4, 4);

    (void)state;
    guard_open(one);
    guard_open(other);
    guard_hand_over(one, &owner, 1);
    guard_hand_over(other, &owner, 2);
    data[0] = data[4] = 1;
    assert_int_equal(guard_settle(&owner, 3), MPI_SUCCESS);
    assert_int_equal(guard_settle(&owner, 2), MPI_ERR_BUFFER);
    assert_int_equal(guard_settle(&owner, 2), MPI_SUCCESS);
    assert_int_equal(guard_settle_all(&owner), MPI_ERR_BUFFER);
    assert_true(list_is_empty(&owner));
}

static void parts_end_by_themselves_or_with_the_whole(void **state)
{
    struct guard *whole = guard_create(CALL_Psend_init), *over = receiving(data, 8);

    (void)state;
    assert_int_equal(guard_open(whole), MPI_SUCCESS);
    assert_int_equal(guard_begin_part(whole, sending(data, 4), 0), MPI_SUCCESS);
    assert_int_equal(guard_begin_part(whole, sending(data + 4, 4), 1), MPI_SUCCESS);
    assert_int_equal(guard_check(over), MPI_ERR_BUFFER);
    assert_int_equal(guard_end_part(whole, 0), MPI_SUCCESS);
    data[0] = data[4] = 1;
    assert_int_equal(guard_close(whole), MPI_ERR_BUFFER);
    assert_int_equal(guard_check(over), MPI_SUCCESS);
    assert_int_equal(guard_open(whole), MPI_SUCCESS);
    assert_int_equal(guard_begin_part(whole, sending(data, 4), 0), MPI_SUCCESS);
    guard_destroy(whole);
    assert_int_equal(guard_check(over), MPI_SUCCESS);
    guard_destroy(over);
}

static void all_of_them_take_null(void **state)
{
    (void)state;
    guard_reads(NULL, data, 1, ints());
    assert_ptr_equal(guard_shadow(NULL, data), data);
    assert_int_equal(guard_open(NULL), MPI_SUCCESS);
    assert_int_equal(guard_close(NULL), MPI_SUCCESS);
    assert_int_equal(guard_begin_part(NULL, sending(data, 1), 0), MPI_SUCCESS);
    assert_int_equal(guard_end_part(NULL, 0), MPI_SUCCESS);
    guard_destroy(NULL);
}

#define case_of(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(a_send_buffer_must_not_change),
        case_of(a_receive_works_on_a_shadow),
        case_of(a_receive_buffer_must_not_change),
        case_of(two_that_write_must_not_meet),
        case_of(neighbours_and_two_that_read_may_meet),
        case_of(nobody_is_accused_of_holes),
        case_of(those_handed_over_are_settled_by_number),
        case_of(parts_end_by_themselves_or_with_the_whole),
        case_of(all_of_them_take_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
