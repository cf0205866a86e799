/* SPDX-License-Identifier: BSD-3-Clause */
/* named.c: the datatypes that have a name from the standard, made from obj/basic.def. */
#include "type/type.h"

#include <stddef.h>

#include "type/fortran.h"
#include "type/layout.h"
#include "type/sequence.h"
#include "type/signature.h"
#include "util/err.h"

static datatype_t named[BASIC_COUNT];

static const struct {
    MPI_Datatype handle;
    const char *name;
    MPI_Count size;
    uint32_t align;
} table[BASIC_COUNT] = {
#define B(basic_handle, c_type, arithmetic, family)                                      \
    [BASIC_##basic_handle] = { basic_handle, #basic_handle, sizeof(c_type),              \
                               _Alignof(c_type) },
#include "obj/basic.def"
#undef B
};

/* Pairs are structures (MPI 5.0, 6.9.4): their size counts no padding. */
static const struct {
    enum basic pair, value, index;
    MPI_Count at; /* displacement of the index */
} pairs[] = {
    { BASIC_MPI_FLOAT_INT, BASIC_MPI_FLOAT, BASIC_MPI_INT,
      offsetof(struct basic_float_int, index) },
    { BASIC_MPI_DOUBLE_INT, BASIC_MPI_DOUBLE, BASIC_MPI_INT,
      offsetof(struct basic_double_int, index) },
    { BASIC_MPI_LONG_INT, BASIC_MPI_LONG, BASIC_MPI_INT,
      offsetof(struct basic_long_int, index) },
    { BASIC_MPI_2INT, BASIC_MPI_INT, BASIC_MPI_INT, offsetof(struct basic_2int, index) },
    { BASIC_MPI_SHORT_INT, BASIC_MPI_SHORT, BASIC_MPI_INT,
      offsetof(struct basic_short_int, index) },
    { BASIC_MPI_LONG_DOUBLE_INT, BASIC_MPI_LONG_DOUBLE, BASIC_MPI_INT,
      offsetof(struct basic_long_double_int, index) },
    { BASIC_MPI_2REAL, BASIC_MPI_REAL, BASIC_MPI_REAL,
      offsetof(struct basic_2real, index) },
    { BASIC_MPI_2DOUBLE_PRECISION, BASIC_MPI_DOUBLE_PRECISION, BASIC_MPI_DOUBLE_PRECISION,
      offsetof(struct basic_2double, index) },
    { BASIC_MPI_2INTEGER, BASIC_MPI_INTEGER, BASIC_MPI_INTEGER,
      offsetof(struct basic_2int, index) },
};

datatype_t *type_named(enum basic basic)
{
    return &named[basic];
}

datatype_t *type_pair(enum basic value, enum basic index)
{
    for (size_t i = 0; i < array_length(pairs); i++)
        if (pairs[i].value == value && pairs[i].index == index)
            return &named[pairs[i].pair];
    return NULL;
}

const char *type_name(const datatype_t *type)
{
    const char *name = object_name(&type->object);

    return *name ? name : "a derived datatype";
}

static void describe_single(datatype_t *type)
{
    struct layout_builder builder;

    layout_init(&builder);
    layout_add_run(&builder, 0, table[type->basic].size);
    type->layout = layout_finish(&builder);
    type->sequence = sequence_basic(type->basic, table[type->basic].size);
}

static void describe_pair(datatype_t *type, enum basic value, enum basic index,
                          MPI_Count at)
{
    struct sequence *part[] = { sequence_basic(value, table[value].size),
                                sequence_basic(index, table[index].size) };
    struct layout_builder builder;

    layout_init(&builder);
    layout_add_run(&builder, 0, table[value].size);
    layout_add_run(&builder, at, table[index].size);
    type->layout = layout_finish(&builder);
    if (part[0] && part[1]) {
        type->sequence = sequence_list(part, 2);
    } else {
        sequence_put(part[0]);
        sequence_put(part[1]);
    }
    type->true_extent = at + table[index].size;
}

static void describe(datatype_t *type)
{
    for (size_t i = 0; i < array_length(pairs); i++)
        if (pairs[i].pair == type->basic) {
            describe_pair(type, pairs[i].value, pairs[i].index, pairs[i].at);
            return;
        }
    describe_single(type);
    type->true_extent = table[type->basic].size;
}

static int make(enum basic basic)
{
    datatype_t *type = &named[basic];

    *type = (datatype_t){ .basic = basic, .permanent = true };
    object_init(&type->object, OBJECT_DATATYPE, NULL);
    type->extent = table[basic].size;
    type->align = table[basic].align;
    describe(type);
    if (!type->layout || !type->sequence)
        return err(MPI_ERR_NO_MEM, "no memory for the named datatypes");
    type->size = type->layout->size;
    type->contiguous = type->size == type->extent;
    type->signature = signature_of_many(type, 1);
    type_set_committed(type, true);
    object_predefine(&type->object, (uint32_t)(uintptr_t)table[basic].handle);
    return object_set_name(&type->object, table[basic].name);
}

int type_init(void)
{
    int rc = MPI_SUCCESS;

    for (enum basic basic = BASIC_NONE + 1; basic < BASIC_COUNT && !rc; basic++)
        rc = make(basic);
    if (rc != MPI_SUCCESS)
        type_fini();
    return rc;
}

void type_fini(void)
{
    type_f90_fini();
    for (enum basic basic = BASIC_NONE + 1; basic < BASIC_COUNT; basic++) {
        datatype_t *type = &named[basic];

        if (type->object.handle)
            object_undefine(&type->object);
        layout_put(type->layout);
        sequence_put(type->sequence);
        object_put(&type->object);
        *type = (datatype_t){ 0 };
    }
}
