/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The entry points of chapter 5 in a world of one: what they return, refuse and tell.
 * MPI_COMM_SELF returns errors here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "comm/comm.h"
#include "obj/errhandler.h"
#include "p2p/request.h"
#include "type/type.h"
#include "util/err.h"

static int set_up(void **state)
{
    comm_t *self;

    (void)state;
    if (MPI_Init(NULL, NULL) != MPI_SUCCESS)
        return -1;
    self = comm_of(MPI_COMM_SELF);
    object_put((struct object *)self->object.errhandler);
    self->object.errhandler = errhandler_of(MPI_ERRORS_RETURN);
    object_get(&self->object.errhandler->object);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return MPI_Finalize();
}

static MPI_Datatype contiguous(MPI_Count count, MPI_Datatype old)
{
    MPI_Datatype type = MPI_DATATYPE_NULL;

    assert_int_equal(MPI_Type_contiguous_c(count, old, &type), MPI_SUCCESS);
    return type;
}

static void free_type(MPI_Datatype *type)
{
    assert_int_equal(MPI_Type_free(type), MPI_SUCCESS);
    assert_ptr_equal(*type, MPI_DATATYPE_NULL);
}

static void large_sizes_are_undefined_as_int(void **state)
{
    MPI_Datatype gib = contiguous((MPI_Count)1 << 30, MPI_BYTE);
    MPI_Datatype four = contiguous(4, gib);
    MPI_Count wide = 0, lb = 1;
    MPI_Aint extent = 0, aint_lb = 1;
    int size = 0;

    (void)state;
    assert_int_equal(MPI_Type_size(gib, &size), MPI_SUCCESS);
    assert_int_equal(size, 1 << 30);
    assert_int_equal(MPI_Type_size(four, &size), MPI_SUCCESS);
    assert_int_equal(size, MPI_UNDEFINED);
    assert_int_equal(MPI_Type_size_c(four, &wide), MPI_SUCCESS);
    assert_true(wide == (MPI_Count)4 << 30);
    assert_int_equal(MPI_Type_get_extent(four, &aint_lb, &extent), MPI_SUCCESS);
    assert_true(extent == (MPI_Aint)4 << 30 && aint_lb == 0);
    assert_int_equal(MPI_Type_get_true_extent_x(four, &lb, &wide), MPI_SUCCESS);
    assert_true(wide == (MPI_Count)4 << 30 && lb == 0);
    MPI_Type_commit(&gib);
    assert_int_equal(MPI_Pack_size(3, gib, MPI_COMM_SELF, &size),
                     MPI_ERR_VALUE_TOO_LARGE);
    assert_int_equal(MPI_Pack_size_c(3, gib, MPI_COMM_SELF, &wide), MPI_SUCCESS);
    assert_true(wide == (MPI_Count)3 << 30);
    free_type(&gib);
    free_type(&four);
}

static void sizes_beyond_64_bits_are_refused(void **state)
{
    MPI_Datatype type = MPI_DATATYPE_NULL, huge = contiguous((MPI_Count)1 << 50, MPI_INT);

    (void)state;
    assert_int_equal(MPI_Type_contiguous(1 << 20, huge, &type), MPI_ERR_COUNT);
    assert_int_equal(MPI_Type_vector_c(2, 1, (MPI_Count)1 << 40, huge, &type),
                     MPI_ERR_ARG);
    assert_ptr_equal(type, MPI_DATATYPE_NULL);
    free_type(&huge);
}

