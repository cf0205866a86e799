/* SPDX-License-Identifier: BSD-3-Clause */
/* Data representations of files: sizes, conversion of whole and of partial reads, and
 * datatypes as they lie in such a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/datarep.h"
#include "io/portable.h"
#include "type/create.h"
#include "type/sequence.h"

static datatype_t *named(enum basic basic)
{
    return type_named(basic);
}

static struct datarep *rep_of(const char *name)
{
    struct datarep *rep;

    assert_int_equal(datarep_find(name, &rep), MPI_SUCCESS);
    return rep;
}

/* A double and three longs, with holes in memory. */
struct record {
    int unused;
    double d;
    long l[3];
};

static datatype_t *record_type(void)
{
    MPI_Count lengths[2] = { 1, 3 },
              at[2] = { offsetof(struct record, d), offsetof(struct record, l) };
    datatype_t *types[2] = { named(BASIC_MPI_DOUBLE), named(BASIC_MPI_LONG) };
    datatype_t *type, *resized;

    assert_int_equal(
        type_struct(true, 2, counts_64(lengths), counts_64(at), types, &type), 0);
    assert_int_equal(type_resized(true, type, 0, sizeof(struct record), &resized), 0);
    object_put(&type->object);
    return resized;
}

enum { RECORD_BYTES = 8 + 3 * 4, RECORDS = 3 }; /* in external32 */

static void fill(struct record *records)
{
    for (int i = 0; i < RECORDS; i++)
        records[i] = (struct record){ -1, i + 0.5, { i, -i, 1000 * i } };
}

/* Every prefix of the file's bytes gives the elements that are whole in it, and leaves
 * the rest of memory alone. */
static void external32_in_parts(void **state)
{
    struct datarep *rep = rep_of("external32");
    datatype_t *type = record_type();
    struct record in[RECORDS], out[RECORDS], expected[RECORDS];
    unsigned char file[RECORDS * RECORD_BYTES];
    MPI_Count bytes;

    (void)state;
    fill(in);
    assert_int_equal(datarep_size(rep, type, &bytes), 0);
    assert_int_equal(bytes, RECORD_BYTES);
    assert_int_equal(datarep_encode(rep, in, RECORDS, type, file), 0);
    assert_true(file[0] == 0x3f && file[RECORD_BYTES - 1] == 0); /* 0.5 */
    for (int n = 0; n <= RECORDS * RECORD_BYTES; n++) {
        MPI_Count native = 0;

        memset(out, 0x77, sizeof out);
        memset(expected, 0x77, sizeof expected);
        for (int i = 0; i < RECORDS; i++) {
            int at = i * RECORD_BYTES;

            if (n >= at + 8)
                expected[i].d = in[i].d, native += 8;
            for (int k = 0; k < 3; k++)
                if (n >= at + 12 + 4 * k)
                    expected[i].l[k] = in[i].l[k], native += 8;
        }
        assert_int_equal(datarep_decode(rep, out, RECORDS, type, file, n, &bytes), 0);
        assert_int_equal(bytes, native);
        assert_memory_equal(out, expected, sizeof out);
    }
    object_put(&type->object);
}

/* A program's representation: an int takes 6 bytes, its value in decimal. */

static int calls;

static int extent_of(MPI_Datatype datatype, MPI_Aint *extent, void *extra)
{
    assert_ptr_equal(extra, &calls);
    if (datatype != MPI_INT)
        return MPI_ERR_TYPE;
    *extent = 6;
    return MPI_SUCCESS;
}

static int to_decimal(void *user, MPI_Datatype datatype, int count, void *file,
                      MPI_Offset position, void *extra)
{
    assert_true(datatype == MPI_INT && position == 0 && extra == &calls);
    calls++;
    for (int i = 0; i < count; i++) {
        char text[7];

        snprintf(text, sizeof text, "%06d", ((int *)user)[i]);
        memcpy((char *)file + 6 * i, text, 6);
    }
    return MPI_SUCCESS;
}

static int from_decimal(void *user, MPI_Datatype datatype, MPI_Count count, void *file,
                        MPI_Offset position, void *extra)
{
    assert_true(datatype == MPI_INT && position == 0 && extra == &calls);
    for (MPI_Count i = 0; i < count; i++) {
        char text[7] = "";

        memcpy(text, (char *)file + 6 * i, 6);
        ((int *)user)[i] = atoi(text);
    }
    return MPI_SUCCESS;
}

static void registered(void **state)
{
    struct datarep_functions functions = { .write = to_decimal,
                                           .read_c = from_decimal,
                                           .extent = extent_of,
                                           .extra_state = &calls };
    int in[4] = { 1, 22, 333, 44444 }, out[4] = { 0 };
    MPI_Count bytes = 0;
    struct datarep *rep;
    char file[24];

    (void)state;
    assert_int_equal(datarep_register("decimal", &functions), 0);
    assert_int_equal(datarep_register("decimal", &functions), MPI_ERR_DUP_DATAREP);
    assert_int_equal(datarep_register("native", &functions), MPI_ERR_DUP_DATAREP);
    rep = rep_of("decimal");
    assert_int_equal(datarep_size(rep, named(BASIC_MPI_INT), &bytes), 0);
    assert_int_equal(bytes, 6);
    assert_int_equal(datarep_size(rep, named(BASIC_MPI_DOUBLE), &bytes), MPI_ERR_TYPE);
    assert_int_equal(datarep_encode(rep, in, 4, named(BASIC_MPI_INT), file), 0);
    assert_memory_equal(file, "000001000022000333044444", 24);
    assert_int_equal(datarep_decode(rep, out, 4, named(BASIC_MPI_INT), file, 17, &bytes),
                     0);
    assert_int_equal(bytes, 8);
    assert_true(out[0] == 1 && out[1] == 22 && out[2] == 0);
    assert_int_equal(calls, 1);
}

