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

#include "util/call.h"
#include "util/err.h"

static struct {
    MPI_Comm comm;
    int error_class;
    enum mpi_call call;
} raised;

int __wrap_raise_comm(MPI_Comm comm, int error_class, enum mpi_call call);

int __wrap_raise_comm(MPI_Comm comm, int error_class, enum mpi_call call)
{
    raised.comm = comm;
    raised.error_class = error_class;
    raised.call = call;
    return error_class;
}

static void a_call_raises_through_its_communicator(void **state)
{
    MPI_Comm parent = MPI_COMM_WORLD, inter = MPI_COMM_NULL;
    (void)state;

    assert_int_equal(MPI_Comm_spawn("program", MPI_ARGV_NULL, 1, MPI_INFO_NULL, 0, parent,
                                    &inter, MPI_ERRCODES_IGNORE),
                     MPI_ERR_UNSUPPORTED_OPERATION);
    assert_int_equal(raised.error_class, MPI_ERR_UNSUPPORTED_OPERATION);
    assert_ptr_equal(raised.comm, parent);
    assert_int_equal(raised.call, CALL_Comm_spawn);
    assert_memory_equal(err_text(), "MPI_Comm_spawn ", 15);
    assert_ptr_equal(inter, MPI_COMM_NULL);
}

static void its_profiling_twin_does_the_same(void **state)
{
    MPI_Comm inter = MPI_COMM_NULL;
    (void)state;

    memset(&raised, 0, sizeof raised);
    assert_int_equal(PMPI_Comm_spawn_multiple(0, NULL, NULL, NULL, NULL, 0, MPI_COMM_SELF,
                                              &inter, MPI_ERRCODES_IGNORE),
                     MPI_ERR_UNSUPPORTED_OPERATION);
    assert_ptr_equal(raised.comm, MPI_COMM_SELF);
    assert_memory_equal(err_text(), "MPI_Comm_spawn_multiple ", 24);
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
    assert_int_equal(raised.call, CALL_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_raises_through_its_communicator),
        cmocka_unit_test(its_profiling_twin_does_the_same),
        cmocka_unit_test(the_tool_interface_raises_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