static void counts_come_from_bytes(void **state)
{
    MPI_Datatype type, empty = contiguous(0, MPI_INT);
    MPI_Status status;
    MPI_Count wide;
    int count = 7;

    (void)state;
    assert_int_equal(MPI_Type_contiguous(2, MPI_DOUBLE_INT, &type), MPI_SUCCESS);
    status_set_empty(&status);
    assert_int_equal(MPI_Status_set_elements(&status, type, 7), MPI_SUCCESS);
    assert_int_equal(status_bytes(&status), 24 + 12 + 8);
    assert_int_equal(MPI_Get_elements(&status, type, &count), MPI_SUCCESS);
    assert_int_equal(count, 7);
    assert_int_equal(MPI_Get_count(&status, type, &count), MPI_SUCCESS);
    assert_int_equal(count, MPI_UNDEFINED);
    assert_int_equal(MPI_Get_count(&status, MPI_INT, &count), MPI_SUCCESS);
    assert_int_equal(count, 11);
    assert_int_equal(MPI_Get_count(&status, empty, &count), MPI_SUCCESS);
    assert_int_equal(count, MPI_UNDEFINED);
    status_set_bytes(&status, 5);
    assert_int_equal(MPI_Get_elements(&status, MPI_INT, &count), MPI_SUCCESS);
    assert_int_equal(count, MPI_UNDEFINED);
    status_set_bytes(&status, (MPI_Count)1 << 33);
    assert_int_equal(MPI_Get_count(&status, MPI_CHAR, &count), MPI_SUCCESS);
    assert_int_equal(count, MPI_UNDEFINED);
    assert_int_equal(MPI_Get_elements_x(&status, MPI_INT, &wide), MPI_SUCCESS);
    assert_true(wide == (MPI_Count)1 << 31);
    status_set_bytes(&status, 0);
    assert_int_equal(MPI_Get_count(&status, empty, &count), MPI_SUCCESS);
    assert_int_equal(count, 0);
    free_type(&type);
    free_type(&empty);
}

static void contents_round_trip(void **state)
{
    int lengths[] = { 1, 2 }, ni, na, nd, combiner, ints[3];
    MPI_Aint at[] = { 0, 16 }, addresses[2];
    MPI_Datatype pair = contiguous(2, MPI_INT), types[] = { MPI_DOUBLE, pair };
    MPI_Datatype type, again, inner[2];
    MPI_Count large[4];

    (void)state;
    assert_int_equal(MPI_Type_create_struct(2, lengths, at, types, &type), MPI_SUCCESS);
    free_type(&pair);
    assert_int_equal(MPI_Type_get_envelope(type, &ni, &na, &nd, &combiner), MPI_SUCCESS);
    assert_true(ni == 3 && na == 2 && nd == 2 && combiner == MPI_COMBINER_STRUCT);
    assert_int_equal(MPI_Type_get_contents(type, 2, 2, 2, ints, addresses, inner),
                     MPI_ERR_ARG);
    assert_int_equal(MPI_Type_get_contents(type, 3, 2, 2, ints, addresses, inner),
                     MPI_SUCCESS);
    assert_true(ints[0] == 2 && ints[1] == 1 && ints[2] == 2);
    assert_true(addresses[0] == 0 && addresses[1] == 16);
    assert_ptr_equal(inner[0], MPI_DOUBLE);
    assert_int_equal(MPI_Type_create_struct(2, lengths, at, inner, &again), MPI_SUCCESS);
    assert_int_equal(type_of(again)->signature, type_of(type)->signature);
    assert_int_equal(MPI_Type_get_envelope(inner[1], &ni, &na, &nd, &combiner),
                     MPI_ERR_TYPE);
    assert_int_equal(
        MPI_Type_get_contents_c(inner[1], 0, 0, 4, 1, ints, addresses, large, types),
        MPI_SUCCESS);
    assert_int_equal(large[0], 2);
    assert_ptr_equal(types[0], MPI_INT);
    free_type(&inner[1]);
    free_type(&again);
    free_type(&type);
}

