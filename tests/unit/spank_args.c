/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/args.h: a wrong word in plugstack.conf is named, and the others keep their
 * effect. */
#include "spank/args.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "util/macros.h"

static const char *wrong[4];
static int wrong_count;

static void note_wrong(const char *arg)
{
    assert_true(wrong_count < (int)array_length(wrong));
    wrong[wrong_count++] = arg;
}

static int forget_wrong(void **state)
{
    (void)state;
    wrong_count = 0;
    return 0;
}

static void nothing_means_off(void **state)
{
    (void)state;
    assert_false(args_parse(0, NULL, note_wrong).pmi2);
    assert_int_equal(wrong_count, 0);
}

static void mpi_is_read_and_the_last_one_counts(void **state)
{
    char *const on[] = { "mpi=pmi2" };
    char *const off[] = { "mpi=pmi2", "mpi=off" };

    (void)state;
    assert_true(args_parse(array_length(on), on, note_wrong).pmi2);
    assert_false(args_parse(array_length(off), off, note_wrong).pmi2);
    assert_int_equal(wrong_count, 0);
}

static void wrong_words_are_named_and_have_no_effect(void **state)
{
    char *const words[] = { "mpi=pmix", "mpi=pmi2", "", "mpi=pmi2x" };

    (void)state;
    assert_true(args_parse(array_length(words), words, note_wrong).pmi2);
    assert_int_equal(wrong_count, 3);
    assert_string_equal(wrong[0], "mpi=pmix");
    assert_string_equal(wrong[1], "");
    assert_string_equal(wrong[2], "mpi=pmi2x");
}

static void nobody_need_listen(void **state)
{
    char *const words[] = { "what", "mpi=pmi2" };

    (void)state;
    assert_true(args_parse(array_length(words), words, NULL).pmi2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nothing_means_off, forget_wrong),
        cmocka_unit_test_setup(mpi_is_read_and_the_last_one_counts, forget_wrong),
        cmocka_unit_test_setup(wrong_words_are_named_and_have_no_effect, forget_wrong),
        cmocka_unit_test_setup(nobody_need_listen, forget_wrong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
