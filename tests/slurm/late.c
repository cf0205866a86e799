/* SPDX-License-Identifier: BSD-3-Clause */
/* late.c: rank N, or with `all` every rank, comes to the barrier after three seconds;
 * with `threads` all are in MPI_Recv of what nobody sends, and another thread may send
 * it. */
#include <mpi.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void pause_for(int seconds)
{
    struct timespec left = { seconds, 0 };

    while (nanosleep(&left, &left) != 0)
        continue; /* a signal */
}

static void *think(void *unused)
{
    pause_for(60);
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    int rank, provided, threads = argc > 1 && strcmp(argv[1], "threads") == 0;

    MPI_Init_thread(NULL, NULL, threads ? MPI_THREAD_MULTIPLE : MPI_THREAD_SINGLE,
                    &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (threads)
        pthread_create(&thread, NULL, think, NULL);
    if (threads)
        MPI_Recv(&provided, 1, MPI_INT, rank, 5, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (argc > 1 && (strcmp(argv[1], "all") == 0 || atoi(argv[1]) == rank))
        pause_for(3);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
