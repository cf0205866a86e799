/* SPDX-License-Identifier: BSD-3-Clause */
/* What the library says of its own ABI; all of it before MPI_Init. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <mpi.h>

#include "obj/info.h"

static void the_version_is_that_of_the_header(void **state)
{
    int major = -1, minor = -1;
    (void)state;

    assert_int_equal(MPI_Abi_get_version(&major, &minor), MPI_SUCCESS);
    assert_int_equal(major, MPI_ABI_VERSION);
    assert_int_equal(minor, MPI_ABI_SUBVERSION);
}

static void the_info_names_the_sizes_of_the_integers(void **state)
{
    MPI_Info info = MPI_INFO_NULL;
    (void)state;

    assert_int_equal(MPI_Abi_get_info(&info), MPI_SUCCESS);
    assert_string_equal(info_get(info_of(info), "mpi_aint_size"), "8");
    assert_string_equal(info_get(info_of(info), "mpi_count_size"), "8");
    assert_string_equal(info_get(info_of(info), "mpi_offset_size"), "8");
    object_put(&info->object);
}

static void fortran_is_unknown_until_somebody_says_it(void **state)
{
    MPI_Info said, info;
    (void)state;

    assert_int_equal(MPI_Abi_get_fortran_info(&info), MPI_SUCCESS);
    assert_ptr_equal(info, MPI_INFO_NULL);

    assert_int_equal(MPI_Abi_get_info(&said), MPI_SUCCESS);
    assert_int_equal(MPI_Abi_set_fortran_info(said), MPI_SUCCESS);
    assert_int_equal(MPI_Abi_get_fortran_info(&info), MPI_SUCCESS);
    assert_ptr_not_equal(info, said);
    assert_string_equal(info_get(info_of(info), "mpi_count_size"), "8");
    object_put(&said->object);
    object_put(&info->object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_is_that_of_the_header),
        cmocka_unit_test(the_info_names_the_sizes_of_the_integers),
        cmocka_unit_test(fortran_is_unknown_until_somebody_says_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
