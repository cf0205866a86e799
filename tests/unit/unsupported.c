/* SPDX-License-Identifier: BSD-3-Clause */
/* A call that is not written yet raises MPI_ERR_UNSUPPORTED_OPERATION, with its own name,
 * through the error handler of its communicator.  The linker hands us raise_comm
 * (--wrap). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <mpi.h>

#include "util/err.h"

static struct {
    MPI_Comm comm;
    int error_class;
    const char *call;
} raised;

int __wrap_raise_comm(MPI_Comm comm, int error_class, const char *call);

int __wrap_raise_comm(MPI_Comm comm, int error_class, const char *call)
{
    raised.comm = comm;
    raised.error_class = error_class;
    raised.call = call;
    return error_class;
}

static void a_call_with_a_communicator_raises_through_it(void **state)
{
    MPI_Comm parent = MPI_COMM_WORLD, new_comm = MPI_COMM_NULL;
    (void)state;

    assert_int_equal(MPI_Comm_accept("port", MPI_INFO_NULL, 0, parent, &new_comm),
                     MPI_ERR_UNSUPPORTED_OPERATION);
    assert_int_equal(raised.error_class, MPI_ERR_UNSUPPORTED_OPERATION);
    assert_ptr_equal(raised.comm, parent);
    assert_string_equal(raised.call, "PMPI_Comm_accept");
    assert_memory_equal(err_text(), "MPI_Comm_accept ", 16);
    assert_ptr_equal(new_comm, MPI_COMM_NULL);
}

static void a_call_without_one_raises_through_comm_self(void **state)
{
    MPI_Comm new_comm = MPI_COMM_NULL;
    (void)state;

    assert_int_equal(PMPI_Comm_join(0, &new_comm), MPI_ERR_UNSUPPORTED_OPERATION);
    assert_ptr_equal(raised.comm, MPI_COMM_SELF);
    assert_memory_equal(err_text(), "MPI_Comm_join ", 14);
}

static void the_tool_interface_raises_nothing(void **state)
{
    int number = -1;
    (void)state;

    memset(&raised, 0, sizeof raised);
    assert_int_equal(MPI_T_init_thread(MPI_THREAD_SINGLE, &number),
                     MPI_T_ERR_CANNOT_INIT);
    assert_int_equal(MPI_T_cvar_get_num(&number), MPI_T_ERR_NOT_INITIALIZED);
    assert_int_equal(number, -1);
    assert_null(raised.call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_with_a_communicator_raises_through_it),
        cmocka_unit_test(a_call_without_one_raises_through_comm_self),
        cmocka_unit_test(the_tool_interface_raises_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
