/* SPDX-License-Identifier: BSD-3-Clause */
/* groups: of MPI_COMM_WORLD's processes, compared by what the communicator says. */
#include "../check.h"

static MPI_Group world;

static int size_of(MPI_Group group)
{
    int count;

    check_ok(MPI_Group_size(group, &count));
    return count;
}

static void halves(void)
{
    int even[][3] = { { 0, size - 1, 2 } }, result, mine;
    MPI_Group evens, odds, both, common;

    check_ok(MPI_Group_range_incl(world, 1, even, &evens));
    check_ok(MPI_Group_range_excl(world, 1, even, &odds));
    check(size_of(evens) == (size + 1) / 2 && size_of(odds) == size / 2, "%d", size);
    check_ok(MPI_Group_rank(evens, &mine));
    check(mine == (rank % 2 ? MPI_UNDEFINED : rank / 2), "%d", mine);

    check_ok(MPI_Group_union(odds, evens, &both));
    check_ok(MPI_Group_compare(both, world, &result));
    check(result == (size == 1 ? MPI_IDENT : MPI_SIMILAR), "%d", result);
    check_ok(MPI_Group_intersection(evens, odds, &common));
    check(common == MPI_GROUP_EMPTY, "%p", (void *)common);
    check_ok(MPI_Group_free(&common));
    check_ok(MPI_Group_difference(world, odds, &common));
    check_ok(MPI_Group_compare(common, evens, &result));
    check(result == MPI_IDENT, "%d", result);
    check_ok(MPI_Group_free(&common));
    check_ok(MPI_Group_free(&both));
    check_ok(MPI_Group_free(&odds));
    check_ok(MPI_Group_free(&evens));
}

static void backwards(void)
{
    int all[][3] = { { size - 1, 0, -1 } }, here[] = { 0, MPI_PROC_NULL }, there[2];
    MPI_Group reversed;

    check_ok(MPI_Group_range_incl(world, 1, all, &reversed));
    check_ok(MPI_Group_translate_ranks(reversed, 2, here, world, there));
    check(there[0] == size - 1 && there[1] == MPI_PROC_NULL, "%d %d", there[0], there[1]);
    check_ok(MPI_Group_free(&reversed));
}

static void wrong(void)
{
    int twice[] = { 0, 0 }, outside[] = { size }, result;
    MPI_Group group = MPI_GROUP_NULL;

    check_class(MPI_Group_incl(world, 2, twice, &group), MPI_ERR_RANK);
    check_class(MPI_Group_excl(world, 1, outside, &group), MPI_ERR_RANK);
    check_class(MPI_Group_incl(world, -1, outside, &group), MPI_ERR_ARG);
    check_class(MPI_Group_compare(world, MPI_GROUP_NULL, &result), MPI_ERR_GROUP);
    check(group == MPI_GROUP_NULL, "%p", (void *)group);
    check_class(MPI_Group_free(&group), MPI_ERR_GROUP);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    errors_return(MPI_COMM_SELF);
    check_ok(MPI_Comm_group(MPI_COMM_WORLD, &world));
    check(size_of(world) == size, "%d", size_of(world));
    halves();
    backwards();
    wrong();
    check_ok(MPI_Group_free(&world));
    return finish();
}
