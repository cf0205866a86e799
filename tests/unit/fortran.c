/* SPDX-License-Identifier: BSD-3-Clause */
/* What a Fortran binding says about its compiler is believed once. */
#include "obj/fortran.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <mpi.h>

#include "obj/info.h"
#include "util/err.h"

static void booleans_are_set_once(void **state)
{
    int32_t yes = -1, no = 0, a = 7, b = 7;
    int64_t wide = 7;
    bool known = true;
    (void)state;

    assert_int_equal(fortran_get_booleans(4, &a, &b, &known), MPI_SUCCESS);
    assert_false(known);
    assert_int_equal(a, 7);

    assert_int_equal(fortran_set_booleans(4, &yes, &no), MPI_SUCCESS);
    assert_int_equal(fortran_get_booleans(4, &a, &b, &known), MPI_SUCCESS);
    assert_true(known);
    assert_int_equal(a, -1);
    assert_int_equal(b, 0);

    assert_int_equal(fortran_get_booleans(8, &wide, &wide, &known), MPI_SUCCESS);
    assert_false(known);
    assert_int_equal(wide, 7);

    yes = 1;
    assert_int_equal(fortran_set_booleans(4, &yes, &no), MPI_ERR_ABI);
    assert_non_null(strstr(err_text(), "4 bytes"));
    assert_int_equal(fortran_get_booleans(4, &a, &b, &known), MPI_SUCCESS);
    assert_int_equal(a, -1);
}

static void wrong_sizes_are_refused(void **state)
{
    const int wrong[] = { -4, 0, 3, 12, 32 };
    char value[32] = { 0 };
    bool known = true;
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(fortran_set_booleans(wrong[i], value, value), MPI_ERR_ARG);
        assert_int_equal(fortran_get_booleans(wrong[i], value, value, &known),
                         MPI_ERR_ARG);
    }
}

static void info_is_set_once_and_copied(void **state)
{
    info_t *given, *got = NULL;
    (void)state;

    assert_int_equal(fortran_get_info(&got), MPI_SUCCESS);
    assert_null(got);

    assert_int_equal(info_create(&given), MPI_SUCCESS);
    assert_int_equal(info_set(given, "mpi_integer_size", "4"), MPI_SUCCESS);
    assert_int_equal(fortran_set_info(given), MPI_SUCCESS);
    assert_int_equal(info_set(given, "mpi_integer_size", "8"), MPI_SUCCESS);
    assert_int_equal(fortran_set_info(given), MPI_ERR_ABI);
    object_put(&given->object);

    assert_int_equal(fortran_get_info(&got), MPI_SUCCESS);
    assert_string_equal(info_get(got, "mpi_integer_size"), "4");
    object_put(&got->object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(booleans_are_set_once),
        cmocka_unit_test(wrong_sizes_are_refused),
        cmocka_unit_test(info_is_set_once_and_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
