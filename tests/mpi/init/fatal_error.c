/* SPDX-License-Identifier: BSD-3-Clause */
/* fatal_error: by default an error names the call and the cause, and ends the whole job.
 */
#include "../check.h"

int main(int argc, char **argv)
{
    int value = 0;

    check_init(&argc, &argv);
    if (rank == 0)
        MPI_Send(&value, 1, MPI_INT, 99, 0, MPI_COMM_WORLD);
    else
        MPI_Recv(&value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return 0;
}
