/* SPDX-License-Identifier: BSD-3-Clause */
/* The named datatypes, their packed form, their signatures, and external32. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

#include "type/check.h"
#include "type/create.h"
#include "type/external.h"
#include "type/pack.h"
#include "type/signature.h"

static int set_up(void **state)
{
    (void)state;
    return type_init();
}

static int tear_down(void **state)
{
    (void)state;
    type_fini();
    return 0;
}

static void handles_lead_to_their_types(void **state)
{
    (void)state;
    assert_ptr_equal(type_of(MPI_INT), type_named(BASIC_MPI_INT));
    assert_ptr_equal(object_handle(&type_named(BASIC_MPI_COMPLEX32)->object),
                     MPI_COMPLEX32);
    assert_string_equal(type_name(type_of(MPI_C_LONG_DOUBLE_COMPLEX)),
                        "MPI_C_LONG_DOUBLE_COMPLEX");
    assert_null(type_of(MPI_DATATYPE_NULL));
}

static void sizes_are_those_of_the_c_types(void **state)
{
    (void)state;
    assert_int_equal(type_of(MPI_DOUBLE)->size, sizeof(double));
    assert_int_equal(type_of(MPI_LONG_DOUBLE)->extent, sizeof(long double));
    assert_int_equal(type_of(MPI_C_FLOAT_COMPLEX)->align, _Alignof(float));
    assert_true(type_of(MPI_2INT)->contiguous);
}

static void pairs_have_holes(void **state)
{
    const datatype_t *type = type_of(MPI_SHORT_INT);
    struct basic_short_int pairs[2], back[2];
    char packed[12];

    (void)state;
    assert_int_equal(type->size, 6);
    assert_int_equal(type->extent, 8);
    assert_int_equal(type->true_extent, 8);
    assert_int_equal(type_of(MPI_DOUBLE_INT)->true_extent, 12);
    assert_false(type->contiguous);

    memset(pairs, 0x55, sizeof pairs);
    memset(back, 0xaa, sizeof back);
    pairs[0].value = 1, pairs[0].index = 2, pairs[1].value = 3, pairs[1].index = 4;
    type_pack(pairs, 2, type, 0, packed, 12);
    assert_memory_equal(packed, &pairs[0].value, 2);
    assert_memory_equal(packed + 2, &pairs[0].index, 4);
    assert_memory_equal(packed + 6, &pairs[1].value, 2);
    for (int i = 0; i < 12; i++)
        type_unpack(back, 2, type, i, packed + i, 1);
    assert_int_equal(back[1].value, 3);
    assert_int_equal(back[1].index, 4);
    assert_int_equal(((unsigned char *)back)[2], 0xaa);
}

static void only_usable_types_pass(void **state)
{
    datatype_t *type = NULL;

    (void)state;
    assert_int_equal(type_check_usable(MPI_DATATYPE_NULL, &type), MPI_ERR_TYPE);
    assert_int_equal(type_check_usable((MPI_Datatype)MPI_COMM_WORLD, &type),
                     MPI_ERR_TYPE);
    assert_null(type);
    assert_int_equal(type_check_usable(MPI_BYTE, &type), MPI_SUCCESS);
    assert_ptr_equal(type, type_named(BASIC_MPI_BYTE));
}

static uint32_t signature(MPI_Datatype handle)
{
    return type_signature(type_of(handle), 1);
}

static void kinds_of_one_size_match(void **state)
{
    (void)state;
    assert_int_equal(signature(MPI_INT), signature(MPI_INTEGER));
    assert_int_equal(signature(MPI_INT), signature(MPI_UINT32_T));
    assert_int_equal(signature(MPI_CHAR), signature(MPI_INT8_T));
    assert_int_equal(signature(MPI_LONG), signature(MPI_AINT));
    assert_int_not_equal(signature(MPI_INT), signature(MPI_FLOAT));
    assert_int_not_equal(signature(MPI_INT), signature(MPI_LONG));
    assert_int_not_equal(signature(MPI_DOUBLE), signature(MPI_C_FLOAT_COMPLEX));
    assert_int_equal(signature(MPI_BYTE), SIGNATURE_ANYTHING);
    assert_int_equal(signature(MPI_2INT), signature(MPI_INT));
    assert_true(signature(MPI_DOUBLE_INT) & SIGNATURE_MIXED);
}

static void shorter_messages_match(void **state)
{
    uint32_t mixed = signature(MPI_DOUBLE_INT), twice;

    (void)state;
    assert_true(signature_matches(signature(MPI_INT), 4, signature(MPI_INT), 40));
    assert_false(signature_matches(signature(MPI_INT), 4, signature(MPI_FLOAT), 4));
    assert_true(signature_matches(signature(MPI_INT), 0, signature(MPI_FLOAT), 4));
    assert_true(signature_matches(signature(MPI_INT), 4, signature(MPI_PACKED), 4));
    assert_true(signature_matches(signature(MPI_DOUBLE), 8, mixed, 12));
    assert_false(signature_matches(signature(MPI_INT), 12, mixed, 12));
    assert_false(signature_matches(mixed, 12, signature(MPI_DOUBLE), 800));
    twice = type_signature(type_of(MPI_DOUBLE_INT), 2);
    assert_int_not_equal(twice, mixed);
    assert_true(signature_matches(mixed, 12, twice, 24));
    assert_false(signature_matches(mixed, 12, signature(MPI_FLOAT_INT), 12));
}

/* The same elements in another order are another signature. */
static void order_matters(void **state)
{
    datatype_t *types[] = { type_of(MPI_INT), type_of(MPI_DOUBLE), type_of(MPI_INT) };
    MPI_Count lengths[] = { 1, 1, 1 }, at[] = { 0, 8, 16 };
    datatype_t *one, *two;

    (void)state;
    assert_int_equal(
        type_struct(false, 2, counts_64(lengths), counts_64(at), types, &one),
        MPI_SUCCESS);
    assert_int_equal(
        type_struct(false, 2, counts_64(lengths), counts_64(at), types + 1, &two),
        MPI_SUCCESS);
    assert_true(one->signature & two->signature & SIGNATURE_MIXED);
    assert_int_not_equal(one->signature, two->signature);
    assert_int_not_equal(type_signature(one, 3), type_signature(two, 3));
    object_put(&one->object);
    object_put(&two->object);
}

