/* SPDX-License-Identifier: BSD-3-Clause */
/* split: colors, MPI_UNDEFINED, keys that turn the order round, and equal keys that keep
 * it. */
#include "../check.h"

/* The communicator holds world rank `first + i * step` as rank i, or backwards. */
static void check_members(MPI_Comm comm, int n, int first, int step)
{
    int me, members, who[64];

    check_ok(MPI_Comm_rank(comm, &me));
    check_ok(MPI_Comm_size(comm, &members));
    check(members == n, "%d members, not %d", members, n);
    check_ok(MPI_Allgather(&rank, 1, MPI_INT, who, 1, MPI_INT, comm));
    for (int i = 0; i < n; i++)
        check(who[i] == first + i * step, "member %d is world rank %d", i, who[i]);
    check(who[me] == rank, "I am member %d", me);
}

static void by_parity(void)
{
    MPI_Comm half;

    check_ok(MPI_Comm_split(MPI_COMM_WORLD, rank % 2, 0, &half));
    check_members(half, (size + 1 - rank % 2) / 2, rank % 2, 2);
    check_ok(MPI_Comm_free(&half));
}

static void backwards(void)
{
    MPI_Comm comm;

    check_ok(MPI_Comm_split(MPI_COMM_WORLD, 3, -rank, &comm));
    check_members(comm, size, size - 1, -1);
    check_ok(MPI_Comm_free(&comm));
}

static void without_the_first(void)
{
    MPI_Comm rest;

    check_ok(MPI_Comm_split(MPI_COMM_WORLD, rank ? 5 : MPI_UNDEFINED, 0, &rest));
    check((rest == MPI_COMM_NULL) == (rank == 0), "MPI_UNDEFINED gives a communicator");
    if (rank == 0)
        return;
    check_members(rest, size - 1, 1, 1);
    check_ok(MPI_Comm_free(&rest));
}

static void split_again(void)
{
    MPI_Comm half, quarter;
    int in_half, n;

    check_ok(MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half));
    check_ok(MPI_Comm_rank(half, &in_half));
    check_ok(MPI_Comm_split(half, in_half % 2, rank, &quarter));
    n = (size - rank % 4 + 3) / 4;
    check_members(quarter, n, rank % 4, 4);
    check_ok(MPI_Comm_free(&half));
    check_ok(MPI_Barrier(quarter));
    check_ok(MPI_Comm_free(&quarter));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    by_parity();
    backwards();
    without_the_first();
    split_again();
    return finish();
}
