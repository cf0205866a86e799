/* SPDX-License-Identifier: BSD-3-Clause */
/* blocked: a thread that is blocked in MPI_Recv stops nobody: another one sends to it, to
 * itself and to other ranks, and wakes it up within about a millisecond. */
#include "threads.h"

enum { WAKES = 50 };

static void pause_ms(int ms)
{
    nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
}

/* Receives the moment at which each message was sent; the time it took is the result. */
static void *receive(void *median)
{
    double took[WAKES], sent;

    for (int i = 0; i < WAKES; i++) {
        check_ok(
            MPI_Recv(&sent, 1, MPI_DOUBLE, rank, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        took[i] = MPI_Wtime() - sent;
        for (int k = i; k > 0 && took[k] < took[k - 1]; k--) {
            double t = took[k];

            took[k] = took[k - 1];
            took[k - 1] = t;
        }
    }
    *(double *)median = took[WAKES / 2];
    return NULL;
}

int main(int argc, char **argv)
{
    int other, out = 1, in;
    double median, now;
    pthread_t thread;

    threads_init(&argc, &argv);
    other = rank ^ 1;
    pthread_create(&thread, NULL, receive, &median);
    for (int i = 0; i < WAKES; i++) {
        pause_ms(i % 2 ? 1 : 12);
        if (other < size) {
            check_ok(MPI_Sendrecv(&out, 1, MPI_INT, other, 2, &in, 1, MPI_INT, other, 2,
                                  MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        }
        now = MPI_Wtime();
        check_ok(MPI_Ssend(&now, 1, MPI_DOUBLE, rank, 1, MPI_COMM_WORLD));
    }
    pthread_join(thread, NULL);
    printf("rank %d: half of the wake-ups took less than %.0f us\n", rank, median * 1e6);
    check(median < 0.01, "a wake-up takes %g s", median);
    return finish();
}
