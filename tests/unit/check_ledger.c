/* SPDX-License-Identifier: BSD-3-Clause */
/* ledger: which handles a program has to give back, and what is said of those it has not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "captured.h"
#include "check/ledger.h"

static struct object objects[3000]; /* more than the ledger has buckets at first */

/* Requests at even places are none of the program's business. */
static const char *state(const void *request)
{
    return ((const struct object *)request - objects) % 2 ? "never completed" : NULL;
}

static void each(ledger_visit_f *visit, void *argument)
{
    visit(&objects[1], "MPI_Ibcast", argument);
}

static const struct ledger_requests requests = { state, each };

static const char *closed(void)
{
    capture();
    ledger_say_requests(&requests);
    ledger_say_objects();
    ledger_close();
    ledger_open();
    return captured();
}

static void what_came_back_is_not_named(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++)
        ledger_enter(&objects[i], OBJECT_COMM, CALL_Comm_dup);
    for (int i = 0; i < 3000; i++)
        ledger_leave(&objects[i]);
    assert_string_equal(closed(), "");
}

static void what_is_left_is_counted_with_the_call_that_made_it(void **state)
{
    (void)state;
    ledger_enter(&objects[0], OBJECT_COMM, CALL_Comm_dup);
    ledger_enter(&objects[1], OBJECT_COMM, CALL_Comm_dup);
    ledger_enter(&objects[2], OBJECT_COMM, CALL_Comm_split);
    ledger_enter(&objects[3], OBJECT_WIN, CALL_Win_create);
    assert_non_null(strstr(closed(), "warning: 3 communicators not freed: "));
    assert_string_equal(closed(), ""); /* all is forgotten */
}

static void each_kind_has_a_line(void **state)
{
    const char *lines;

    (void)state;
    ledger_enter(&objects[0], OBJECT_INFO, CALL_Info_create);
    ledger_enter(&objects[1], OBJECT_WIN, CALL_Win_create);
    ledger_enter((void *)77, (enum object_kind)LEDGER_KEYVAL, CALL_Comm_create_keyval);
    lines = closed();
    assert_non_null(strstr(lines, "1 info object not freed: 1 of MPI_Info_create\n"));
    assert_non_null(strstr(lines, "1 window not freed: 1 of MPI_Win_create\n"));
    assert_non_null(strstr(lines, "1 keyval not freed: 1 of MPI_Comm_create_keyval\n"));
}

static void a_handle_comes_back_as_often_as_it_was_given(void **state)
{
    (void)state;
    ledger_enter(&objects[0], OBJECT_GROUP, CALL_Comm_group);
    ledger_enter(&objects[0], OBJECT_GROUP, CALL_Comm_group);
    ledger_leave(&objects[0]);
    assert_int_equal(ledger_giver(&objects[0]), CALL_Comm_group);
    assert_non_null(strstr(closed(), "1 group not freed: 1 of MPI_Comm_group"));
    assert_int_equal(ledger_giver(&objects[0]), CALL_NONE);
}

static void what_was_never_given_may_come(void **state)
{
    (void)state;
    ledger_leave(&objects[5]);
    assert_string_equal(closed(), "");
}

static void requests_are_told_apart_by_their_state(void **state)
{
    (void)state;
    ledger_enter(&objects[0], OBJECT_REQUEST, CALL_Isend);
    ledger_enter(&objects[1], OBJECT_REQUEST, CALL_Irecv);
    assert_non_null(
        strstr(closed(), "1 request left over: 1 of MPI_Irecv never completed\n"));
}

static void without_check_who_makes_requests_is_asked(void **state)
{
    (void)state;
    check_on = false;
    assert_true(ledger_has_requests(&requests));
    assert_false(ledger_has_objects());
    assert_non_null(strstr(
        closed(), "1 request left over: 1 of MPI_Ibcast never completed; srun --mpi"));
    check_on = true;
}

static int open_it(void **state)
{
    (void)state;
    check_on = true;
    ledger_open();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_back_is_not_named),
        cmocka_unit_test(what_is_left_is_counted_with_the_call_that_made_it),
        cmocka_unit_test(each_kind_has_a_line),
        cmocka_unit_test(a_handle_comes_back_as_often_as_it_was_given),
        cmocka_unit_test(what_was_never_given_may_come),
        cmocka_unit_test(requests_are_told_apart_by_their_state),
        cmocka_unit_test(without_check_who_makes_requests_is_asked),
    };

    return cmocka_run_group_tests(tests, open_it, NULL);
}