/* Which arguments count as what (MPI 5.0, 5.1.13), for calls of both kinds. */
static void envelopes_are_the_standards(void **state)
{
    MPI_Count n[] = { 5, 4 }, sub[] = { 2, 3 }, start[] = { 1, 1 };
    int sizes[] = { 5, 4 }, subsizes[] = { 2, 3 }, starts[] = { 1, 1 };
    int block[] = { MPI_DISTRIBUTE_BLOCK, MPI_DISTRIBUTE_CYCLIC };
    int dargs[] = { MPI_DISTRIBUTE_DFLT_DARG, 1 }, grid[] = { 2, 2 };
    MPI_Aint at[] = { 0, 64 };
    MPI_Datatype t[14], dup;
    static const struct {
        int combiner;
        MPI_Count integers, addresses, large_counts;
    } expected[] = {
        { MPI_COMBINER_VECTOR, 3, 0, 0 },        { MPI_COMBINER_VECTOR, 0, 0, 3 },
        { MPI_COMBINER_HVECTOR, 2, 1, 0 },       { MPI_COMBINER_HVECTOR, 0, 0, 3 },
        { MPI_COMBINER_HINDEXED, 3, 2, 0 },      { MPI_COMBINER_HINDEXED, 0, 0, 5 },
        { MPI_COMBINER_INDEXED_BLOCK, 4, 0, 0 }, { MPI_COMBINER_HINDEXED_BLOCK, 2, 2, 0 },
        { MPI_COMBINER_SUBARRAY, 8, 0, 0 },      { MPI_COMBINER_SUBARRAY, 2, 0, 6 },
        { MPI_COMBINER_DARRAY, 12, 0, 0 },       { MPI_COMBINER_DARRAY, 10, 0, 2 },
        { MPI_COMBINER_RESIZED, 0, 2, 0 },       { MPI_COMBINER_RESIZED, 0, 0, 2 },
    };

    (void)state;
    MPI_Type_vector(2, 1, 3, MPI_INT, &t[0]);
    MPI_Type_vector_c(2, 1, 3, MPI_INT, &t[1]);
    MPI_Type_create_hvector(2, 1, 3, MPI_INT, &t[2]);
    MPI_Type_create_hvector_c(2, 1, 3, MPI_INT, &t[3]);
    MPI_Type_create_hindexed(2, sizes, at, MPI_INT, &t[4]);
    MPI_Type_create_hindexed_c(2, n, at, MPI_INT, &t[5]);
    MPI_Type_create_indexed_block(2, 1, sizes, MPI_INT, &t[6]);
    MPI_Type_create_hindexed_block(2, 1, at, MPI_INT, &t[7]);
    MPI_Type_create_subarray(2, sizes, subsizes, starts, MPI_ORDER_C, MPI_INT, &t[8]);
    MPI_Type_create_subarray_c(2, n, sub, start, MPI_ORDER_C, MPI_INT, &t[9]);
    MPI_Type_create_darray(4, 1, 2, sizes, block, dargs, grid, MPI_ORDER_C, MPI_INT,
                           &t[10]);
    MPI_Type_create_darray_c(4, 1, 2, n, block, dargs, grid, MPI_ORDER_C, MPI_INT,
                             &t[11]);
    MPI_Type_create_resized(MPI_INT, -4, 16, &t[12]);
    MPI_Type_create_resized_c(MPI_INT, -4, 16, &t[13]);
    for (size_t i = 0; i < array_length(t); i++) {
        MPI_Count ni = -1, na = -1, nc = -1, nd = -1;
        int combiner = 0;

        MPI_Type_get_envelope_c(t[i], &ni, &na, &nc, &nd, &combiner);
        assert_int_equal(combiner, expected[i].combiner);
        assert_int_equal(ni, expected[i].integers);
        assert_int_equal(na, expected[i].addresses);
        assert_int_equal(nc, expected[i].large_counts);
        assert_int_equal(nd, 1);
        assert_int_equal(MPI_Type_dup(t[i], &dup), MPI_SUCCESS);
        free_type(&t[i]);
        free_type(&dup);
    }
}

