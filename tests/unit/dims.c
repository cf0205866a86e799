/* SPDX-License-Identifier: BSD-3-Clause */
/* dims: what is chosen is compared with the best of all possible grids. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "topo/dims.h"
#include "util/err.h"

#include <mpi.h>

enum { MOST = 6 };

struct best {
    int dims[MOST], spread;
};

/* All grids whose dimensions do not increase, in lexical order; the first of the least
 * spread stays. */
static void try_all(struct best *best, int *dims, int depth, int ndims, int left)
{
    int most = depth ? dims[depth - 1] : left;

    if (depth == ndims) {
        int spread = dims[0] - dims[ndims - 1];

        if (left == 1 && spread < best->spread) {
            best->spread = spread;
            memcpy(best->dims, dims, sizeof best->dims);
        }
        return;
    }
    for (int d = 1; d <= most && d <= left; d++) {
        if (left % d == 0) {
            dims[depth] = d;
            try_all(best, dims, depth + 1, ndims, left / d);
        }
    }
}

static void grids_are_the_best_there_are(void **state)
{
    (void)state;
    for (int ndims = 1; ndims <= MOST; ndims++) {
        for (int nodes = 1; nodes <= 400; nodes++) {
            struct best best = { .spread = INT_MAX };
            int dims[MOST] = { 0 }, room[MOST] = { 0 };

            try_all(&best, room, 0, ndims, nodes);
            assert_int_equal(dims_create(nodes, ndims, dims), MPI_SUCCESS);
            assert_memory_equal(dims, best.dims, sizeof dims);
        }
    }
}

static void expect(int nodes, int ndims, const int *given, const int *wanted)
{
    int dims[8];

    memcpy(dims, given, (size_t)ndims * sizeof *dims);
    assert_int_equal(dims_create(nodes, ndims, dims), MPI_SUCCESS);
    assert_memory_equal(dims, wanted, (size_t)ndims * sizeof *dims);
}

#define EXPECT(nodes, given, ...)                                                        \
    expect(nodes, sizeof((int[]){ __VA_ARGS__ }) / sizeof(int), (int[])given,            \
           (int[]){ __VA_ARGS__ })
#define GIVEN(...)                                                                       \
    {                                                                                    \
        __VA_ARGS__                                                                      \
    }

/* The examples of MPI 5.0, 8.5.2, and others. */
static void given_dimensions_stay(void **state)
{
    (void)state;
    EXPECT(6, GIVEN(0, 0), 3, 2);
    EXPECT(7, GIVEN(0, 0), 7, 1);
    EXPECT(6, GIVEN(0, 3, 0), 2, 3, 1);
    EXPECT(24, GIVEN(2, 0, 3, 0), 2, 2, 3, 2);
    EXPECT(6, GIVEN(3, 2), 3, 2);
    EXPECT(1, GIVEN(0, 0, 0), 1, 1, 1);
    EXPECT(16, GIVEN(0, 0, 0, 0), 2, 2, 2, 2);
    EXPECT(36, GIVEN(0, 0), 6, 6);
}

/* Numbers with many divisors, large primes, and many dimensions take no time. */
static void large_numbers_are_quick(void **state)
{
    int many[40] = { 0 };
    long product = 1;

    (void)state;
    EXPECT(INT_MAX, GIVEN(0, 0, 0), INT_MAX, 1, 1);
    EXPECT(1 << 30, GIVEN(0, 0, 0), 1024, 1024, 1024);
    EXPECT(2095133040, GIVEN(0, 0), 46189, 45360);
    assert_int_equal(dims_create(2095133040, 40, many), MPI_SUCCESS);
    for (int i = 0; i < 40; i++)
        product *= many[i];
    assert_int_equal(product, 2095133040);
    for (int n = 1; n <= 12; n++) {
        memset(many, 0, sizeof many);
        assert_int_equal(dims_create(2095133040, n, many), MPI_SUCCESS);
    }
}

static void what_cannot_be_is_refused(void **state)
{
    int dims[3] = { 4, 0, 0 }, full[2] = { 2, 2 }, negative[2] = { -1, 0 };

    (void)state;
    assert_int_equal(dims_create(6, 3, dims), MPI_ERR_DIMS);
    assert_int_equal(dims[1], 0);
    assert_int_equal(dims_create(8, 2, full), MPI_ERR_DIMS);
    assert_int_equal(dims_create(2, 2, full), MPI_ERR_DIMS);
    assert_int_equal(dims_create(4, 2, negative), MPI_ERR_DIMS);
    assert_int_equal(dims_create(0, 3, dims), MPI_ERR_ARG);
    assert_int_equal(dims_create(4, -1, dims), MPI_ERR_DIMS);
    assert_int_equal(dims_create(4, 1, NULL), MPI_ERR_ARG);
    assert_int_equal(dims_create(4, 0, NULL), MPI_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grids_are_the_best_there_are),
        cmocka_unit_test(given_dimensions_stay),
        cmocka_unit_test(large_numbers_are_quick),
        cmocka_unit_test(what_cannot_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
