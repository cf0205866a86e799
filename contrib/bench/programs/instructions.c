/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * instructions: calls for callgrind to look at, which collects inside the functions below and
 * dumps when they return.  In between the ranks meet, so that the network is quiet when a call
 * begins; the cheapest of the CALLS calls is the one that had nothing to wait for.
 */
#include "bench.h"

enum { CALLS = 40 };

static int me, other;
static double value = 1, sum;
static MPI_Request request;

__attribute__((noinline)) void measured_isend(void)
{
    MPI_Isend(&value, 8, MPI_BYTE, other, 1, MPI_COMM_WORLD, &request);
}

__attribute__((noinline)) void measured_isend_wait(void)
{
    MPI_Isend(&value, 8, MPI_BYTE, other, 1, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

__attribute__((noinline)) void measured_allreduce(void)
{
    MPI_Allreduce(&value, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}

/* Rank 1 receives what rank 0 sends in `send`. */
static void one_way(void (*send)(void))
{
    double taken = 0;

    if (me == 0)
        send();
    else
        MPI_Recv(&taken, 8, MPI_BYTE, 0, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (me == 0 && send == measured_isend)
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    if (me == 1 && taken != 1)
        fail("instructions: a wrong number arrived");
    MPI_Barrier(MPI_COMM_WORLD);
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    me = rank_of_world();
    other = 1 - me;
    if (size_of_world() != 2)
        fail("instructions: needs two ranks");
    for (int i = 0; i < CALLS; i++)
        one_way(measured_isend);
    for (int i = 0; i < CALLS; i++)
        one_way(measured_isend_wait);
    for (int i = 0; i < CALLS; i++) {
        measured_allreduce();
        if (sum != 2)
            fail("instructions: a wrong sum");
        MPI_Barrier(MPI_COMM_WORLD);
    }
    MPI_Finalize();
    return 0;
}
