/* SPDX-License-Identifier: BSD-3-Clause */
/* Datatypes and packed streams beyond 2 and 4 GiB, in address space of which a few pages
 * are touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "type/create.h"
#include "type/pack.h"
#include "type/signature.h"

static const MPI_Count gib = (MPI_Count)1 << 30;

enum { SPACE_GIB = 14 };

static char *space;

static int set_up(void **state)
{
    (void)state;
    space = mmap(NULL, (size_t)(SPACE_GIB * gib), PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return space == MAP_FAILED ? -1 : type_init();
}

static int tear_down(void **state)
{
    (void)state;
    type_fini();
    return munmap(space, (size_t)(SPACE_GIB * gib));
}

static datatype_t *named(enum basic basic)
{
    return type_named(basic);
}

static void put(datatype_t *type)
{
    object_put(&type->object);
}

static void a_stride_may_exceed_4_gib(void **state)
{
    datatype_t *type;
    int out[3] = { 0 };

    (void)state;
    assert_int_equal(type_hvector(true, 3, 1, 6 * gib, named(BASIC_MPI_INT), &type), 0);
    for (int i = 0; i < 3; i++)
        ((int *)(space + i * 6 * gib))[0] = i + 1;
    type_pack(space, 1, type, 0, out, 12);
    assert_true(out[0] == 1 && out[1] == 2 && out[2] == 3);
    assert_true(type->extent == 12 * gib + 4);
    type_pack(space, 1, type, 8, out, 4);
    assert_int_equal(out[0], 3);
    put(type);
}

static void a_stream_may_exceed_4_gib(void **state)
{
    datatype_t *quarter, *type;
    MPI_Count start;
    char piece[8];

    (void)state;
    assert_int_equal(type_contiguous(false, 1 << 29, named(BASIC_MPI_SHORT), &quarter),
                     0);
    assert_int_equal(type_contiguous(false, 12, quarter, &type), 0);
    assert_true(type->size == 12 * gib);
    assert_true(type_is_run(type, 1, &start) && start == 0);
    memcpy(space + 12 * gib - 8, "the end", 8);
    type_pack(space, 1, type, 12 * gib - 8, piece, 8);
    assert_string_equal(piece, "the end");
    put(quarter);
    put(type);
}

/* A column of a matrix of 2 GiB rows, and a row of the one after it. */
static void holes_may_be_large(void **state)
{
    datatype_t *column, *type;
    MPI_Count lengths[] = { 1, 2 * gib }, at[] = { 5, 8 * gib };
    datatype_t *types[2];
    char piece[4];

    (void)state;
    assert_int_equal(type_vector(true, 4, 1, 2 * gib, named(BASIC_MPI_BYTE), &column), 0);
    types[0] = column;
    types[1] = named(BASIC_MPI_BYTE);
    assert_int_equal(
        type_struct(true, 2, counts_64(lengths), counts_64(at), types, &type), 0);
    assert_true(type->size == 2 * gib + 4);
    space[5 + 6 * gib] = 'x';
    memcpy(space + 8 * gib, "yz", 2);
    memcpy(space + 10 * gib - 2, "!", 2);
    type_pack(space, 1, type, 3, piece, 3);
    assert_memory_equal(piece, "xyz", 3);
    type_pack(space, 1, type, 2 * gib + 2, piece, 2);
    assert_string_equal(piece, "!");
    type_unpack(space, 1, type, 3, "abc", 3);
    assert_memory_equal(space + 8 * gib, "bc", 2);
    put(column);
    put(type);
}

/* 2^33 elements at one place, and a signature of them in no time. */
static void counts_may_exceed_32_bits(void **state)
{
    datatype_t *still;
    char piece[10];

    (void)state;
    assert_int_equal(type_resized(false, named(BASIC_MPI_CHAR), 0, 0, &still), 0);
    space[0] = 's';
    type_pack(space, 8 * gib, still, 8 * gib - 10, piece, 10);
    assert_memory_equal(piece, "ssssssssss", 10);
    put(still);
    assert_int_not_equal(type_signature(named(BASIC_MPI_DOUBLE_INT), 8 * gib),
                         type_signature(named(BASIC_MPI_DOUBLE_INT), 8 * gib - 1));
}

static void no_type_is_larger_than_2_to_the_60(void **state)
{
    datatype_t *type, *wide;

    (void)state;
    assert_int_equal(type_contiguous(true, gib * gib, named(BASIC_MPI_BYTE), &type), 0);
    assert_int_equal(type_contiguous(true, 2, type, &wide), MPI_ERR_COUNT);
    assert_int_equal(type_contiguous(true, INT64_MAX, type, &wide), MPI_ERR_COUNT);
    put(type);
    assert_int_equal(
        type_hvector(true, INT64_MAX, 1, INT64_MAX, named(BASIC_MPI_BYTE), &wide),
        MPI_ERR_COUNT);
    assert_int_equal(type_hvector(true, 3, 1, INT64_MIN, named(BASIC_MPI_BYTE), &wide),
                     MPI_ERR_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stride_may_exceed_4_gib),
        cmocka_unit_test(a_stream_may_exceed_4_gib),
        cmocka_unit_test(holes_may_be_large),
        cmocka_unit_test(counts_may_exceed_32_bits),
        cmocka_unit_test(no_type_is_larger_than_2_to_the_60),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
