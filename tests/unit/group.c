/* SPDX-License-Identifier: BSD-3-Clause */
/* group: the constructors' rules of order (MPI 5.0, 7.3.2), lookups in small and large
 * groups, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "obj/group.h"
#include "util/err.h"

enum { ME = 3 };

static int setup(void **state)
{
    (void)state;
    return group_init(ME);
}

static int teardown(void **state)
{
    (void)state;
    group_fini();
    return 0;
}

static group_t *make(int size, const int *procs)
{
    group_t *group;
    int *copy = malloc((size_t)(size + 1) * sizeof *copy);

    memcpy(copy, procs, (size_t)size * sizeof *copy);
    assert_int_equal(group_create(size, copy, &group), MPI_SUCCESS);
    return group;
}

#define GROUP(...)                                                                       \
    make(sizeof((int[]){ __VA_ARGS__ }) / sizeof(int), (int[]){ __VA_ARGS__ })

static group_t *world(int size)
{
    group_t *group;

    assert_int_equal(group_create(size, NULL, &group), MPI_SUCCESS);
    return group;
}

/* Gives both back. */
static void expect(group_t *group, group_t *wanted)
{
    assert_int_equal(group_compare(group, wanted), MPI_IDENT);
    group_release(group);
    group_release(wanted);
}

static void sets_keep_the_order_of_the_first(void **state)
{
    group_t *a = GROUP(5, 1, 3), *b = GROUP(3, 2, 5, 0), *result;

    (void)state;
    assert_int_equal(group_union(a, b, &result), MPI_SUCCESS);
    expect(result, GROUP(5, 1, 3, 2, 0));
    assert_int_equal(group_intersection(a, b, &result), MPI_SUCCESS);
    expect(result, GROUP(5, 3));
    assert_int_equal(group_intersection(b, a, &result), MPI_SUCCESS);
    expect(result, GROUP(3, 5));
    assert_int_equal(group_difference(a, b, &result), MPI_SUCCESS);
    expect(result, GROUP(1));
    assert_int_equal(group_difference(b, a, &result), MPI_SUCCESS);
    expect(result, GROUP(2, 0));
    group_release(a);
    group_release(b);
}

static void an_empty_result_is_the_predefined_group(void **state)
{
    group_t *a = GROUP(1, 2), *result;

    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(group_difference(a, a, &result), MPI_SUCCESS);
        assert_ptr_equal(object_handle(&result->object), MPI_GROUP_EMPTY);
        assert_int_equal(result->rank, MPI_UNDEFINED);
        group_release(result);
        group_release(result); /* a program may free the constant, too */
    }
    assert_int_equal(group_incl(a, 0, NULL, &result), MPI_SUCCESS);
    assert_ptr_equal(result, group_of(MPI_GROUP_EMPTY));
    group_release(result);
    group_release(a);
}

static void incl_and_excl(void **state)
{
    group_t *from = GROUP(10, 11, 12, 3, 14), *result;

    (void)state;
    assert_int_equal(group_incl(from, 3, (int[]){ 4, 0, 3 }, &result), MPI_SUCCESS);
    assert_int_equal(result->rank, 2);
    expect(result, GROUP(14, 10, 3));
    assert_int_equal(group_excl(from, 3, (int[]){ 4, 0, 3 }, &result), MPI_SUCCESS);
    assert_int_equal(result->rank, MPI_UNDEFINED);
    expect(result, GROUP(11, 12));
    assert_int_equal(group_excl(from, 0, NULL, &result), MPI_SUCCESS);
    assert_ptr_not_equal(result, from);
    expect(result, from);
}

static void wrong_ranks_are_named(void **state)
{
    group_t *from = GROUP(10, 11, 12), *result = NULL;
    group_t *empty = group_of(MPI_GROUP_EMPTY);

    (void)state;
    assert_int_equal(group_incl(from, 2, (int[]){ 0, 3 }, &result), MPI_ERR_RANK);
    assert_string_equal(err_text(),
                        "rank 3 is no rank of the group, whose ranks are 0 to 2");
    assert_int_equal(group_incl(from, 1, (int[]){ -1 }, &result), MPI_ERR_RANK);
    assert_int_equal(group_excl(from, 3, (int[]){ 1, 2, 1 }, &result), MPI_ERR_RANK);
    assert_string_equal(err_text(), "rank 1 is named twice: each may be named once");
    assert_int_equal(group_excl(from, -1, NULL, &result), MPI_ERR_ARG);
    assert_int_equal(group_incl(empty, 1, (int[]){ 0 }, &result), MPI_ERR_RANK);
    assert_string_equal(err_text(), "rank 0: the group is empty and has no ranks");
    assert_null(result);
    group_release(from);
}

static void ranges(void **state)
{
    int two[][3] = { { 6, 7, 1 }, { 4, 0, -2 } };
    int overshoots[][3] = { { 0, 9, 4 } }, one[][3] = { { 2, 2, -7 } };
    group_t *from = world(9), *result;

    (void)state;
    assert_int_equal(group_range_incl(from, 2, two, &result), MPI_SUCCESS);
    expect(result, GROUP(6, 7, 4, 2, 0));
    assert_int_equal(group_range_excl(from, 2, two, &result), MPI_SUCCESS);
    expect(result, GROUP(1, 3, 5, 8));
    assert_int_equal(group_range_incl(from, 1, overshoots, &result), MPI_SUCCESS);
    expect(result, GROUP(0, 4, 8));
    assert_int_equal(group_range_incl(from, 1, one, &result), MPI_SUCCESS);
    expect(result, GROUP(2));
    assert_int_equal(group_range_incl(from, 0, NULL, &result), MPI_SUCCESS);
    expect(result, make(0, (int[]){ 0 }));
    group_release(from);
}

