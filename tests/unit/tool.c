/* SPDX-License-Identifier: BSD-3-Clause */
/* The tool interface in a process that never calls MPI_Init. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <mpi.h>

static int begin(void **state)
{
    int provided;

    (void)state;
    return MPI_T_init_thread(MPI_THREAD_SINGLE, &provided);
}

static int end(void **state)
{
    (void)state;
    return MPI_T_finalize();
}

static void nothing_works_before_it_begins(void **state)
{
    int number = -1;

    (void)state;
    assert_int_equal(MPI_T_cvar_get_num(&number), MPI_T_ERR_NOT_INITIALIZED);
    assert_int_equal(MPI_T_source_get_num(&number), MPI_T_ERR_NOT_INITIALIZED);
    assert_int_equal(MPI_T_finalize(), MPI_T_ERR_NOT_INITIALIZED);
    assert_int_equal(number, -1);
}

static void it_ends_as_often_as_it_began(void **state)
{
    int number;

    assert_int_equal(begin(state), MPI_SUCCESS);
    assert_int_equal(begin(state), MPI_SUCCESS);
    assert_int_equal(end(state), MPI_SUCCESS);
    assert_int_equal(MPI_T_pvar_get_num(&number), MPI_SUCCESS);
    assert_int_equal(end(state), MPI_SUCCESS);
    assert_int_equal(MPI_T_pvar_get_num(&number), MPI_T_ERR_NOT_INITIALIZED);
}

static void texts_are_cut_and_their_length_is_told(void **state)
{
    char name[9] = "--------";
    int index, length = 8, scope, whole;
    MPI_Datatype datatype;

    (void)state;
    assert_int_equal(MPI_T_cvar_get_index("SLIPWAY_BARRIER", &index), MPI_SUCCESS);
    assert_int_equal(MPI_T_cvar_get_info(index, name, &length, NULL, &datatype, NULL,
                                         NULL, &whole, NULL, &scope),
                     MPI_SUCCESS);
    assert_string_equal(name, "SLIPWAY");
    assert_int_equal(length, sizeof "SLIPWAY_BARRIER");
    assert_true(whole > 1);
    assert_ptr_equal(datatype, MPI_CHAR);
    assert_int_equal(MPI_T_cvar_get_index("SLIPWAY_NOTHING", &index),
                     MPI_T_ERR_INVALID_NAME);
    assert_int_equal(
        MPI_T_cvar_get_info(-1, name, &length, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        MPI_T_ERR_INVALID_INDEX);
}

static void a_variable_is_written_and_read(void **state)
{
    char text[4096];
    int index, count;
    MPI_T_cvar_handle handle, same;

    (void)state;
    assert_int_equal(MPI_T_cvar_get_index("SLIPWAY_BARRIER", &index), MPI_SUCCESS);
    assert_int_equal(MPI_T_cvar_handle_alloc(index, NULL, &handle, &count), MPI_SUCCESS);
    assert_true((size_t)count <= sizeof text);
    assert_int_equal(MPI_T_cvar_write(handle, "dissemination"), MPI_SUCCESS);
    assert_int_equal(MPI_T_cvar_read(handle, text), MPI_SUCCESS);
    assert_string_equal(text, "dissemination");
    assert_string_equal(getenv("SLIPWAY_BARRIER"), "dissemination");
    unsetenv("SLIPWAY_BARRIER");

    same = handle;
    assert_int_equal(MPI_T_cvar_handle_free(&handle), MPI_SUCCESS);
    assert_null(handle);
    assert_int_equal(MPI_T_cvar_read(same, text), MPI_T_ERR_INVALID_HANDLE);
    assert_int_equal(MPI_T_cvar_read(MPI_T_CVAR_HANDLE_NULL, text),
                     MPI_T_ERR_INVALID_HANDLE);
}

static void performance_variables_are_read_only(void **state)
{
    unsigned long long value = 77;
    int index, count;
    MPI_T_pvar_session session, other;
    MPI_T_pvar_handle handle;

    (void)state;
    assert_int_equal(
        MPI_T_pvar_get_index("posted_receives", MPI_T_PVAR_CLASS_LEVEL, &index),
        MPI_SUCCESS);
    assert_int_equal(MPI_T_pvar_session_create(&session), MPI_SUCCESS);
    assert_int_equal(MPI_T_pvar_session_create(&other), MPI_SUCCESS);
    assert_int_equal(MPI_T_pvar_handle_alloc(session, index, NULL, &handle, &count),
                     MPI_SUCCESS);
    assert_int_equal(count, 1);
    assert_int_equal(MPI_T_pvar_read(session, handle, &value), MPI_SUCCESS);
    assert_true(value == 0);
    assert_int_equal(MPI_T_pvar_read(other, handle, &value), MPI_T_ERR_INVALID_HANDLE);
    assert_int_equal(MPI_T_pvar_start(session, handle), MPI_T_ERR_PVAR_NO_STARTSTOP);
    assert_int_equal(MPI_T_pvar_start(session, MPI_T_PVAR_ALL_HANDLES), MPI_SUCCESS);
    assert_int_equal(MPI_T_pvar_write(session, handle, &value), MPI_T_ERR_PVAR_NO_WRITE);
    assert_int_equal(MPI_T_pvar_session_free(&session), MPI_SUCCESS);
    assert_null(session);
    assert_int_equal(MPI_T_pvar_session_free(&session), MPI_T_ERR_INVALID_SESSION);
}

/* Every control variable is in one category. */
static void categories_hold_all_variables(void **state)
{
    int categories, cvars, pvars, all_cvars, all_pvars, sum_cvars = 0, sum_pvars = 0;
    int indices[2] = { -1, -1 };

    (void)state;
    assert_int_equal(MPI_T_cvar_get_num(&all_cvars), MPI_SUCCESS);
    assert_int_equal(MPI_T_pvar_get_num(&all_pvars), MPI_SUCCESS);
    assert_int_equal(MPI_T_category_get_num(&categories), MPI_SUCCESS);
    for (int i = 0; i < categories; i++) {
        assert_int_equal(
            MPI_T_category_get_info(i, NULL, NULL, NULL, NULL, &cvars, &pvars, NULL),
            MPI_SUCCESS);
        sum_cvars += cvars;
        sum_pvars += pvars;
    }
    assert_int_equal(sum_cvars, all_cvars);
    assert_int_equal(sum_pvars, all_pvars);
    assert_int_equal(MPI_T_category_get_index("algorithms", &categories), MPI_SUCCESS);
    assert_int_equal(MPI_T_category_get_cvars(categories, 1, indices), MPI_SUCCESS);
    assert_true(indices[0] >= 0);
    assert_int_equal(indices[1], -1);
}

static void there_are_no_events(void **state)
{
    int number = -1;

    (void)state;
    assert_int_equal(MPI_T_event_get_num(&number), MPI_SUCCESS);
    assert_int_equal(number, 0);
    assert_int_equal(MPI_T_event_get_index("any", &number), MPI_T_ERR_INVALID_NAME);
    assert_int_equal(MPI_T_source_get_timestamp(0, NULL), MPI_T_ERR_INVALID_INDEX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_works_before_it_begins),
        cmocka_unit_test(it_ends_as_often_as_it_began),
        cmocka_unit_test_setup_teardown(texts_are_cut_and_their_length_is_told, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_variable_is_written_and_read, begin, end),
        cmocka_unit_test_setup_teardown(performance_variables_are_read_only, begin, end),
        cmocka_unit_test_setup_teardown(categories_hold_all_variables, begin, end),
        cmocka_unit_test_setup_teardown(there_are_no_events, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
