/* SPDX-License-Identifier: BSD-3-Clause */
/* Handles as integers: the numbers of the standard for what is predefined, and for any
 * other handle a number of its own which does not change. */
#include "obj/handle_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <mpi.h>

enum { MANY = 5000 }; /* the table starts smaller, and grows several times */

static char objects[MANY];

static void predefined_handles_are_their_values(void **state)
{
    (void)state;
    assert_int_equal(handle_table_to_int(MPI_COMM_WORLD), 0x101);
    assert_int_equal(handle_table_to_int(MPI_COMPLEX32), 0x2eb);
    assert_ptr_equal(handle_table_from_int(0x101), MPI_COMM_WORLD);
    for (int i = 1; i < 4096; i++)
        assert_int_equal(handle_table_to_int(handle_table_from_int(i)), i);
}

static void every_handle_keeps_a_number_of_its_own(void **state)
{
    static int numbers[MANY];
    (void)state;

    for (int i = 0; i < MANY; i++) {
        numbers[i] = handle_table_to_int(&objects[i]);
        assert_true(numbers[i] >= 4096);
    }
    for (int i = 0; i < MANY; i++) {
        assert_ptr_equal(handle_table_from_int(numbers[i]), &objects[i]);
        assert_int_equal(handle_table_to_int(&objects[i]), numbers[i]);
    }
}

static void what_is_no_handle_has_no_number(void **state)
{
    (void)state;
    assert_int_equal(handle_table_to_int(NULL), 0);
    assert_null(handle_table_from_int(0));
    assert_null(handle_table_from_int(-1));
    assert_null(handle_table_from_int(INT32_MIN));
    assert_null(handle_table_from_int(INT32_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(predefined_handles_are_their_values),
        cmocka_unit_test(every_handle_keeps_a_number_of_its_own),
        cmocka_unit_test(what_is_no_handle_has_no_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
