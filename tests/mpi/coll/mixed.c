/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * mixed: collectives and point-to-point messages on one communicator do not meet, even
 * where receives from MPI_ANY_SOURCE with MPI_ANY_TAG wait while collectives run.
 */
#include "../check.h"

static void round_of(int round)
{
    int in = -1, out = rank * 1000 + round, sum = 0, last = -1;
    MPI_Request requests[2];
    MPI_Status statuses[2];

    check_ok(MPI_Irecv(&in, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD,
                       &requests[0]));
    check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD));
    check(sum == size * (size - 1) / 2, "the sum is %d", sum);
    check_ok(MPI_Isend(&out, 1, MPI_INT, (rank + 1) % size, round, MPI_COMM_WORLD,
                       &requests[1]));
    last = rank == round % size ? round : -1;
    check_ok(MPI_Bcast(&last, 1, MPI_INT, round % size, MPI_COMM_WORLD));
    check(last == round, "the broadcast gives %d", last);
    check_ok(MPI_Waitall(2, requests, statuses));
    check(in == (rank + size - 1) % size * 1000 + round && statuses[0].MPI_TAG == round,
          "round %d: %d came with tag %d", round, in, statuses[0].MPI_TAG);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    for (int round = 0; round < 100; round++)
        round_of(round);
    return finish();
}
