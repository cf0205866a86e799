/* SPDX-License-Identifier: BSD-3-Clause */
/* scatter [COUNT]: the time to scatter COUNT (100,000,000) doubles from rank 0, three times. */
#include "bench.h"

int main(int argc, char **argv)
{
    int all = argc > 1 ? atoi(argv[1]) : 100000000, count, rank;
    double *from = NULL, *to;

    MPI_Init(&argc, &argv);
    rank = rank_of_world();
    count = all / size_of_world();
    to = room(count * sizeof *to);
    if (rank == 0)
        from = room((size_t)count * size_of_world() * sizeof *from);
    for (size_t i = 0; from && i < (size_t)count * size_of_world(); i++)
        from[i] = (double)i;
    for (int k = 0; k < 6; k++) {
        double seconds;

        MPI_Barrier(MPI_COMM_WORLD);
        seconds = now();
        MPI_Scatter(from, count, MPI_DOUBLE, to, count, MPI_DOUBLE, 0, MPI_COMM_WORLD);
        MPI_Barrier(MPI_COMM_WORLD);
        seconds = now() - seconds;
        for (int i = 0; i < count; i++)
            if (to[i] != (double)rank * count + i)
                fail("scatter: a wrong number arrived");
        if (rank == 0)
            print(k ? "scatter" : "scatter_first", (size_t)all * sizeof *to,
                  seconds * 1e3, "ms");
    }
    free(from);
    free(to);
    MPI_Finalize();
    return 0;
}