static void wrong_ranges_are_refused(void **state)
{
    int still[][3] = { { 0, 3, 0 } }, away[][3] = { { 0, 3, -1 } };
    int outside[][3] = { { 0, 9, 1 } }, before[][3] = { { 3, -1, -1 } };
    int crossing[][3] = { { 0, 4, 2 }, { 3, 2, -1 } };
    int over_and_over[][3] = { { 0, 8, 1 }, { 0, 8, 1 }, { 0, 8, 1 } };
    group_t *from = world(9), *result = NULL;

    (void)state;
    assert_int_equal(group_range_incl(from, 1, still, &result), MPI_ERR_ARG);
    assert_int_equal(group_range_incl(from, 1, away, &result), MPI_ERR_ARG);
    assert_string_equal(
        err_text(),
        "range 0 does not lead from 0 to 3 in steps of -1: the step must have the direction of the range");
    assert_int_equal(group_range_incl(from, 1, outside, &result), MPI_ERR_RANK);
    assert_int_equal(group_range_excl(from, 1, before, &result), MPI_ERR_RANK);
    assert_int_equal(group_range_excl(from, 2, crossing, &result), MPI_ERR_RANK);
    assert_string_equal(err_text(), "rank 2 is named twice: each may be named once");
    assert_int_equal(group_range_incl(from, 3, over_and_over, &result), MPI_ERR_RANK);
    assert_int_equal(group_range_incl(from, -2, NULL, &result), MPI_ERR_ARG);
    assert_null(result);
    group_release(from);
}

static void compare(void **state)
{
    group_t *a = GROUP(1, 2, 3), *b = GROUP(3, 1, 2), *c = GROUP(1, 2, 4),
            *d = GROUP(1, 2);

    (void)state;
    assert_int_equal(group_compare(a, a), MPI_IDENT);
    assert_int_equal(group_compare(a, b), MPI_SIMILAR);
    assert_int_equal(group_compare(a, c), MPI_UNEQUAL);
    assert_int_equal(group_compare(a, d), MPI_UNEQUAL);
    group_release(a);
    group_release(b);
    group_release(c);
    group_release(d);
}

static void translate(void **state)
{
    group_t *a = GROUP(7, 8, 9), *b = GROUP(9, 7);
    int got[4] = { 77, 77, 77, 77 };

    (void)state;
    assert_int_equal(group_translate(a, 4, (int[]){ 2, 1, MPI_PROC_NULL, 0 }, b, got),
                     MPI_SUCCESS);
    assert_int_equal(got[0], 0);
    assert_int_equal(got[1], MPI_UNDEFINED);
    assert_int_equal(got[2], MPI_PROC_NULL);
    assert_int_equal(got[3], 1);

    got[0] = 77;
    assert_int_equal(group_translate(a, 2, (int[]){ 0, 3 }, b, got), MPI_ERR_RANK);
    assert_int_equal(got[0], 77);
    assert_int_equal(group_translate(a, -1, NULL, b, got), MPI_ERR_ARG);
    group_release(a);
    group_release(b);
}

static void the_order_of_the_world_takes_no_memory(void **state)
{
    group_t *group = GROUP(0, 1, 2, 3);

    (void)state;
    assert_null(group->procs);
    assert_int_equal(group->rank, ME);
    group_release(group);
}

static int descending(int rank, int size)
{
    return 3 * (size - rank);
}

static void a_large_group_is_indexed(void **state)
{
    enum { SIZE = 200000 };
    int *procs = malloc(SIZE * sizeof *procs);
    group_t *group, *half, *rest, *both;
    int all[][3] = { { 0, SIZE - 1, 2 } };

    (void)state;
    for (int rank = 0; rank < SIZE; rank++)
        procs[rank] = descending(rank, SIZE);
    assert_int_equal(group_create(SIZE, procs, &group), MPI_SUCCESS);
    for (int rank = 0; rank < SIZE; rank++)
        assert_int_equal(group_rank_of(group, descending(rank, SIZE)), rank);
    assert_int_equal(group_rank_of(group, 1), MPI_UNDEFINED);
    assert_int_equal(group_rank_of(group, -5), MPI_UNDEFINED);

    assert_int_equal(group_range_excl(group, 1, all, &half), MPI_SUCCESS);
    assert_int_equal(half->size, SIZE / 2);
    assert_int_equal(group_difference(group, half, &rest), MPI_SUCCESS);
    assert_int_equal(group_union(rest, half, &both), MPI_SUCCESS);
    assert_int_equal(group_compare(both, group), MPI_SIMILAR);
    group_release(group);
    group_release(half);
    group_release(rest);
    group_release(both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_keep_the_order_of_the_first),
        cmocka_unit_test(an_empty_result_is_the_predefined_group),
        cmocka_unit_test(incl_and_excl),
        cmocka_unit_test(wrong_ranks_are_named),
        cmocka_unit_test(ranges),
        cmocka_unit_test(wrong_ranges_are_refused),
        cmocka_unit_test(compare),
        cmocka_unit_test(translate),
        cmocka_unit_test(the_order_of_the_world_takes_no_memory),
        cmocka_unit_test(a_large_group_is_indexed),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
