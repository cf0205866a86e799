/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * portable.c: makes a type again from its contents.  Arguments stand in the contents in
 * the order of the call, but in up to three lists, depending on the call (see
 * type/contents.h); a reader follows them.
 */
#include "io/portable.h"

#include <stdlib.h>

#include "type/contents.h"
#include "type/create.h"
#include "util/err.h"

struct reader {
    const struct contents *contents;
    MPI_Count integers, addresses, large; /* that were read */
};

static const MPI_Count *next_ints(struct reader *r, MPI_Count n)
{
    r->integers += n;
    return r->contents->integers.value + r->integers - n;
}

static const MPI_Count *next_large(struct reader *r, MPI_Count n)
{
    r->large += n;
    return r->contents->large_counts.value + r->large - n;
}

static int next_int(struct reader *r)
{
    return (int)*next_ints(r, 1);
}

static struct counts next_counts(struct reader *r, MPI_Count n)
{
    return counts_64(r->contents->large ? next_large(r, n) : next_ints(r, n));
}

static MPI_Count next_count(struct reader *r)
{
    return count_at(next_counts(r, 1), 0);
}

static struct counts next_addresses(struct reader *r, MPI_Count n)
{
    if (r->contents->large)
        return counts_64(next_large(r, n));
    r->addresses += n;
    return counts_64(r->contents->addresses.value + r->addresses - n);
}

static MPI_Count next_address(struct reader *r)
{
    return count_at(next_addresses(r, 1), 0);
}

static int again_vector(struct reader *r, datatype_t *old, datatype_t **type)
{
    MPI_Count count = next_count(r), length = next_count(r);

    if (r->contents->combiner == MPI_COMBINER_HVECTOR)
        return type_hvector(true, count, length, next_address(r), old, type);
    return type_vector(true, count, length, next_count(r), old, type);
}

static int again_blocks(struct reader *r, datatype_t *old, datatype_t **type)
{
    int combiner = r->contents->combiner;
    struct blocks b = { .combiner = combiner, .count = next_count(r) };

    if (combiner == MPI_COMBINER_INDEXED || combiner == MPI_COMBINER_HINDEXED)
        b.lengths = next_counts(r, b.count);
    else
        b.length = next_count(r);
    if (combiner == MPI_COMBINER_HINDEXED || combiner == MPI_COMBINER_HINDEXED_BLOCK)
        b.displacements = next_addresses(r, b.count);
    else
        b.displacements = next_counts(r, b.count);
    return type_blocks(true, b, old, type);
}

static int again_subarray(struct reader *r, datatype_t *old, datatype_t **type)
{
    struct subarray a = { .dims = next_int(r) };

    a.sizes = next_counts(r, a.dims);
    a.subsizes = next_counts(r, a.dims);
    a.starts = next_counts(r, a.dims);
    a.order = next_int(r);
    return type_subarray(true, a, old, type);
}

static int again_darray(struct reader *r, datatype_t *old, datatype_t **type)
{
    struct darray a;
    const MPI_Count *wide;
    int *narrow, error;

    a.size = next_int(r);
    a.rank = next_int(r);
    a.dims = next_int(r);
    a.gsizes = next_counts(r, a.dims);
    wide = next_ints(r, 3 * a.dims);
    a.order = next_int(r);
    narrow = malloc(3 * (size_t)a.dims * sizeof *narrow);
    if (!narrow)
        return err(MPI_ERR_NO_MEM, "no memory for a datatype");
    for (int i = 0; i < 3 * a.dims; i++)
        narrow[i] = (int)wide[i];
    a.distribs = narrow;
    a.dargs = narrow + a.dims;
    a.psizes = narrow + 2 * a.dims;
    error = type_darray(true, a, old, type);
    free(narrow);
    return error;
}

static int again_struct(struct reader *r, datatype_t *const *old, datatype_t **type)
{
    MPI_Count count = next_count(r);
    struct counts lengths = next_counts(r, count);

    return type_struct(true, count, lengths, next_addresses(r, count), old, type);
}

static int again(struct reader *r, datatype_t **old, datatype_t **type)
{
    MPI_Count lb;

    switch (r->contents->combiner) {
    case MPI_COMBINER_DUP:
        return type_contiguous(true, 1, old[0], type);
    case MPI_COMBINER_CONTIGUOUS:
        return type_contiguous(true, next_count(r), old[0], type);
    case MPI_COMBINER_VECTOR:
    case MPI_COMBINER_HVECTOR:
        return again_vector(r, old[0], type);
    case MPI_COMBINER_INDEXED:
    case MPI_COMBINER_HINDEXED:
    case MPI_COMBINER_INDEXED_BLOCK:
    case MPI_COMBINER_HINDEXED_BLOCK:
        return again_blocks(r, old[0], type);
    case MPI_COMBINER_STRUCT:
        return again_struct(r, old, type);
    case MPI_COMBINER_SUBARRAY:
        return again_subarray(r, old[0], type);
    case MPI_COMBINER_DARRAY:
        return again_darray(r, old[0], type);
    case MPI_COMBINER_RESIZED:
        lb = next_address(r);
        return type_resized(true, old[0], lb, next_address(r), type);
    default:
        return err(MPI_ERR_CONVERSION, "combiner %d has no portable form",
                   r->contents->combiner);
    }
}

/* Named types, and others that are not made of types: bytes one after the other. */
static int basic(struct datarep *rep, datatype_t *type, datatype_t **in_file)
{
    MPI_Count bytes;
    int error = datarep_size(rep, type, &bytes);

    if (error)
        return error;
    return type_contiguous(true, bytes, type_named(BASIC_MPI_BYTE), in_file);
}

static int portable(struct datarep *rep, datatype_t *type, datatype_t **in_file);

static int derived(struct datarep *rep, datatype_t *type, datatype_t **in_file)
{
    struct reader reader = { .contents = type->contents };
    MPI_Count n = type->contents->types, made = 0;
    datatype_t **old = calloc((size_t)n, sizeof *old);
    int error = old ? MPI_SUCCESS : err(MPI_ERR_NO_MEM, "no memory for a datatype");

    while (!error && made < n) {
        error = portable(rep, type->contents->type[made], &old[made]);
        made += !error;
    }
    if (!error)
        error = again(&reader, old, in_file);
    while (made > 0)
        object_put(&old[--made]->object);
    free(old);
    return error;
}

static int portable(struct datarep *rep, datatype_t *type, datatype_t **in_file)
{
    if (!type->contents || type->contents->types == 0)
        return basic(rep, type, in_file);
    return derived(rep, type, in_file);
}

int portable_type(struct datarep *rep, datatype_t *type, datatype_t **in_file)
{
    if (!datarep_is_native(rep))
        return portable(rep, type, in_file);
    object_get(&type->object);
    *in_file = type;
    return MPI_SUCCESS;
}