static void named_types_stay(void **state)
{
    MPI_Datatype type = MPI_INT;
    int ni, na, nd, combiner, len;
    char name[MPI_MAX_OBJECT_NAME];

    (void)state;
    assert_int_equal(MPI_Type_free(&type), MPI_ERR_TYPE);
    assert_ptr_equal(type, MPI_INT);
    assert_int_equal(MPI_Type_get_envelope(type, &ni, &na, &nd, &combiner), MPI_SUCCESS);
    assert_true(ni == 0 && na == 0 && nd == 0 && combiner == MPI_COMBINER_NAMED);
    assert_int_equal(MPI_Type_get_contents(type, 0, 0, 0, NULL, NULL, NULL),
                     MPI_ERR_TYPE);
    assert_int_equal(MPI_Type_get_name(MPI_C_BOOL, name, &len), MPI_SUCCESS);
    assert_string_equal(name, "MPI_C_BOOL");
    assert_int_equal(len, 10);
    assert_int_equal(MPI_Type_get_name(MPI_DATATYPE_NULL, name, &len), MPI_SUCCESS);
    assert_string_equal(name, "MPI_DATATYPE_NULL");
}

static void freed_types_are_refused_but_live_on(void **state)
{
    MPI_Datatype old = contiguous(2, MPI_INT), type = contiguous(3, old), stale = old;
    int size;

    (void)state;
    free_type(&old);
    assert_int_equal(MPI_Type_size(stale, &size), MPI_ERR_TYPE);
    assert_non_null(strstr(err_text(), "freed"));
    assert_int_equal(MPI_Type_size(type, &size), MPI_SUCCESS);
    assert_int_equal(size, 24);
    free_type(&type);
}

static void fortran_types_are_found_again(void **state)
{
    MPI_Datatype one, two, dup, old[1];
    int ni, na, nd, combiner, ints[2], size;

    (void)state;
    assert_int_equal(MPI_Type_create_f90_real(10, MPI_UNDEFINED, &one), MPI_SUCCESS);
    assert_int_equal(MPI_Type_create_f90_real(10, MPI_UNDEFINED, &two), MPI_SUCCESS);
    assert_ptr_equal(one, two);
    assert_int_equal(MPI_Type_size(one, &size), MPI_SUCCESS);
    assert_int_equal(size, 8);
    assert_int_equal(MPI_Type_free(&one), MPI_ERR_TYPE);
    assert_int_equal(MPI_Type_get_envelope(one, &ni, &na, &nd, &combiner), MPI_SUCCESS);
    assert_true(ni == 2 && na == 0 && nd == 0 && combiner == MPI_COMBINER_F90_REAL);
    assert_int_equal(MPI_Type_get_contents(one, 2, 0, 0, ints, NULL, NULL), MPI_SUCCESS);
    assert_true(ints[0] == 10 && ints[1] == MPI_UNDEFINED);
    assert_int_equal(MPI_Type_dup(one, &dup), MPI_SUCCESS);
    assert_int_equal(MPI_Type_get_contents(dup, 0, 0, 1, ints, NULL, old), MPI_SUCCESS);
    assert_ptr_equal(old[0], one);
    free_type(&dup);
    assert_int_equal(MPI_Type_create_f90_integer(9, &two), MPI_SUCCESS);
    assert_int_equal(MPI_Type_size(two, &size), MPI_SUCCESS);
    assert_int_equal(size, 4);
    assert_int_equal(MPI_Type_create_f90_integer(99, &two), MPI_ERR_ARG);
    assert_int_equal(MPI_Type_create_f90_real(MPI_UNDEFINED, MPI_UNDEFINED, &two),
                     MPI_ERR_ARG);
}

static void types_are_found_by_what_they_hold(void **state)
{
    MPI_Datatype type;

    (void)state;
    assert_int_equal(MPI_Type_match_size(MPI_TYPECLASS_COMPLEX, 16, &type), MPI_SUCCESS);
    assert_ptr_equal(type, MPI_COMPLEX16);
    assert_int_equal(MPI_Type_match_size(MPI_TYPECLASS_REAL, 3, &type), MPI_ERR_ARG);
    assert_int_equal(MPI_Type_get_value_index(MPI_DOUBLE, MPI_INT, &type), MPI_SUCCESS);
    assert_ptr_equal(type, MPI_DOUBLE_INT);
    assert_int_equal(MPI_Type_get_value_index(MPI_INT, MPI_FLOAT, &type), MPI_SUCCESS);
    assert_ptr_equal(type, MPI_DATATYPE_NULL);
}

