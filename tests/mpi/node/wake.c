/* SPDX-License-Identifier: BSD-3-Clause */
/* wake: a rank that sleeps for a message hears of it at once, and not when it would have
 * looked again by itself (0.1 s).  Half of the messages must be quick: the machine may be
 * busy with something else. */
#include "../check.h"
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 10 };

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int argc, char **argv)
{
    double sent, quickest = 1;
    int quick = 0;

    check_init(&argc, &argv);
    for (int i = 0; i < ROUNDS; i++) {
        if (rank == 0) {
            usleep(20000);
            sent = now();
            check_ok(MPI_Send(&sent, 1, MPI_DOUBLE, 1, 0, MPI_COMM_WORLD));
        } else if (rank == 1) {
            check_ok(
                MPI_Recv(&sent, 1, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
            sent = now() - sent;
            quick += sent < 0.01;
            quickest = sent < quickest ? sent : quickest;
        }
        check_ok(MPI_Barrier(MPI_COMM_WORLD));
    }
    if (rank == 1) {
        printf("the quickest woke within %.0f us\n", quickest * 1e6);
        check(quick >= ROUNDS / 2, "only %d of %d came within 10 ms", quick, ROUNDS);
    }
    return finish();
}
