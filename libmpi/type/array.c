/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * array.c: parts of arrays of any number of dimensions: MPI_Type_create_subarray and
 * MPI_Type_create_darray (MPI 5.0, 5.1.3 and 5.1.4).  Both have the whole array's extent.
 */
#include "type/contents.h"
#include "type/create.h"
#include "type/draft.h"
#include "util/err.h"

enum { MAX_DIMS = 64 };

static int check_shape(int dims, int order)
{
    if (dims < 1 || dims > MAX_DIMS)
        return err(MPI_ERR_DIMS, "ndims is %d: it must be 1 to %d", dims, MAX_DIMS);
    if (order != MPI_ORDER_C && order != MPI_ORDER_FORTRAN)
        return err(MPI_ERR_ARG,
                   "order is %d: it must be MPI_ORDER_C or MPI_ORDER_FORTRAN", order);
    return MPI_SUCCESS;
}

/* The i-th dimension, counted from the one whose neighbours are neighbours in memory. */
static int from_fastest(int i, int dims, int order)
{
    return order == MPI_ORDER_C ? dims - 1 - i : i;
}

/* stride[i]: bytes between neighbours of the i-th fastest dimension; stride[dims]: the
 * whole array. */
static int find_strides(struct counts sizes, int dims, int order, const datatype_t *old,
                        MPI_Count *stride)
{
    stride[0] = old->extent;
    for (int i = 0; i < dims; i++)
        if (__builtin_mul_overflow(
                stride[i], count_at(sizes, from_fastest(i, dims, order)), &stride[i + 1]))
            return err(MPI_ERR_ARG, "the whole array has more than 2^63 B");
    return MPI_SUCCESS;
}

static int check_subarray(struct subarray a)
{
    int rc = check_shape(a.dims, a.order);

    for (int i = 0; i < a.dims && rc == MPI_SUCCESS; i++) {
        MPI_Count size = count_at(a.sizes, i), subsize = count_at(a.subsizes, i),
                  start = count_at(a.starts, i);

        if (size < 1 || subsize < 0 || subsize > size || start < 0 ||
            start > size - subsize)
            rc =
                err(MPI_ERR_ARG,
                    "dimension %d: %lld elements from %lld on are no part of an array of "
                    "%lld",
                    i, (long long)subsize, (long long)start, (long long)size);
    }
    return rc;
}

static struct contents *subarray_contents(bool large, struct subarray a, datatype_t *old)
{
    struct contents *contents = contents_create(MPI_COMBINER_SUBARRAY, large);

    contents_int(contents, a.dims);
    contents_counts(contents, a.sizes, a.dims);
    contents_counts(contents, a.subsizes, a.dims);
    contents_counts(contents, a.starts, a.dims);
    contents_int(contents, a.order);
    contents_type(contents, old);
    return contents;
}

int type_subarray(bool large, struct subarray a, datatype_t *old, datatype_t **type)
{
    MPI_Count stride[MAX_DIMS + 1], start = 0;
    struct dim dim[MAX_DIMS];
    struct draft draft;
    int rc = check_subarray(a);

    if (rc == MPI_SUCCESS)
        rc = find_strides(a.sizes, a.dims, a.order, old, stride);
    if (rc != MPI_SUCCESS)
        return rc;
    for (int i = 0; i < a.dims; i++) {
        int which = from_fastest(i, a.dims, a.order);

        dim[i] = (struct dim){ count_at(a.subsizes, which), stride[i] };
        start += count_at(a.starts, which) * stride[i];
    }
    draft_init(&draft);
    draft_add(&draft, old, start, a.dims, dim);
    draft_mark(&draft, 0, stride[a.dims]);
    return draft_finish(&draft, subarray_contents(large, a, old), type);
}

/* One dimension of a distributed array: blocks are dealt out to processes in turn.  (A
 * block distribution is one in which there is a block for everybody; an undistributed
 * dimension has one process.) */
struct deal {
    MPI_Count size, block;
    int procs, mine;
};

static int check_distribution(int i, const struct darray *a)
{
    int distrib = a->distribs[i], darg = a->dargs[i], procs = a->psizes[i];
    MPI_Count size = count_at(a->gsizes, i);

    if (size < 1 || procs < 1)
        return err(
            MPI_ERR_ARG,
            "dimension %d has %lld elements on %d processes: both must be at least 1", i,
            (long long)size, procs);
    if (distrib == MPI_DISTRIBUTE_NONE)
        return procs == 1
                   ? MPI_SUCCESS
                   : err(MPI_ERR_ARG,
                         "dimension %d is MPI_DISTRIBUTE_NONE but has %d processes: it must have 1",
                         i, procs);
    if (distrib != MPI_DISTRIBUTE_BLOCK && distrib != MPI_DISTRIBUTE_CYCLIC)
        return err(
            MPI_ERR_ARG,
            "array_of_distribs[%d] is %d: it must be MPI_DISTRIBUTE_BLOCK, MPI_DISTRIBUTE_CYCLIC or MPI_DISTRIBUTE_NONE",
            i, distrib);
    if (darg == MPI_DISTRIBUTE_DFLT_DARG)
        return MPI_SUCCESS;
    if (darg < 1)
        return err(MPI_ERR_ARG, "array_of_dargs[%d] is %d: it must be positive", i, darg);
    if (distrib == MPI_DISTRIBUTE_BLOCK && (MPI_Count)darg * procs < size)
        return err(MPI_ERR_ARG,
                   "dimension %d: blocks of %d on %d processes do not hold "
                   "%lld elements",
                   i, darg, procs, (long long)size);
    return MPI_SUCCESS;
}

