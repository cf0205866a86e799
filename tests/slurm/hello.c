/* SPDX-License-Identifier: BSD-3-Clause */
/* hello: each rank names itself and its node, after it has talked to all the others. */
#include "../mpi/check.h"

int main(int argc, char **argv)
{
    const char *node = getenv("SLURMD_NODENAME");
    int sum = 0;

    check_init(&argc, &argv);
    check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD));
    check(sum == size * (size - 1) / 2, "the sum of ranks is %d", sum);
    printf("rank %d of %d on %s\n", rank, size, node ? node : "no node");
    return finish();
}
