/* SPDX-License-Identifier: BSD-3-Clause */
/* requests.c: the life of a request, and what is wrong with it. */
#include "bugs.h"

#include <stdlib.h>

static int value[4], other[4];

static void missing_wait(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0) {
        MPI_Isend(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
    } else {
        MPI_Irecv(value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    }
}

static void missing_wait_collective(int rank, int size)
{
    MPI_Request request;

    (void)rank, (void)size;
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void missing_start(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Send_init(value, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD, &request);
    if (rank == 0)
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Request_free(&request);
}

static void persistent_leak(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0)
        MPI_Send_init(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
    else
        MPI_Recv_init(value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
    MPI_Start(&request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    if (rank == 1)
        MPI_Request_free(&request);
}

static void started_twice(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 1) {
        MPI_Recv_init(value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
        MPI_Start(&request);
        MPI_Start(&request);
    }
}

static void start_of_nonblocking(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 1) {
        MPI_Irecv(value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
        MPI_Start(&request);
    }
}

static void waited_twice(int rank, int size)
{
    MPI_Request request, copy;

    (void)size;
    if (rank == 0) {
        MPI_Send(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
        return;
    }
    MPI_Irecv(value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
    copy = request;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Wait(&copy, MPI_STATUS_IGNORE);
}

static void freed_twice(int rank, int size)
{
    MPI_Request request, copy;

    (void)size;
    if (rank == 0) {
        MPI_Send_init(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        copy = request;
        MPI_Request_free(&request);
        MPI_Request_free(&copy);
    }
}

static void null_is_freed(int rank, int size)
{
    MPI_Request request = MPI_REQUEST_NULL;

    (void)size;
    if (rank == 0)
        MPI_Request_free(&request);
}

static void never_set(int rank, int size)
{
    MPI_Request request = (MPI_Request)(void *)other;

    (void)size;
    if (rank == 0)
        MPI_Wait(&request, MPI_STATUS_IGNORE);
}

/* These are right */

static void freed_while_active(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0) {
        MPI_Isend(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        MPI_Request_free(&request);
    } else {
        MPI_Recv(value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
}

/* Rank 0 waits for what rank 1 has not started, and rank 1 for rank 0. */
static void never_started(int rank, int size)
{
    MPI_Request request;
    int out = rank, in;

    (void)size;
    if (rank == 1)
        MPI_Send_init(&out, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
    MPI_Recv(&in, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void freed_never_started(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Send_init(value, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    MPI_Request_free(&request);
}

static void waiting_for_null(int rank, int size)
{
    MPI_Request requests[2] = { MPI_REQUEST_NULL, MPI_REQUEST_NULL };
    int index, flag;

    (void)rank, (void)size;
    MPI_Wait(&requests[0], MPI_STATUS_IGNORE);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    MPI_Waitany(2, requests, &index, MPI_STATUS_IGNORE);
    MPI_Test(&requests[1], &flag, MPI_STATUS_IGNORE);
}

static void again_and_again(int rank, int size)
{
    MPI_Request requests[2];

    (void)size;
    MPI_Send_init(value, 4, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &requests[0]);
    MPI_Recv_init(other, 4, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &requests[1]);
    for (int i = 0; i < 10; i++) {
        value[0] = i;
        MPI_Startall(2, requests);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
        if (other[0] != i)
            MPI_Abort(MPI_COMM_WORLD, 1);
        other[0] = -1;
    }
    MPI_Request_free(&requests[0]);
    MPI_Request_free(&requests[1]);
}

static void testing(int rank, int size)
{
    MPI_Request request;
    int flag = 0, done = 0;

    (void)size;
    if (rank == 0) {
        MPI_Isend(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        while (!flag)
            MPI_Test(&request, &flag, MPI_STATUS_IGNORE);
        return;
    }
    MPI_Irecv(value, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
    while (!done)
        MPI_Request_get_status(request, &done, MPI_STATUS_IGNORE);
    value[0]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void cancelled(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0) {
        MPI_Irecv(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        MPI_Cancel(&request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    }
}

/* Those that find their receive are over at once, and share what is left of them. */
static void to_oneself(int rank, int size)
{
    MPI_Request requests[16];
    int in[8] = { 0 }, out[8] = { 0 };

    (void)size;
    for (int i = 0; i < 8; i++)
        MPI_Irecv(&in[i], 1, MPI_INT, rank, 0, MPI_COMM_WORLD, &requests[i]);
    for (int i = 0; i < 8; i++)
        MPI_Isend(&out[i], 1, MPI_INT, rank, 0, MPI_COMM_WORLD, &requests[8 + i]);
    MPI_Waitall(16, requests, MPI_STATUSES_IGNORE);
}

static void ready_early(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Rsend(value, 1, MPI_INT, 1, 7, MPI_COMM_WORLD);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 1)
        MPI_Recv(value, 1, MPI_INT, 0, 7, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "missing_wait", missing_wait },
        { "missing_wait_collective", missing_wait_collective },
        { "missing_start", missing_start },
        { "persistent_leak", persistent_leak },
        { "started_twice", started_twice },
        { "start_of_nonblocking", start_of_nonblocking },
        { "waited_twice", waited_twice },
        { "freed_twice", freed_twice },
        { "null_is_freed", null_is_freed },
        { "never_set", never_set },
        { "freed_while_active", freed_while_active },
        { "freed_never_started", freed_never_started },
        { "never_started", never_started },
        { "waiting_for_null", waiting_for_null },
        { "again_and_again", again_and_again },
        { "testing", testing },
        { "cancelled", cancelled },
        { "to_oneself", to_oneself },
        { "ready_early", ready_early },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