static void wrong_ones(void **state)
{
    struct datarep_functions functions = { .extent = NULL };
    char name[200];
    struct datarep *rep;

    (void)state;
    memset(name, 'x', sizeof name);
    name[199] = 0;
    assert_int_equal(datarep_find("none", &rep), MPI_ERR_UNSUPPORTED_DATAREP);
    assert_int_equal(datarep_find(NULL, &rep), MPI_ERR_UNSUPPORTED_DATAREP);
    assert_int_equal(datarep_register("x", &functions), MPI_ERR_ARG);
    functions.extent = extent_of;
    assert_int_equal(datarep_register(name, &functions), MPI_ERR_ARG);
    assert_int_equal(datarep_register("", &functions), MPI_ERR_ARG);
}

/* Types in a file where a long has 4 bytes: what they are made with, over MPI_INT. */

static datatype_t *long_to(enum basic basic,
                           int (*make)(datatype_t *old, datatype_t **type))
{
    datatype_t *type;

    assert_int_equal(make(named(basic), &type), 0);
    return type;
}

static int vector(datatype_t *old, datatype_t **type)
{
    return type_vector(false, 3, 2, 4, old, type);
}

static int hvector(datatype_t *old, datatype_t **type)
{
    return type_hvector(true, 3, 2, 50, old, type);
}

static int indexed(datatype_t *old, datatype_t **type)
{
    int lengths[3] = { 2, 0, 1 }, at[3] = { 1, 5, 9 };

    return type_blocks(false,
                       (struct blocks){ MPI_COMBINER_INDEXED, 3, counts_int(lengths), 0,
                                        counts_int(at) },
                       old, type);
}

static int hindexed_block(datatype_t *old, datatype_t **type)
{
    MPI_Count at[3] = { 0, 40, 92 };

    return type_blocks(true,
                       (struct blocks){ .combiner = MPI_COMBINER_HINDEXED_BLOCK,
                                        .count = 3,
                                        .length = 2,
                                        .displacements = counts_64(at) },
                       old, type);
}

static int subarray(datatype_t *old, datatype_t **type)
{
    int sizes[2] = { 4, 5 }, subsizes[2] = { 2, 3 }, starts[2] = { 1, 1 };

    return type_subarray(false,
                         (struct subarray){ 2, MPI_ORDER_FORTRAN, counts_int(sizes),
                                            counts_int(subsizes), counts_int(starts) },
                         old, type);
}

static int darray(datatype_t *old, datatype_t **type)
{
    int distribs[2] = { MPI_DISTRIBUTE_CYCLIC, MPI_DISTRIBUTE_BLOCK },
        dargs[2] = { 2, MPI_DISTRIBUTE_DFLT_DARG }, procs[2] = { 2, 2 };
    MPI_Count sizes[2] = { 7, 6 };

    return type_darray(
        true,
        (struct darray){ 4, 2, 2, MPI_ORDER_C, counts_64(sizes), distribs, dargs, procs },
        old, type);
}

static int resized_dup(datatype_t *old, datatype_t **type)
{
    datatype_t *dup;
    int error = type_dup(old, &dup);

    if (!error)
        error = type_resized(false, dup, -4, 60, type);
    object_put(&dup->object);
    return error;
}

static int nested(datatype_t *old, datatype_t **type)
{
    MPI_Count lengths[2] = { 1, 2 }, at[2] = { 16, 400 };
    datatype_t *types[2];
    int error = vector(old, &types[0]);

    types[1] = old;
    if (!error)
        error = type_struct(true, 2, counts_64(lengths), counts_64(at), types, type);
    object_put(&types[0]->object);
    return error;
}

static void types_in_the_file(void **state)
{
    static int (*const make[])(datatype_t *, datatype_t **) = {
        vector, hvector, indexed, hindexed_block, subarray, darray, resized_dup, nested
    };

    (void)state;
    for (size_t i = 0; i < array_length(make); i++) {
        datatype_t *memory = long_to(BASIC_MPI_LONG, make[i]), *file;
        datatype_t *expected = long_to(BASIC_MPI_INT, make[i]);

        assert_int_equal(portable_type(rep_of("external32"), memory, &file), 0);
        assert_int_equal(file->size, expected->size);
        assert_int_equal(file->extent, expected->extent);
        assert_int_equal(file->lb, expected->lb);
        assert_int_equal(file->true_lb, expected->true_lb);
        assert_int_equal(file->true_extent, expected->true_extent);
        object_put(&file->object);
        assert_int_equal(portable_type(rep_of("internal"), memory, &file), 0);
        assert_ptr_equal(file, memory);
        object_put(&file->object);
        object_put(&memory->object);
        object_put(&expected->object);
    }
}

static int set_up(void **state)
{
    (void)state;
    return type_init();
}

static int tear_down(void **state)
{
    (void)state;
    datarep_fini();
    type_fini();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(external32_in_parts),
        cmocka_unit_test(registered),
        cmocka_unit_test(wrong_ones),
        cmocka_unit_test(types_in_the_file),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
