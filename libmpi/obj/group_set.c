/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * group_set.c: groups made of groups.  Every constructor writes the processes of the new
 * group into an array that is as large as it can become, and hands it to
 * group_create_from.
 */
#include "obj/group.h"

#include <stdlib.h>

#include "util/err.h"

static int no_memory(size_t count)
{
    return err(MPI_ERR_NO_MEM, "no memory for a group of up to %zu processes", count);
}

static int *procs_alloc(size_t count)
{
    return malloc((count ? count : 1) * sizeof(int));
}

/* Appends a's processes that are members of b (or are not) in a's order; the new number.
 */
static int append_if(const group_t *a, const group_t *b, bool member, int *procs,
                     int count)
{
    for (int rank = 0; rank < a->size; rank++) {
        int proc = group_proc(a, rank);

        if ((group_rank_of(b, proc) != MPI_UNDEFINED) == member)
            procs[count++] = proc;
    }
    return count;
}

int group_union(const group_t *a, const group_t *b, group_t **group)
{
    size_t most = (size_t)a->size + (size_t)b->size;
    int *procs = procs_alloc(most);

    if (!procs)
        return no_memory(most);
    for (int rank = 0; rank < a->size; rank++)
        procs[rank] = group_proc(a, rank);
    return group_create_from(a, append_if(b, a, false, procs, a->size), procs, group);
}

static int select_from(const group_t *a, const group_t *b, bool member, group_t **group)
{
    int *procs = procs_alloc((size_t)a->size);

    if (!procs)
        return no_memory((size_t)a->size);
    return group_create_from(a, append_if(a, b, member, procs, 0), procs, group);
}

int group_intersection(const group_t *a, const group_t *b, group_t **group)
{
    return select_from(a, b, true, group);
}

int group_difference(const group_t *a, const group_t *b, group_t **group)
{
    return select_from(a, b, false, group);
}

static int check_rank(const group_t *from, const char *what, int rank)
{
    if (rank >= 0 && rank < from->size)
        return MPI_SUCCESS;
    if (from->size == 0)
        return err(MPI_ERR_RANK, "%s %d: the group is empty and has no ranks", what,
                   rank);
    return err(MPI_ERR_RANK, "%s %d is no rank of the group, whose ranks are 0 to %d",
               what, rank, from->size - 1);
}

/* Sets named[rank] for each of the ranks, which must be different ranks of the group. */
static int name_ranks(const group_t *from, int n, const int *ranks, bool *named)
{
    for (int i = 0; i < n; i++) {
        int rc = check_rank(from, "rank", ranks[i]);

        if (rc != MPI_SUCCESS)
            return rc;
        if (named[ranks[i]])
            return err(MPI_ERR_RANK, "rank %d is named twice: each may be named once",
                       ranks[i]);
        named[ranks[i]] = true;
    }
    return MPI_SUCCESS;
}

/* *named, to be freed, tells for each rank of the group whether it is one of ranks. */
static int named_create(const group_t *from, int n, const int *ranks, bool **named)
{
    bool *new;
    int rc;

    if (n < 0)
        return err(MPI_ERR_ARG, "n is %d: it must not be negative", n);
    new = calloc((size_t)from->size + 1, sizeof *new);
    if (!new)
        return no_memory((size_t)from->size);
    rc = name_ranks(from, n, ranks, new);
    if (rc != MPI_SUCCESS)
        free(new);
    else
        *named = new;
    return rc;
}

int group_incl(const group_t *from, int n, const int *ranks, group_t **group)
{
    int *procs;
    bool *named;
    int rc = named_create(from, n, ranks, &named);

    if (rc != MPI_SUCCESS)
        return rc;
    free(named);
    procs = procs_alloc((size_t)n);
    if (!procs)
        return no_memory((size_t)n);
    for (int i = 0; i < n; i++)
        procs[i] = group_proc(from, ranks[i]);
    return group_create_from(from, n, procs, group);
}

int group_excl(const group_t *from, int n, const int *ranks, group_t **group)
{
    int *procs, count = 0;
    bool *named;
    int rc = named_create(from, n, ranks, &named);

    if (rc != MPI_SUCCESS)
        return rc;
    procs = procs_alloc((size_t)from->size);
    for (int rank = 0; procs && rank < from->size; rank++)
        if (!named[rank])
            procs[count++] = group_proc(from, rank);
    free(named);
    return procs ? group_create_from(from, count, procs, group)
                 : no_memory((size_t)from->size);
}

/* How many ranks are first, first + stride, ... up to last; 0 if there are none. */
static int64_t range_length(const int range[3])
{
    int64_t span = (int64_t)range[1] - range[0];

    if (range[2] == 0 || (span > 0 && range[2] < 0) || (span < 0 && range[2] > 0))
        return 0;
    return span / range[2] + 1;
}

static int check_range(const group_t *from, int i, const int range[3])
{
    int64_t length = range_length(range);
    int rc;

    if (length == 0)
        return err(
            MPI_ERR_ARG,
            "range %d does not lead from %d to %d in steps of %d: the step must have the direction of the range",
            i, range[0], range[1], range[2]);
    rc = check_rank(from, "the first rank of a range", range[0]);
    if (rc != MPI_SUCCESS)
        return rc;
    return check_rank(from, "the last rank of a range",
                      (int)(range[0] + (length - 1) * range[2]));
}

/* The ranks of the ranges, one after the other.  More than the group has name one of them
 * twice; one more is enough for that to be seen. */
static int expand(const group_t *from, int n, int ranges[][3], int *count, int **ranks)
{
    int *new = procs_alloc((size_t)from->size + 1);
    int all = 0;

    if (!new)
        return no_memory((size_t)from->size);
    for (int i = 0; i < n; i++) {
        int rc = check_range(from, i, ranges[i]);
        int64_t length = range_length(ranges[i]);

        if (rc != MPI_SUCCESS) {
            free(new);
            return rc;
        }
        for (int64_t k = 0; k < length && all <= from->size; k++)
            new[all++] = (int)(ranges[i][0] + k * ranges[i][2]);
    }
    *count = all;
    *ranks = new;
    return MPI_SUCCESS;
}

typedef int constructor_f(const group_t *from, int n, const int *ranks, group_t **group);

static int construct(constructor_f *of_ranks, const group_t *from, int n, int ranges[][3],
                     group_t **group)
{
    int rc, count = 0, *ranks = NULL;

    if (n < 0)
        return err(MPI_ERR_ARG, "n is %d: it must not be negative", n);
    rc = expand(from, n, ranges, &count, &ranks);
    if (rc != MPI_SUCCESS)
        return rc;
    rc = of_ranks(from, count, ranks, group);
    free(ranks);
    return rc;
}

int group_range_incl(const group_t *from, int n, int ranges[][3], group_t **group)
{
    return construct(group_incl, from, n, ranges, group);
}

int group_range_excl(const group_t *from, int n, int ranges[][3], group_t **group)
{
    return construct(group_excl, from, n, ranges, group);
}
