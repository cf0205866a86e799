/* SPDX-License-Identifier: BSD-3-Clause */
/* partitions.c: partitioned messages that never come whole, and one that only takes long. */
#include "bugs.h"

#include <unistd.h>

enum { PARTITIONS = 4, LENGTH = 1 << 18 };

static int data[PARTITIONS * LENGTH];

static void receive(int source)
{
    int one;

    MPI_Recv(&one, 1, MPI_INT, source, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/* A request from rank 0 to rank 1, of this one's side. */
static MPI_Request create(int rank)
{
    MPI_Request request;

    if (rank == 0)
        MPI_Psend_init(data, PARTITIONS, LENGTH, MPI_INT, 1, 7, MPI_COMM_WORLD,
                       MPI_INFO_NULL, &request);
    else
        MPI_Precv_init(data, PARTITIONS, LENGTH, MPI_INT, 0, 7, MPI_COMM_WORLD,
                       MPI_INFO_NULL, &request);
    return request;
}

/* Rank 0 says that these are ready, with a pause before the last; both wait for the end. */
static void exchange(int rank, int ready, unsigned pause)
{
    MPI_Request request = create(rank);

    MPI_Start(&request);
    for (int i = 0; rank == 0 && i < ready; i++) {
        sleep(i == ready - 1 ? pause : 0);
        MPI_Pready(i, request);
    }
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Request_free(&request);
}

static void not_ready(int rank, int size)
{
    (void)size;
    exchange(rank, PARTITIONS - 1, 0);
}

static void slow(int rank, int size)
{
    (void)size;
    exchange(rank, PARTITIONS, 4);
}

/* Rank 0 would go on after a message of rank 1, which waits for all partitions. */
static void elsewhere(int rank, int size)
{
    MPI_Request request = create(rank);

    (void)size;
    MPI_Start(&request);
    if (rank == 0) {
        MPI_Pready(0, request);
        receive(1);
    }
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void no_sender(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0)
        receive(1);
    request = create(1);
    MPI_Start(&request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void not_started(int rank, int size)
{
    MPI_Request request = create(rank);

    (void)size;
    if (rank == 1)
        receive(0);
    MPI_Start(&request);
    MPI_Pready_range(0, PARTITIONS - 1, request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "not_ready", not_ready },     { "slow", slow },
        { "elsewhere", elsewhere },     { "no_sender", no_sender },
        { "not_started", not_started }, { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
