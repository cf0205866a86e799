/* SPDX-License-Identifier: BSD-3-Clause */
/* The environment: defaults, switches, numbers, and what is said about nonsense.  The
 * getters do not care what a variable is for, so one of the table stands for all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "util/env.h"
#include "util/err.h"

static const enum env any = ENV_SLIPWAY_BCAST;

static void every_row_is_complete(void **state)
{
    (void)state;
    for (int i = 0; i < ENV_COUNT; i++) {
        assert_memory_equal(env_name(i), "SLIPWAY_", strlen("SLIPWAY_"));
        assert_non_null(env_default(i));
        assert_true(strlen(env_help(i)) > 10);
    }
}

static void the_default_stands_for_nothing_and_for_empty(void **state)
{
    (void)state;
    unsetenv(env_name(any));
    assert_string_equal(env_text(any), env_default(any));
    setenv(env_name(any), "", 1);
    assert_string_equal(env_text(any), env_default(any));
    setenv(env_name(any), "ring", 1);
    assert_string_equal(env_text(any), "ring");
}

static void switches(void **state)
{
    static const char *const on[] = { "1", "yes", "on", "true", "YES", "True" };
    static const char *const off[] = { "0", "no", "off", "false", "Off" };
    bool value;

    (void)state;
    for (size_t i = 0; i < sizeof on / sizeof *on; i++) {
        value = false;
        setenv(env_name(any), on[i], 1);
        assert_int_equal(env_bool(any, &value), MPI_SUCCESS);
        assert_true(value);
    }
    for (size_t i = 0; i < sizeof off / sizeof *off; i++) {
        value = true;
        setenv(env_name(any), off[i], 1);
        assert_int_equal(env_bool(any, &value), MPI_SUCCESS);
        assert_false(value);
    }
    setenv(env_name(any), "maybe", 1);
    value = true;
    assert_int_equal(env_bool(any, &value), MPI_ERR_ARG);
    assert_true(value);
    assert_string_equal(err_text(),
                        "SLIPWAY_BCAST=maybe is neither yes (1, on, true) nor "
                        "no (0, off, false)");
}

static void expect_number(const char *text, MPI_Count expected)
{
    MPI_Count value = -1;

    setenv(env_name(any), text, 1);
    assert_int_equal(env_number(any, -100, 1LL << 40, &value), MPI_SUCCESS);
    assert_int_equal(value, expected);
}

static void expect_refusal(const char *text, const char *why)
{
    MPI_Count value = -1;

    setenv(env_name(any), text, 1);
    assert_int_equal(env_number(any, 0, 1LL << 40, &value), MPI_ERR_ARG);
    assert_int_equal(value, -1);
    assert_non_null(strstr(err_text(), why));
}

static void numbers(void **state)
{
    (void)state;
    expect_number("0", 0);
    expect_number("-7", -7);
    expect_number("64", 64);
    expect_number("64k", 64 << 10);
    expect_number("3M", 3 << 20);
    expect_number("2g", 2LL << 30);
    expect_refusal("many", "not a number");
    expect_refusal("64kB", "not a number");
    expect_refusal("k", "not a number");
    expect_refusal("12 ", "not a number");
    expect_refusal("99999999999999999999", "not a number");
    expect_refusal("9000000000000000000G", "not a number");
    expect_refusal("-1", "outside of 0 to 1099511627776");
    expect_refusal("1025G", "outside of");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_complete),
        cmocka_unit_test(the_default_stands_for_nothing_and_for_empty),
        cmocka_unit_test(switches),
        cmocka_unit_test(numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
