/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls of the tool interface that are not written yet say so, and change nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <mpi.h>

static void the_tool_interface_cannot_be_initialised(void **state)
{
    int provided = -1;
    (void)state;

    assert_int_equal(MPI_T_init_thread(MPI_THREAD_SINGLE, &provided),
                     MPI_T_ERR_CANNOT_INIT);
    assert_int_equal(provided, -1);
}

static void and_nothing_works_without_that(void **state)
{
    int number = -1;
    (void)state;

    assert_int_equal(MPI_T_cvar_get_num(&number), MPI_T_ERR_NOT_INITIALIZED);
    assert_int_equal(PMPI_T_pvar_get_num(&number), MPI_T_ERR_NOT_INITIALIZED);
    assert_int_equal(number, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tool_interface_cannot_be_initialised),
        cmocka_unit_test(and_nothing_works_without_that),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
