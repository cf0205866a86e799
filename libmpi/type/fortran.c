/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/fortran.h"

#include <float.h>
#include <stdlib.h>

#include "type/contents.h"
#include "type/create.h"
#include "util/err.h"

/* What GNU Fortran's selected_real_kind and selected_int_kind choose; on Intel's
 * processors there is a kind with 18 digits, which is C's long double. */
struct kind {
    int precision, range;
    enum basic real, complex;
};

static const struct kind reals[] = {
    { 6, 37, BASIC_MPI_REAL4, BASIC_MPI_COMPLEX8 },
    { 15, 307, BASIC_MPI_REAL8, BASIC_MPI_COMPLEX16 },
#if LDBL_MANT_DIG == 64
    { 18, 4931, BASIC_MPI_LONG_DOUBLE, BASIC_MPI_C_LONG_DOUBLE_COMPLEX },
#endif
    { 33, 4931, BASIC_MPI_REAL16, BASIC_MPI_COMPLEX32 },
};

static const struct {
    int range;
    enum basic integer;
} integers[] = {
    { 2, BASIC_MPI_INTEGER1 },  { 4, BASIC_MPI_INTEGER2 },   { 9, BASIC_MPI_INTEGER4 },
    { 18, BASIC_MPI_INTEGER8 }, { 38, BASIC_MPI_INTEGER16 },
};

/* The types made so far: a program asks for a handful. */
static struct f90 {
    struct f90 *next;
    int combiner, precision, range;
    datatype_t *type;
} * made;

static datatype_t *find(int combiner, int precision, int range)
{
    for (const struct f90 *f = made; f; f = f->next)
        if (f->combiner == combiner && f->precision == precision && f->range == range)
            return f->type;
    return NULL;
}

static enum basic choose_integer(int range)
{
    for (size_t i = 0; i < array_length(integers); i++)
        if (range <= integers[i].range)
            return integers[i].integer;
    return BASIC_NONE;
}

/* MPI_UNDEFINED is negative, and so asks for nothing. */
static enum basic choose_real(int combiner, int precision, int range)
{
    for (size_t i = 0; i < array_length(reals); i++)
        if (precision <= reals[i].precision && range <= reals[i].range)
            return combiner == MPI_COMBINER_F90_REAL ? reals[i].real : reals[i].complex;
    return BASIC_NONE;
}

static bool is_wrong(int digits)
{
    return digits < 0 && digits != MPI_UNDEFINED;
}

static int choose(int combiner, int precision, int range, enum basic *basic)
{
    if (combiner == MPI_COMBINER_F90_INTEGER) {
        if (range < 0)
            return err(MPI_ERR_ARG, "r is %d: it must not be negative", range);
        *basic = choose_integer(range);
    } else {
        if (is_wrong(precision) || is_wrong(range))
            return err(
                MPI_ERR_ARG,
                "p is %d and r is %d: they must not be negative (or be MPI_UNDEFINED)",
                precision, range);
        if (precision == MPI_UNDEFINED && range == MPI_UNDEFINED)
            return err(MPI_ERR_ARG,
                       "p and r are MPI_UNDEFINED: one of them must be given");
        *basic = choose_real(combiner, precision, range);
    }
    return *basic
               ? MPI_SUCCESS
               : err(MPI_ERR_ARG,
                     "p is %d and r is %d: no type has so many digits or so large a range",
                     precision, range);
}

static struct contents *f90_contents(int combiner, int precision, int range)
{
    struct contents *contents = contents_create(combiner, false);

    if (combiner != MPI_COMBINER_F90_INTEGER)
        contents_int(contents, precision);
    contents_int(contents, range);
    return contents;
}

static int make(struct f90 *f, enum basic basic)
{
    struct contents *contents = f90_contents(f->combiner, f->precision, f->range);

    if (!contents || contents->failed ||
        type_clone(type_named(basic), &f->type) != MPI_SUCCESS) {
        contents_put(contents);
        return err(MPI_ERR_NO_MEM, "no memory for a datatype");
    }
    f->type->contents = contents;
    f->type->permanent = true;
    return MPI_SUCCESS;
}

int type_f90(int combiner, int precision, int range, datatype_t **type)
{
    datatype_t *known = find(combiner, precision, range);
    enum basic basic = BASIC_NONE;
    struct f90 *f;
    int rc;

    if (known) {
        *type = known;
        return MPI_SUCCESS;
    }
    rc = choose(combiner, precision, range, &basic);
    if (rc != MPI_SUCCESS)
        return rc;
    f = malloc(sizeof *f);
    if (!f)
        return err(MPI_ERR_NO_MEM, "no memory for a datatype");
    *f = (struct f90){ made, combiner, precision, range, NULL };
    rc = make(f, basic);
    if (rc != MPI_SUCCESS) {
        free(f);
        return rc;
    }
    made = f;
    *type = f->type;
    return MPI_SUCCESS;
}

void type_f90_fini(void)
{
    while (made) {
        struct f90 *next = made->next;

        object_put(&made->type->object);
        free(made);
        made = next;
    }
}

static const struct {
    int typeclass;
    enum basic basic;
} sized[] = {
    { MPI_TYPECLASS_INTEGER, BASIC_MPI_INTEGER1 },
    { MPI_TYPECLASS_INTEGER, BASIC_MPI_INTEGER2 },
    { MPI_TYPECLASS_INTEGER, BASIC_MPI_INTEGER4 },
    { MPI_TYPECLASS_INTEGER, BASIC_MPI_INTEGER8 },
    { MPI_TYPECLASS_INTEGER, BASIC_MPI_INTEGER16 },
    { MPI_TYPECLASS_REAL, BASIC_MPI_REAL2 },
    { MPI_TYPECLASS_REAL, BASIC_MPI_REAL4 },
    { MPI_TYPECLASS_REAL, BASIC_MPI_REAL8 },
    { MPI_TYPECLASS_REAL, BASIC_MPI_REAL16 },
    { MPI_TYPECLASS_COMPLEX, BASIC_MPI_COMPLEX4 },
    { MPI_TYPECLASS_COMPLEX, BASIC_MPI_COMPLEX8 },
    { MPI_TYPECLASS_COMPLEX, BASIC_MPI_COMPLEX16 },
    { MPI_TYPECLASS_COMPLEX, BASIC_MPI_COMPLEX32 },
    { MPIX_TYPECLASS_LOGICAL, BASIC_MPI_LOGICAL1 },
    { MPIX_TYPECLASS_LOGICAL, BASIC_MPI_LOGICAL2 },
    { MPIX_TYPECLASS_LOGICAL, BASIC_MPI_LOGICAL4 },
    { MPIX_TYPECLASS_LOGICAL, BASIC_MPI_LOGICAL8 },
    { MPIX_TYPECLASS_LOGICAL, BASIC_MPI_LOGICAL16 },
};

int type_match_size(int typeclass, int size, datatype_t **type)
{
    for (size_t i = 0; i < array_length(sized); i++)
        if (sized[i].typeclass == typeclass && type_named(sized[i].basic)->size == size) {
            *type = type_named(sized[i].basic);
            return MPI_SUCCESS;
        }
    return err(MPI_ERR_ARG,
               "no type of class %d has %d bytes (classes are MPI_TYPECLASS_INTEGER, "
               "_REAL and _COMPLEX)",
               typeclass, size);
}
