/* SPDX-License-Identifier: BSD-3-Clause */
/* shape: a datatype that travelled packs and unpacks as the one it was made of. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "rma/shape.h"
#include "type/create.h"
#include "type/pack.h"

enum { ROOM = 4096 };

static int setup(void **state)
{
    (void)state;
    return type_init();
}

static int teardown(void **state)
{
    (void)state;
    type_fini();
    return 0;
}

/* Sends it through numbers at an odd address, as they arrive in a letter. */
static datatype_t *travel(const datatype_t *type, size_t *numbers)
{
    struct shape shape;
    datatype_t *twin;
    char *letter;

    assert_int_equal(shape_init(&shape, type), MPI_SUCCESS);
    letter = malloc(shape_bytes(&shape) + 1);
    assert_non_null(letter);
    memcpy(letter + 1, shape.numbers, shape_bytes(&shape));
    *numbers = shape.count;
    shape_fini(&shape);
    twin = shape_type(letter + 1);
    assert_non_null(twin);
    free(letter);
    return twin;
}

/* Takes type. */
static void check_same(datatype_t *type, MPI_Count count, size_t most_numbers)
{
    char memory[ROOM], one[ROOM], other[ROOM];
    size_t numbers;
    datatype_t *twin = travel(type, &numbers);
    MPI_Count bytes = count * type->size, low, high, twin_low, twin_high;

    for (int i = 0; i < ROOM; i++)
        memory[i] = (char)(i * 7);
    assert_int_equal(twin->size, type->size);
    assert_int_equal(twin->extent, type->extent);
    assert_true(numbers <= most_numbers);
    assert_int_equal(shape_span(type, count, &low, &high),
                     shape_span(twin, count, &twin_low, &twin_high));
    assert_true(low == twin_low && high == twin_high);
    assert_true(high - low <= ROOM);
    type_pack(memory - low, count, type, 0, one, bytes);
    type_pack(memory - low, count, twin, 0, other, bytes);
    assert_memory_equal(one, other, (size_t)bytes);
    object_put(&twin->object);
    object_put(&type->object);
}

static void named_types(void **state)
{
    (void)state;
    for (enum basic basic = BASIC_NONE + 1; basic < BASIC_COUNT; basic++) {
        datatype_t *type = type_named(basic);

        object_get(&type->object);
        check_same(type, 5, 1);
    }
}

static void regular_types(void **state)
{
    datatype_t *vector, *twice, *resized;

    (void)state;
    assert_int_equal(type_vector(false, 4, 2, 5, type_named(BASIC_MPI_INT), &vector),
                     MPI_SUCCESS);
    assert_int_equal(type_hvector(false, 3, 1, 128, vector, &twice), MPI_SUCCESS);
    assert_int_equal(type_resized(false, twice, -8, 500, &resized), MPI_SUCCESS);
    check_same(vector, 3, 20);
    check_same(twice, 2, 20);
    check_same(resized, 2, 20);
}

static void negative_extent(void **state)
{
    datatype_t *type;

    (void)state;
    assert_int_equal(type_resized(false, type_named(BASIC_MPI_DOUBLE), 0, -16, &type),
                     MPI_SUCCESS);
    check_same(type, 10, 20);
}

static void no_data(void **state)
{
    datatype_t *type;
    MPI_Count low, high;

    (void)state;
    assert_int_equal(type_contiguous(false, 0, type_named(BASIC_MPI_INT), &type),
                     MPI_SUCCESS);
    assert_false(shape_span(type, 7, &low, &high));
    assert_int_equal(low, high);
    check_same(type, 7, 20);
}

static void irregular_types(void **state)
{
    const int lengths[] = { 1, 3, 2, 1 }, places[] = { 0, 4, 9, 30 };
    struct blocks blocks = { .combiner = MPI_COMBINER_INDEXED,
                             .count = 4,
                             .lengths = counts_int(lengths),
                             .displacements = counts_int(places) };
    datatype_t *inner, *outer, *mixed, *old[2];
    const MPI_Count at[] = { 3, 700 };

    (void)state;
    assert_int_equal(type_blocks(false, blocks, type_named(BASIC_MPI_SHORT), &inner),
                     MPI_SUCCESS);
    assert_int_equal(type_blocks(false, blocks, inner, &outer), MPI_SUCCESS);
    old[0] = inner;
    old[1] = type_named(BASIC_MPI_DOUBLE_INT);
    assert_int_equal(
        type_struct(false, 2, counts_int(lengths), counts_64(at), old, &mixed),
        MPI_SUCCESS);
    check_same(outer, 1, 60);
    check_same(mixed, 2, 80);
    check_same(inner, 4, 40);
}

/* Each level has its child four times: written out, there would be 4^10 times as many
 * numbers. */
static void deep_types_stay_short(void **state)
{
    const int places[] = { 0, 1, 3, 4 };
    struct blocks blocks = { .combiner = MPI_COMBINER_INDEXED_BLOCK,
                             .count = 4,
                             .length = 1,
                             .displacements = counts_int(places) };
    datatype_t *type, *next;
    size_t numbers;

    (void)state;
    assert_int_equal(type_blocks(false, blocks, type_named(BASIC_MPI_INT), &type),
                     MPI_SUCCESS);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(type_blocks(false, blocks, type, &next), MPI_SUCCESS);
        object_put(&type->object);
        type = next;
    }
    next = travel(type, &numbers);
    assert_true(numbers < 300);
    assert_int_equal(next->size, type->size);
    object_put(&next->object);
    object_put(&type->object);
}

static void spans_beyond_64_bits(void **state)
{
    datatype_t *type;
    MPI_Count low, high;

    (void)state;
    assert_int_equal(
        type_resized(false, type_named(BASIC_MPI_INT), 0, (MPI_Count)1 << 40, &type),
        MPI_SUCCESS);
    assert_true(shape_span(type, 1 << 20, &low, &high));
    assert_int_equal(high, ((MPI_Count)1 << 60) - ((MPI_Count)1 << 40) + 4);
    assert_false(shape_span(type, 1 << 30, &low, &high));
    assert_true(low > high);
    object_put(&type->object);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(named_types),          cmocka_unit_test(regular_types),
        cmocka_unit_test(negative_extent),      cmocka_unit_test(no_data),
        cmocka_unit_test(irregular_types),      cmocka_unit_test(deep_types_stay_short),
        cmocka_unit_test(spans_beyond_64_bits),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, setup, teardown);
}
