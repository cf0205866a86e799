/* SPDX-License-Identifier: BSD-3-Clause */
/* Rank 0 broadcasts what the others add up. */
#include <mpi.h>

int main(int argc, char **argv)
{
    double mine = 1, sum;
    int rank;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0)
        MPI_Bcast(&mine, 1, MPI_DOUBLE, 0, MPI_COMM_WORLD);
    else
        MPI_Allreduce(&mine, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
