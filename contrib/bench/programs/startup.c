/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * startup LAUNCHED: seconds from LAUNCHED (CLOCK_MONOTONIC, when the launcher was called) until
 * the last rank has left MPI_Init; then how long the first barrier took, and the first message
 * from everybody to everybody.  The size is the number of ranks.
 */
#include "bench.h"

static double latest(double mine)
{
    double all;

    MPI_Allreduce(&mine, &all, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    return all;
}

static double first_exchange(int size)
{
    int *in = room(size * sizeof *in), *out = room(size * sizeof *out);
    double begun = now();

    MPI_Alltoall(in, 1, MPI_INT, out, 1, MPI_INT, MPI_COMM_WORLD);
    begun = now() - begun;
    free(in);
    free(out);
    return begun;
}

int main(int argc, char **argv)
{
    double launched = argc > 1 ? atof(argv[1]) : now();
    double entered = now(), left, met, exchange;
    int size;

    MPI_Init(&argc, &argv);
    left = now();
    MPI_Barrier(MPI_COMM_WORLD);
    met = now();
    size = size_of_world();
    exchange = latest(first_exchange(size));
    entered = latest(left - entered);
    met = latest(met - left);
    left = latest(left);
    if (rank_of_world() == 0) {
        print("startup", size, (left - launched) * 1e3, "ms");
        print("init", size, entered * 1e3, "ms");
        print("first_barrier", size, met * 1e3, "ms");
        print("first_alltoall", size, exchange * 1e3, "ms");
    }
    MPI_Finalize();
    return 0;
}
