/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * blocked [SECONDS]: the last rank waits SECONDS (5) in a receive.  Prints how much of a core
 * that costs, and how long after the send it goes on.
 */
#include <sys/resource.h>
#include <unistd.h>
#include "bench.h"

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static double cpu(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return seconds(u.ru_utime) + seconds(u.ru_stime);
}

int main(int argc, char **argv)
{
    int wait = argc > 1 ? atoi(argv[1]) : 5, last;
    double sent, begun, used;

    MPI_Init(&argc, &argv);
    last = size_of_world() - 1;
    if (last < 1)
        fail("blocked: needs two ranks");
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank_of_world() == 0) {
        sleep((unsigned)wait);
        sent = now();
        MPI_Send(&sent, 1, MPI_DOUBLE, last, 1, MPI_COMM_WORLD);
    } else if (rank_of_world() == last) {
        begun = now();
        used = cpu();
        MPI_Recv(&sent, 1, MPI_DOUBLE, 0, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        print("wake", 8, (now() - sent) * 1e6, "us");
        print("cpu", 8, 100 * (cpu() - used) / (now() - begun), "%");
    }
    MPI_Finalize();
    return 0;
}
