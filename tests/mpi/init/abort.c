/* SPDX-License-Identifier: BSD-3-Clause */
/* abort CODE: the last rank aborts while the others wait for ever; srun returns CODE. */
#include "../check.h"

int main(int argc, char **argv)
{
    int code = argc > 1 ? atoi(argv[1]) : 1, never;

    check_init(&argc, &argv);
    if (rank == size - 1)
        MPI_Abort(MPI_COMM_WORLD, code);
    MPI_Recv(&never, 1, MPI_INT, size - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return 0;
}
