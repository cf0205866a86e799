/* SPDX-License-Identifier: BSD-3-Clause */
/* conflict: which accesses to a window are in no order, and which are (MPI 5.0, 12.7). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "check/check.h"
#include "rma/conflict.h"
#include "util/err.h"

static comm_t comm = { .rank = 0, .size = 4 };
static int memory[64];
static win_t win;

static int setup(void **state)
{
    (void)state;
    win = (win_t){ .comm = &comm, .base = (char *)memory, .size = sizeof memory };
    list_init(&win.accesses);
    return type_init();
}

static int teardown(void **state)
{
    (void)state;
    conflict_forget_all(&win);
    free(win.conflict);
    type_fini();
    return 0;
}

static void note(enum letter_kind kind, int writer, int at, int count, bool first)
{
    const struct letter letter = {
        .kind = kind, .writer = writer, .count = count, .first = first
    };

    conflict_note(&win, &letter, (char *)&memory[at], type_named(BASIC_MPI_INT));
}

static void two_puts_to_the_same_bytes_conflict(void **state)
{
    (void)state;
    note(LETTER_PUT, 1, 4, 4, false);
    note(LETTER_PUT, 2, 7, 4, false);
    assert_int_equal(conflict_verdict(&win), MPI_ERR_RMA_CONFLICT);
    assert_non_null(strstr(err_text(),
                           "MPI_Put of rank 1 and MPI_Put of rank 2 reach the "
                           "same 4 B of this rank's window (from byte 28)"));
    assert_int_equal(conflict_verdict(&win), MPI_SUCCESS); /* said once */
}

static void neighbours_readers_and_accumulates_do_not(void **state)
{
    (void)state;
    note(LETTER_PUT, 1, 0, 4, false);
    note(LETTER_PUT, 2, 4, 4, false);
    note(LETTER_GET, 1, 8, 4, false);
    note(LETTER_GET, 2, 8, 4, false);
    note(LETTER_ACCUMULATE, 1, 16, 4, false);
    note(LETTER_ACCUMULATE, 2, 16, 4, false);
    note(LETTER_COMPARE_AND_SWAP, 3, 16, 1, false);
    note(LETTER_PUT, 1, 60, 0, false);
    note(LETTER_PUT, 2, 60, 1, false);
    assert_int_equal(conflict_verdict(&win), MPI_SUCCESS);
}

static void a_get_and_an_accumulate_conflict_with_a_put(void **state)
{
    (void)state;
    note(LETTER_PUT, 1, 0, 1, false);
    note(LETTER_GET, 2, 0, 1, false);
    assert_int_equal(conflict_verdict(&win), MPI_ERR_RMA_CONFLICT);
    note(LETTER_ACCUMULATE, 3, 0, 1, false);
    assert_int_equal(conflict_verdict(&win), MPI_ERR_RMA_CONFLICT);
}

static void what_is_over_is_in_order_with_who_has_heard(void **state)
{
    (void)state;
    note(LETTER_PUT, 1, 0, 1, false);
    conflict_over(&win, 1);
    note(LETTER_PUT, 2, 0, 1, false);
    assert_int_equal(conflict_verdict(&win), MPI_SUCCESS);
    conflict_over(&win, 2);
    note(LETTER_PUT, 3, 0, 1, true); /* came later by chance */
    assert_int_equal(conflict_verdict(&win), MPI_ERR_RMA_CONFLICT);
}

static void when_all_have_met_everything_is_in_order(void **state)
{
    (void)state;
    note(LETTER_PUT, 1, 0, 1, true);
    conflict_forget_all(&win);
    note(LETTER_PUT, 2, 0, 1, true);
    assert_int_equal(conflict_verdict(&win), MPI_SUCCESS);
}

static void a_buffer_in_the_own_window_counts(void **state)
{
    (void)state;
    conflict_note_own(&win, LETTER_GET, 2, &memory[8], 2, type_named(BASIC_MPI_INT));
    note(LETTER_GET, 1, 9, 1, false);
    assert_int_equal(conflict_verdict(&win), MPI_ERR_RMA_CONFLICT);
    assert_non_null(strstr(err_text(), "the buffer of MPI_Get of rank 0"));
    conflict_over_own(&win, 2);
    conflict_over(&win, 1);
    note(LETTER_PUT, 3, 8, 1, false);
    assert_int_equal(conflict_verdict(&win), MPI_SUCCESS);
}

static void a_buffer_elsewhere_does_not(void **state)
{
    int elsewhere[4];

    (void)state;
    conflict_note_own(&win, LETTER_GET, 2, elsewhere, 4, type_named(BASIC_MPI_INT));
    assert_true(list_is_empty(&win.accesses));
}

#define case_of(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(two_puts_to_the_same_bytes_conflict),
        case_of(neighbours_readers_and_accumulates_do_not),
        case_of(a_get_and_an_accumulate_conflict_with_a_put),
        case_of(what_is_over_is_in_order_with_who_has_heard),
        case_of(when_all_have_met_everything_is_in_order),
        case_of(a_buffer_in_the_own_window_counts),
        case_of(a_buffer_elsewhere_does_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
