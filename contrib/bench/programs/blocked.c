/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * blocked [SECONDS]: the last rank waits SECONDS (5) in a receive, and some more times for 0.1 s.
 * Prints how much of a core the first wait costs, and how long after the send it goes on: the
 * median, as a machine that does nothing else takes its time now and then.
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

enum { WAKES = 11 };

static void send_to(int rank)
{
    double sent = now();

    MPI_Send(&sent, 1, MPI_DOUBLE, rank, 1, MPI_COMM_WORLD);
}

/* Microseconds that the message was under way. */
static double receive(void)
{
    double sent;

    MPI_Recv(&sent, 1, MPI_DOUBLE, 0, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return (now() - sent) * 1e6;
}

int main(int argc, char **argv)
{
    int wait = argc > 1 ? atoi(argv[1]) : 5, last;
    double wakes[WAKES], begun, used;

    MPI_Init(&argc, &argv);
    last = size_of_world() - 1;
    if (last < 1)
        fail("blocked: needs two ranks");
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank_of_world() == 0) {
        sleep((unsigned)wait);
        for (int i = 0; i < WAKES; i++, usleep(100000))
            send_to(last);
    } else if (rank_of_world() == last) {
        begun = now();
        used = cpu();
        wakes[0] = receive();
        print("cpu", 8, 100 * (cpu() - used) / (now() - begun), "%");
        for (int i = 1; i < WAKES; i++)
            wakes[i] = receive();
        qsort(wakes, WAKES, sizeof *wakes, by_value);
        print("wake", 8, wakes[WAKES / 2], "us");
    }
    MPI_Finalize();
    return 0;
}