static int check_darray(const struct darray *a)
{
    MPI_Count procs = 1;
    int rc = check_shape(a->dims, a->order);

    for (int i = 0; i < a->dims && rc == MPI_SUCCESS; i++) {
        rc = check_distribution(i, a);
        if (rc == MPI_SUCCESS && __builtin_mul_overflow(procs, a->psizes[i], &procs))
            procs = -1;
    }
    if (rc != MPI_SUCCESS)
        return rc;
    if (a->size < 1 || procs != a->size)
        return err(MPI_ERR_ARG, "size is %d: it must be the product of array_of_psizes",
                   a->size);
    if (a->rank < 0 || a->rank >= a->size)
        return err(MPI_ERR_RANK, "rank is %d: it must be 0 to %d", a->rank, a->size - 1);
    return MPI_SUCCESS;
}

static struct deal deal_of(const struct darray *a, int i, int mine)
{
    int distrib = a->distribs[i], darg = a->dargs[i];
    struct deal deal = { count_at(a->gsizes, i), 1, a->psizes[i], mine };

    if (distrib == MPI_DISTRIBUTE_NONE)
        deal.block = deal.size;
    else if (darg != MPI_DISTRIBUTE_DFLT_DARG)
        deal.block = darg;
    else if (distrib == MPI_DISTRIBUTE_BLOCK)
        deal.block = (deal.size + deal.procs - 1) / deal.procs;
    return deal;
}

/* My part of one dimension: whole blocks, and the piece of one at the array's end.
 * Replaces *type, which is what one element of this dimension holds. */
static int deal_out(struct deal deal, MPI_Count stride, datatype_t **type)
{
    MPI_Count cycle = deal.block * deal.procs, first = deal.block * deal.mine;
    MPI_Count mine = deal.size - first, blocks, rest;
    datatype_t *inner = *type;
    struct draft draft;
    int rc;

    blocks = mine >= deal.block ? (mine - deal.block) / cycle + 1 : 0;
    rest = mine - blocks * cycle;
    rest = rest > deal.block ? deal.block : rest > 0 ? rest : 0;
    draft_init(&draft);
    if (blocks > 0)
        draft_add(&draft, inner, first * stride, 2,
                  (struct dim[]){ { deal.block, stride },
                                  { blocks, blocks > 1 ? cycle * stride : 0 } });
    if (rest > 0)
        draft_add(&draft, inner, (first + blocks * cycle) * stride, 1,
                  (struct dim[]){ { rest, stride } });
    rc = draft_finish_step(&draft, type);
    object_put(&inner->object);
    return rc;
}

static struct contents *darray_contents(bool large, const struct darray *a,
                                        datatype_t *old)
{
    struct contents *contents = contents_create(MPI_COMBINER_DARRAY, large);

    contents_int(contents, a->size);
    contents_int(contents, a->rank);
    contents_int(contents, a->dims);
    contents_counts(contents, a->gsizes, a->dims);
    contents_ints(contents, a->distribs, a->dims);
    contents_ints(contents, a->dargs, a->dims);
    contents_ints(contents, a->psizes, a->dims);
    contents_int(contents, a->order);
    contents_type(contents, old);
    return contents;
}

/* My coordinates in the grid of processes, which is row-major whatever the order of the
 * array. */
static void find_coords(const struct darray *a, int *coord)
{
    int rest = a->rank;

    for (int i = a->dims - 1; i >= 0; i--) {
        coord[i] = rest % a->psizes[i];
        rest /= a->psizes[i];
    }
}

int type_darray(bool large, struct darray a, datatype_t *old, datatype_t **type)
{
    MPI_Count stride[MAX_DIMS + 1];
    int coord[MAX_DIMS], rc = check_darray(&a);
    datatype_t *part = old;
    struct draft draft;

    if (rc == MPI_SUCCESS)
        rc = find_strides(a.gsizes, a.dims, a.order, old, stride);
    if (rc != MPI_SUCCESS)
        return rc;
    find_coords(&a, coord);
    object_get(&old->object);
    for (int i = 0; i < a.dims; i++) {
        int which = from_fastest(i, a.dims, a.order);

        rc = deal_out(deal_of(&a, which, coord[which]), stride[i], &part);
        if (rc != MPI_SUCCESS)
            return rc;
    }
    draft_init(&draft);
    draft_add_block(&draft, part, 0, 1);
    draft_mark(&draft, 0, stride[a.dims]);
    rc = draft_finish(&draft, darray_contents(large, &a, old), type);
    object_put(&part->object);
    return rc;
}
