/* SPDX-License-Identifier: BSD-3-Clause */
/* Collectives of an inter-communicator (MPI 5.0, 6.2.2): even ranks on one side, odd
 * ones on the other; each rank of each side is the root once. */
#include "check.h"

enum { LEADER_TAG = 7, ROOM = 64 };

static MPI_Comm inter;
static int side, local_rank, local_size, remote_size;

static void connect_sides(void)
{
    MPI_Comm half;

    side = rank % 2;
    MPI_Comm_split(MPI_COMM_WORLD, side, rank, &half);
    MPI_Intercomm_create(half, 0, MPI_COMM_WORLD, 1 - side, LEADER_TAG, &inter);
    MPI_Comm_free(&half);
    MPI_Comm_rank(inter, &local_rank);
    MPI_Comm_size(inter, &local_size);
    MPI_Comm_remote_size(inter, &remote_size);
}

/* Element i of what rank r of a side brings. */
static int value(int of_side, int r, int i)
{
    return of_side * 10000 + r * 100 + i;
}

static int remote_sum(int i)
{
    int sum = 0;

    for (int r = 0; r < remote_size; r++)
        sum += value(1 - side, r, i);
    return sum;
}

static void fill_values(int *data)
{
    for (int i = 0; i < ROOM; i++)
        data[i] = value(side, local_rank, i);
}

/* What is insignificant at a rank (counts, types, buffers of the other role) is rubbish
 * there. */
static void rooted(int root_side, int root)
{
    int data[ROOM], got[ROOM] = { 0 }, mine = root;
    int receives = side == root_side && local_rank == root;

    if (side == root_side)
        mine = local_rank == root ? MPI_ROOT : MPI_PROC_NULL;
    fill_values(data);
    if (side == root_side)
        MPI_Gather(NULL, 0, MPI_DATATYPE_NULL, got, 2, MPI_INT, mine, inter);
    else
        MPI_Gather(data, 2, MPI_INT, NULL, 0, MPI_DATATYPE_NULL, mine, inter);
    for (int r = 0; receives && r < remote_size; r++)
        check(got[2 * r + 1] == value(1 - side, r, 1), "gather: %d from %d",
              got[2 * r + 1], r);

    if (side == root_side)
        MPI_Scatter(data, 2, MPI_INT, NULL, 0, MPI_DATATYPE_NULL, mine, inter);
    else
        MPI_Scatter(NULL, 0, MPI_DATATYPE_NULL, got, 2, MPI_INT, mine, inter);
    check(side == root_side || got[1] == value(1 - side, root, 2 * local_rank + 1),
          "scatter: %d from %d", got[1], root);

    MPI_Reduce(data, got, 3, MPI_INT, MPI_SUM, mine, inter);
    check(!receives || got[2] == remote_sum(2), "reduce: %d", got[2]);

    MPI_Bcast(data, 3, MPI_INT, mine, inter);
    check(side == root_side || data[2] == value(1 - side, root, 2), "bcast: %d from %d",
          data[2], root);
}

static void unrooted(void)
{
    int data[ROOM], got[ROOM];
    MPI_Request request;

    fill_values(data);
    MPI_Barrier(inter);
    MPI_Allreduce(data, got, 2, MPI_INT, MPI_SUM, inter);
    check(got[1] == remote_sum(1), "allreduce: %d", got[1]);
    MPI_Allgather(data, 2, MPI_INT, got, 2, MPI_INT, inter);
    for (int r = 0; r < remote_size; r++)
        check(got[2 * r] == value(1 - side, r, 0), "allgather: %d from %d", got[2 * r],
              r);
    MPI_Ialltoall(data, 2, MPI_INT, got, 2, MPI_INT, inter, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    for (int r = 0; r < remote_size; r++)
        check(got[2 * r] == value(1 - side, r, 2 * local_rank), "alltoall: %d from %d",
              got[2 * r], r);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    connect_sides();
    for (int round = 0; round < 3; round++) {
        for (int s = 0; s < 2; s++)
            for (int root = 0; root < (s == side ? local_size : remote_size); root++)
                rooted(s, root);
        unrooted();
    }
    MPI_Comm_free(&inter);
    MPI_Finalize();
    return 0;
}
