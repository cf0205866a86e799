/* SPDX-License-Identifier: BSD-3-Clause */
/* threads.c: the thread level that was asked for, and what is done. */
#include "bugs.h"

#include <pthread.h>
#include <unistd.h>

static void *exchange(void *unused)
{
    int rank, value = 0;

    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Sendrecv_replace(&value, 1, MPI_INT, 1 - rank, 0, 1 - rank, 0, MPI_COMM_WORLD,
                         MPI_STATUS_IGNORE);
    return unused;
}

/* The other thread alone is in MPI. */
static void by_other(int rank, int size)
{
    pthread_t other;

    (void)rank, (void)size;
    pthread_create(&other, NULL, exchange, NULL);
    pthread_join(other, NULL);
}

static void *exchange_often(void *unused)
{
    for (int i = 0; i < 64; i++)
        exchange(NULL);
    return unused;
}

static void often_by_other(int rank, int size)
{
    pthread_t other;

    (void)rank, (void)size;
    pthread_create(&other, NULL, exchange_often, NULL);
    pthread_join(other, NULL);
}

static void *wait_for_it(void *unused)
{
    MPI_Recv(NULL, 0, MPI_INT, 0, 0, MPI_COMM_SELF, MPI_STATUS_IGNORE);
    return unused;
}

/* The other one waits in MPI meanwhile. */
static void at_once(int rank, int size)
{
    pthread_t other;

    (void)rank, (void)size;
    pthread_create(&other, NULL, wait_for_it, NULL);
    usleep(200000);
    MPI_Send(NULL, 0, MPI_INT, 0, 0, MPI_COMM_SELF);
    pthread_join(other, NULL);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "single", by_other }, { "funneled", by_other }, { "serialized", at_once },
        { "turns", by_other },  { "multiple", at_once },  { "often", often_by_other },
        { NULL, NULL },
    };
    static const int levels[] = { MPI_THREAD_SINGLE,     MPI_THREAD_FUNNELED,
                                  MPI_THREAD_SERIALIZED, MPI_THREAD_SERIALIZED,
                                  MPI_THREAD_MULTIPLE,   MPI_THREAD_FUNNELED };
    const struct bug *bug = find_bug(bugs, argc, argv);
    int provided;

    if (!bug)
        return 77;
    MPI_Init_thread(&argc, &argv, levels[bug - bugs], &provided);
    bug->run(0, 0);
    MPI_Finalize();
    return 0;
}
