/* SPDX-License-Identifier: BSD-3-Clause */
/* MPI calls by number, and the mark of the one that a process is in. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "util/call.h"
#include "util/clock.h"

/* The library goes on writing to the last that it was shown. */
static uint64_t seen;
static uint32_t mark;

static void calls_have_names(void **state)
{
    (void)state;
    assert_string_equal(call_name(CALL_Send), "MPI_Send");
    assert_string_equal(call_name(CALL_Send | CALL_OVER), "MPI_Send");
    assert_string_equal(call_name(CALLS - 1), "MPI_Topo_test");
}

static void what_is_no_call_has_none(void **state)
{
    (void)state;
    assert_string_equal(call_name(CALL_NONE), "");
    assert_string_equal(call_name(CALLS), "");
    assert_string_equal(call_name(UINT32_MAX), "");
}

static void the_mark_moves_with_what_it_shows(void **state)
{
    (void)state;
    call_enter(CALL_Init);
    call_show(&mark, &seen);
    assert_true(seen > 0 && seen <= clock_ns());
    assert_int_equal(mark, CALL_Init);
    call_leave();
    assert_int_equal(mark, CALL_Init | CALL_OVER);
    call_enter(CALL_Recv);
    assert_int_equal(mark, CALL_Recv);
    call_leave();
}

static enum mpi_call entered;
static int left;

static void note_enter(enum mpi_call call)
{
    entered = call;
}

static void note_leave(void)
{
    left++;
}

static void who_watches_is_told(void **state)
{
    static const struct call_watch watch = { note_enter, note_leave };

    (void)state;
    call_watch_by(&watch);
    call_enter(CALL_Send);
    assert_int_equal(entered, CALL_Send);
    assert_int_equal(left, 0);
    call_leave();
    assert_int_equal(left, 1);
    call_watch_by(NULL);
    call_enter(CALL_Recv);
    call_leave();
    assert_int_equal(entered, CALL_Send);
    assert_int_equal(left, 1);
}

static void a_rank_that_calls_often_is_seen(void **state)
{
    (void)state;
    call_show(&mark, &seen);
    seen = 0;
    for (int i = 0; i < CALLS_PER_LOOK; i++) {
        call_enter(CALL_Test);
        call_leave();
    }
    assert_true(seen > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_have_names),
        cmocka_unit_test(what_is_no_call_has_none),
        cmocka_unit_test(the_mark_moves_with_what_it_shows),
        cmocka_unit_test(who_watches_is_told),
        cmocka_unit_test(a_rank_that_calls_often_is_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
