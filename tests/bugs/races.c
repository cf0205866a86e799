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

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "wildcard_then_named", wildcard_then_named },
        { "any_tag_then_tag", any_tag_then_tag },
        { "barrier_between", barrier_between },
        { "master", master },
        { "two_parts", two_parts },
        { "probed", probed },
        { "all_wild", all_wild },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