static void external_bytes_are_the_standards(void **state)
{
    static const unsigned char one_long_double[16] = { 0x3f, 0xff, 0x80 };
    long value = -2, back = 0;
    double pi = 3.14159265358979323846;
    long double x = 1.5L, y = 0;
    wchar_t wide = 0x20ac, wide_back = 0;
    unsigned char out[16];

    (void)state;
    assert_int_equal(external_size(type_of(MPI_LONG)), 4);
    external_pack(&value, 1, type_of(MPI_LONG), out);
    assert_memory_equal(out, "\xff\xff\xff\xfe", 4);
    external_unpack(&back, 1, type_of(MPI_LONG), out);
    assert_int_equal(back, -2);
    external_pack(&pi, 1, type_of(MPI_DOUBLE), out);
    assert_memory_equal(out, "\x40\x09\x21\xfb\x54\x44\x2d\x18", 8);
    external_pack(&x, 1, type_of(MPI_LONG_DOUBLE), out);
    assert_memory_equal(out, one_long_double, 16);
    external_unpack(&y, 1, type_of(MPI_LONG_DOUBLE), out);
    assert_true(y == 1.5L);
    external_pack(&wide, 1, type_of(MPI_WCHAR), out);
    assert_memory_equal(out, "\x20\xac", 2);
    external_unpack(&wide_back, 1, type_of(MPI_WCHAR), out);
    assert_int_equal(wide_back, 0x20ac);
}

static void external_pairs_have_no_padding(void **state)
{
    struct basic_long_int pair = { .value = 1, .index = 2 }, back;
    unsigned char out[8];

    (void)state;
    memset(&back, 0, sizeof back);
    assert_int_equal(external_size(type_of(MPI_LONG_INT)), 8);
    external_pack(&pair, 1, type_of(MPI_LONG_INT), out);
    assert_memory_equal(out, "\0\0\0\1\0\0\0\2", 8);
    external_unpack(&back, 1, type_of(MPI_LONG_INT), out);
    assert_int_equal(back.value, 1);
    assert_int_equal(back.index, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handles_lead_to_their_types),
        cmocka_unit_test(sizes_are_those_of_the_c_types),
        cmocka_unit_test(pairs_have_holes),
        cmocka_unit_test(only_usable_types_pass),
        cmocka_unit_test(kinds_of_one_size_match),
        cmocka_unit_test(shorter_messages_match),
        cmocka_unit_test(order_matters),
        cmocka_unit_test(external_bytes_are_the_standards),
        cmocka_unit_test(external_pairs_have_no_padding),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
