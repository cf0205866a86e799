/* SPDX-License-Identifier: BSD-3-Clause */
/* hello: rank 0 sends "Hello, world" to rank 1. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    char text[] = "Hello, world", received[sizeof text];
    int rank, size;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size < 2) {
        fprintf(stderr, "hello needs two ranks: srun --ntasks=2 %s\n", argv[0]);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    if (rank == 0)
        MPI_Send(text, sizeof text, MPI_CHAR, 1, 0, MPI_COMM_WORLD);
    if (rank == 1) {
        MPI_Recv(received, sizeof received, MPI_CHAR, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        printf("rank 1 received \"%s\"\n", received);
    }
    MPI_Finalize();
    return 0;
}
