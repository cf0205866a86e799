/* SPDX-License-Identifier: BSD-3-Clause */
/* threads: several threads of rank 0 accept at ports of their own, others connect. */
#include "check.h"

#include <pthread.h>

enum { THREADS = 3 };

static char ports[THREADS][MPI_MAX_PORT_NAME];

/* A number goes there and comes back. */
static void echo(MPI_Comm inter, int number)
{
    int got = -1;

    if (rank == 0) {
        check_ok(MPI_Recv(&got, 1, MPI_INT, 0, 0, inter, MPI_STATUS_IGNORE));
        check_ok(MPI_Send(&got, 1, MPI_INT, 0, 0, inter));
    } else {
        check_ok(MPI_Send(&number, 1, MPI_INT, 0, 0, inter));
        check_ok(MPI_Recv(&got, 1, MPI_INT, 0, 0, inter, MPI_STATUS_IGNORE));
        check(got == number, "%d came back for %d", got, number);
    }
}

/* Rank 0 accepts every other rank once at each of its ports. */
static void *work(void *argument)
{
    int thread = (int)(intptr_t)argument;

    for (int i = 1; i < (rank == 0 ? size : 2); i++) {
        MPI_Comm inter;

        check_ok((rank == 0 ? MPI_Comm_accept : MPI_Comm_connect)(
            ports[thread], MPI_INFO_NULL, 0, MPI_COMM_SELF, &inter));
        echo(inter, 100 * rank + thread);
        check_ok(MPI_Comm_disconnect(&inter));
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS];
    int provided;

    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    check(provided == MPI_THREAD_MULTIPLE, "thread level %d", provided);
    for (int i = 0; rank == 0 && i < THREADS; i++)
        check_ok(MPI_Open_port(MPI_INFO_NULL, ports[i]));
    check_ok(MPI_Bcast(ports, sizeof ports, MPI_CHAR, 0, MPI_COMM_WORLD));
    for (intptr_t i = 0; i < THREADS; i++)
        check(pthread_create(&threads[i], NULL, work, (void *)i) == 0, "no thread");
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; rank == 0 && i < THREADS; i++)
        check_ok(MPI_Close_port(ports[i]));
    return finish();
}
