/* SPDX-License-Identifier: BSD-3-Clause */
/* ranks: every rank says who it is, where, and its process id. */
#include <mpi.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char node[MPI_MAX_PROCESSOR_NAME];
    int rank, size, length;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(node, &length);
    printf("rank %d of %d on %s, process %d\n", rank, size, node, (int)getpid());
    MPI_Finalize();
    return 0;
}