static void packing_stays_in_its_buffer(void **state)
{
    int in[] = { 1, 2, 3, 4, 5, 6 }, out[6] = { 0 }, position = 4;
    MPI_Datatype every_other;
    char buffer[16];

    (void)state;
    MPI_Type_vector(3, 1, 2, MPI_INT, &every_other);
    assert_int_equal(MPI_Pack(in, 1, every_other, buffer, 16, &position, MPI_COMM_SELF),
                     MPI_ERR_TYPE);
    MPI_Type_commit(&every_other);
    position = 5;
    assert_int_equal(MPI_Pack(in, 1, every_other, buffer, 16, &position, MPI_COMM_SELF),
                     MPI_ERR_TRUNCATE);
    assert_int_equal(position, 5);
    position = 4;
    assert_int_equal(MPI_Pack(in, 1, every_other, buffer, 16, &position, MPI_COMM_SELF),
                     MPI_SUCCESS);
    assert_int_equal(position, 16);
    position = 4;
    assert_int_equal(
        MPI_Unpack(buffer, 16, &position, out, 1, every_other, MPI_COMM_SELF),
        MPI_SUCCESS);
    assert_true(out[0] == 1 && out[1] == 0 && out[2] == 3 && out[4] == 5);
    free_type(&every_other);
}

static void external32_has_one_name(void **state)
{
    MPI_Aint size, position = 0;
    int in = 0x01020304;
    char out[4];

    (void)state;
    assert_int_equal(MPI_Pack_external_size("native", 1, MPI_INT, &size),
                     MPI_ERR_UNSUPPORTED_DATAREP);
    assert_int_equal(MPI_Pack_external_size("external32", 3, MPI_LONG, &size),
                     MPI_SUCCESS);
    assert_int_equal(size, 12);
    assert_int_equal(MPI_Pack_external("external32", &in, 1, MPI_INT, out, 4, &position),
                     MPI_SUCCESS);
    assert_int_equal(position, 4);
    assert_memory_equal(out, "\1\2\3\4", 4);
}

static void wrong_arguments_are_named(void **state)
{
    int ten[] = { 10 }, three[] = { 3 }, eight[] = { 8 };
    MPI_Datatype type = MPI_DATATYPE_NULL;

    (void)state;
    assert_int_equal(MPI_Type_contiguous(-1, MPI_INT, &type), MPI_ERR_COUNT);
    assert_non_null(strstr(err_text(), "-1"));
    assert_int_equal(MPI_Type_contiguous(1, MPI_DATATYPE_NULL, &type), MPI_ERR_TYPE);
    assert_int_equal(MPI_Type_indexed(1, NULL, ten, MPI_INT, &type), MPI_ERR_ARG);
    assert_int_equal(
        MPI_Type_create_subarray(1, ten, three, eight, MPI_ORDER_C, MPI_INT, &type),
        MPI_ERR_ARG);
    assert_int_equal(
        MPI_Type_create_subarray(0, ten, three, eight, MPI_ORDER_C, MPI_INT, &type),
        MPI_ERR_DIMS);
    assert_ptr_equal(type, MPI_DATATYPE_NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_sizes_are_undefined_as_int),
        cmocka_unit_test(sizes_beyond_64_bits_are_refused),
        cmocka_unit_test(counts_come_from_bytes),
        cmocka_unit_test(contents_round_trip),
        cmocka_unit_test(envelopes_are_the_standards),
        cmocka_unit_test(named_types_stay),
        cmocka_unit_test(freed_types_are_refused_but_live_on),
        cmocka_unit_test(fortran_types_are_found_again),
        cmocka_unit_test(types_are_found_by_what_they_hold),
        cmocka_unit_test(packing_stays_in_its_buffer),
        cmocka_unit_test(external32_has_one_name),
        cmocka_unit_test(wrong_arguments_are_named),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
