/* SPDX-License-Identifier: BSD-3-Clause */
/* races.c: messages of which the order is nobody's business, or should be. */
#include "bugs.h"

static int value;

static void send(int dest, int tag)
{
    MPI_Send(&value, 1, MPI_INT, dest, tag, MPI_COMM_WORLD);
}

static int receive(int source, int tag)
{
    MPI_Status status;

    MPI_Recv(&value, 1, MPI_INT, source, tag, MPI_COMM_WORLD, &status);
    return status.MPI_SOURCE;
}

/* The wildcard may take what the second receive waits for.  Here it does not: rank 2 is
 * told when. */
static void wildcard_then_named(int rank, int size)
{
    (void)size;
    if (rank == 0) {
        receive(MPI_ANY_SOURCE, 0);
        receive(2, 0);
    } else if (rank == 1) {
        send(0, 0);
        send(2, 1);
    } else {
        receive(1, 1);
        send(0, 0);
    }
}

static void any_tag_then_tag(int rank, int size)
{
    (void)size;
    if (rank == 0) {
        receive(MPI_ANY_SOURCE, MPI_ANY_TAG);
        receive(MPI_ANY_SOURCE, 1);
    } else if (rank == 1) {
        send(0, 2);
        send(2, 1);
    } else {
        receive(1, 1);
        send(0, 1);
    }
}

/* A barrier does not keep the messages behind it from a receive that is before it. */
static void across_barrier(int rank, int size)
{
    MPI_Request requests[2];
    int values[2];

    (void)size;
    if (rank == 1)
        MPI_Irecv(values, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD,
                  requests);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank != 1) {
        send(1, 0);
        return;
    }
    MPI_Irecv(values + 1, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD,
              requests + 1);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
}

/* The receive of both tags takes the message of the other one. */
static void taken(int rank, int size)
{
    (void)size;
    if (rank == 1) {
        receive(MPI_ANY_SOURCE, MPI_ANY_TAG);
        receive(MPI_ANY_SOURCE, 1);
    } else if (rank == 0) {
        send(1, 1);
        send(2, 3);
    } else {
        receive(0, 3);
        send(1, 2);
    }
}

/* These are right */

static void barrier_between(int rank, int size)
{
    if (rank == 0)
        for (int i = 1; i < size - 1; i++)
            receive(MPI_ANY_SOURCE, 0);
    else if (rank < size - 1)
        send(0, 0);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == size - 1)
        send(0, 0);
    if (rank == 0)
        receive(size - 1, 0);
}

/* All ask, all get an answer, and answer that. */
static void master(int rank, int size)
{
    if (rank > 0) {
        send(0, 0);
        receive(0, 1);
        send(0, 0);
        return;
    }
    for (int i = 1; i < size; i++)
        receive(MPI_ANY_SOURCE, 0);
    for (int i = 1; i < size; i++)
        send(i, 1);
    for (int i = 1; i < size; i++)
        receive(i, 0);
}

/* The header says from whom the rest comes. */
static void two_parts(int rank, int size)
{
    if (rank > 0) {
        send(0, 1);
        send(0, 2);
        return;
    }
    for (int i = 1; i < size; i++)
        receive(receive(MPI_ANY_SOURCE, 1), 2);
}

static void probed(int rank, int size)
{
    MPI_Status status;

    if (rank > 0) {
        send(0, rank);
        return;
    }
    for (int i = 1; i < size; i++) {
        MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
        receive(status.MPI_SOURCE, status.MPI_TAG);
    }
}

static void all_wild(int rank, int size)
{
    for (int i = 1; i < size; i++)
        if (rank == 0)
            receive(MPI_ANY_SOURCE, MPI_ANY_TAG);
    if (rank > 0)
        send(0, rank);
}

/* A server that has its next receive ready before everybody starts. */
static void server(int rank, int size)
{
    MPI_Request request = MPI_REQUEST_NULL;
    int got = 0;

    if (rank == 0)
        MPI_Irecv(&got, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &request);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank > 0)
        send(0, 0);
    for (int i = 1; rank == 0 && i < size; i++) {
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        if (i < size - 1)
            MPI_Irecv(&got, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &request);
    }
}

/* The same with several at a time. */
static void pool(int rank, int size)
{
    MPI_Request requests[2];
    int got[2], left = 3 * (size - 1), i;

    for (i = 0; rank == 0 && i < 2; i++)
        MPI_Irecv(&got[i], 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &requests[i]);
    MPI_Barrier(MPI_COMM_WORLD);
    for (i = 0; rank > 0 && i < 3; i++)
        send(0, 0);
    for (; rank == 0 && left > 0; left--) {
        MPI_Waitany(2, requests, &i, MPI_STATUS_IGNORE);
        if (left > 2)
            MPI_Irecv(&got[i], 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD,
                      &requests[i]);
    }
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "wildcard_then_named", wildcard_then_named },
        { "any_tag_then_tag", any_tag_then_tag },
        { "across_barrier", across_barrier },
        { "taken", taken },
        { "barrier_between", barrier_between },
        { "master", master },
        { "two_parts", two_parts },
        { "probed", probed },
        { "all_wild", all_wild },
        { "server", server },
        { "pool", pool },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
