/* SPDX-License-Identifier: BSD-3-Clause */
/* group.c: groups (MPI 5.0, 7.3). */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/group.h"
#include "obj/handle.h"
#include "util/lock.h"
#include "util/macros.h"

static int finish(int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_self(error, call);
    call_leave();
    return error;
}

static int check(MPI_Group handle, const char *argument, group_t **group)
{
    *group = group_of(handle);
    return *group ? MPI_SUCCESS : handle_invalid(handle, OBJECT_GROUP, argument);
}

static int check_two(MPI_Group group1, MPI_Group group2, group_t **a, group_t **b)
{
    int error = check(group1, "group1", a);

    return error ? error : check(group2, "group2", b);
}

int PMPI_Group_size(MPI_Group group, int *size)
{
    group_t *g;
    int error;

    call_enter(CALL_Group_size);
    error = check(group, "group", &g);
    if (!error)
        *size = g->size;
    return finish(given(error, "%pG", group), CALL_Group_size);
}
weak_alias(PMPI_Group_size, MPI_Group_size);

int PMPI_Group_rank(MPI_Group group, int *rank)
{
    group_t *g;
    int error;

    call_enter(CALL_Group_rank);
    error = check(group, "group", &g);
    if (!error)
        *rank = g->rank;
    return finish(given(error, "%pG", group), CALL_Group_rank);
}
weak_alias(PMPI_Group_rank, MPI_Group_rank);

int PMPI_Group_translate_ranks(MPI_Group group1, int n, const int ranks1[],
                               MPI_Group group2, int ranks2[])
{
    group_t *a, *b;
    int error;

    call_enter(CALL_Group_translate_ranks);
    error = check_two(group1, group2, &a, &b);
    if (!error)
        error = group_translate(a, n, ranks1, b, ranks2);
    return finish(given(error, "%pG, n=%d, ranks1[], %pG", group1, n, group2),
                  CALL_Group_translate_ranks);
}
weak_alias(PMPI_Group_translate_ranks, MPI_Group_translate_ranks);

int PMPI_Group_compare(MPI_Group group1, MPI_Group group2, int *result)
{
    group_t *a, *b;
    int error;

    call_enter(CALL_Group_compare);
    error = check_two(group1, group2, &a, &b);
    if (!error)
        *result = group_compare(a, b);
    return finish(given(error, "%pG, %pG", group1, group2), CALL_Group_compare);
}
weak_alias(PMPI_Group_compare, MPI_Group_compare);

int PMPI_Group_free(MPI_Group *group)
{
    group_t *g;
    int error;

    call_enter(CALL_Group_free);
    error = check(*group, "group", &g);
    if (!error) {
        ledger_take(g);
        group_release(g);
        *group = MPI_GROUP_NULL;
    }
    return finish(given(error, "%pG", *group), CALL_Group_free);
}
weak_alias(PMPI_Group_free, MPI_Group_free);

/* Of two groups */

typedef int of_two_f(const group_t *a, const group_t *b, group_t **group);

static int make_of_two(of_two_f *make, MPI_Group group1, MPI_Group group2,
                       MPI_Group *newgroup, enum mpi_call call)
{
    group_t *a, *b, *fresh;
    int error;

    call_enter(call);
    error = check_two(group1, group2, &a, &b);
    if (!error)
        error = raise_if_null(newgroup, "newgroup");
    if (!error)
        error = make(a, b, &fresh);
    if (!error)
        *newgroup = ledger_give(&fresh->object, call);
    return finish(given(error, "%pG, %pG", group1, group2), call);
}

int PMPI_Group_union(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup)
{
    return make_of_two(group_union, group1, group2, newgroup, CALL_Group_union);
}
weak_alias(PMPI_Group_union, MPI_Group_union);

int PMPI_Group_intersection(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup)
{
    return make_of_two(group_intersection, group1, group2, newgroup,
                       CALL_Group_intersection);
}
weak_alias(PMPI_Group_intersection, MPI_Group_intersection);

int PMPI_Group_difference(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup)
{
    return make_of_two(group_difference, group1, group2, newgroup, CALL_Group_difference);
}
weak_alias(PMPI_Group_difference, MPI_Group_difference);

/* Of some ranks */

typedef int of_ranks_f(const group_t *from, int n, const int *ranks, group_t **group);
typedef int of_ranges_f(const group_t *from, int n, int ranges[][3], group_t **group);

static int make_of_ranks(of_ranks_f *make, MPI_Group group, int n, const int ranks[],
                         MPI_Group *newgroup, enum mpi_call call)
{
    group_t *from, *fresh;
    int error;

    call_enter(call);
    error = check(group, "group", &from);
    if (!error)
        error = raise_if_null(newgroup, "newgroup");
    if (!error)
        error = make(from, n, ranks, &fresh);
    if (!error)
        *newgroup = ledger_give(&fresh->object, call);
    return finish(given(error, "%pG, n=%d, ranks[]", group, n), call);
}

static int make_of_ranges(of_ranges_f *make, MPI_Group group, int n, int ranges[][3],
                          MPI_Group *newgroup, enum mpi_call call)
{
    group_t *from, *fresh;
    int error;

    call_enter(call);
    error = check(group, "group", &from);
    if (!error)
        error = raise_if_null(newgroup, "newgroup");
    if (!error)
        error = make(from, n, ranges, &fresh);
    if (!error)
        *newgroup = ledger_give(&fresh->object, call);
    return finish(given(error, "%pG, n=%d, ranges[]", group, n), call);
}

int PMPI_Group_incl(MPI_Group group, int n, const int ranks[], MPI_Group *newgroup)
{
    return make_of_ranks(group_incl, group, n, ranks, newgroup, CALL_Group_incl);
}
weak_alias(PMPI_Group_incl, MPI_Group_incl);

int PMPI_Group_excl(MPI_Group group, int n, const int ranks[], MPI_Group *newgroup)
{
    return make_of_ranks(group_excl, group, n, ranks, newgroup, CALL_Group_excl);
}
weak_alias(PMPI_Group_excl, MPI_Group_excl);

int PMPI_Group_range_incl(MPI_Group group, int n, int ranges[][3], MPI_Group *newgroup)
{
    return make_of_ranges(group_range_incl, group, n, ranges, newgroup,
                          CALL_Group_range_incl);
}
weak_alias(PMPI_Group_range_incl, MPI_Group_range_incl);

int PMPI_Group_range_excl(MPI_Group group, int n, int ranges[][3], MPI_Group *newgroup)
{
    return make_of_ranges(group_range_excl, group, n, ranges, newgroup,
                          CALL_Group_range_excl);
}
weak_alias(PMPI_Group_range_excl, MPI_Group_range_excl);
