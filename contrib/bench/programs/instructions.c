/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * instructions: calls for callgrind to look at (--collect-atstart=no), with a dump after each.  In
 * between the ranks meet, so that the network is quiet when a call begins; the cheapest of the
 * CALLS calls is the one that had nothing to wait for.
 */
#include <valgrind/callgrind.h>
#include "bench.h"

enum { CALLS = 40 };

static int me;
static double value = 1;

/* The macros want to stand around the call itself; NAME is what the dump says it is of. */
#define COUNTED(NAME, ...)                                                               \
    do {                                                                                 \
        CALLGRIND_TOGGLE_COLLECT;                                                        \
        __VA_ARGS__;                                                                     \
        CALLGRIND_TOGGLE_COLLECT;                                                        \
        CALLGRIND_DUMP_STATS_AT(NAME);                                                   \
    } while (0)

static void receive(void)
{
    double taken = 0;

    MPI_Recv(&taken, 8, MPI_BYTE, 0, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (taken != 1)
        fail("instructions: a wrong number arrived");
}

static void isend(void)
{
    MPI_Request request;

    COUNTED("isend", MPI_Isend(&value, 8, MPI_BYTE, 1, 1, MPI_COMM_WORLD, &request));
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void isend_wait(void)
{
    MPI_Request request;

    COUNTED("isend_wait", MPI_Isend(&value, 8, MPI_BYTE, 1, 1, MPI_COMM_WORLD, &request);
            MPI_Wait(&request, MPI_STATUS_IGNORE));
}

static void allreduce(void)
{
    double sum = 0;

    COUNTED("allreduce",
            MPI_Allreduce(&value, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD));
    if (sum != 2)
        fail("instructions: a wrong sum");
}

/* The barrier leaves nothing under way that the next call would have to deal with. */
static void repeat(void (*first)(void), void (*second)(void))
{
    for (int i = 0; i < CALLS; i++) {
        if (me == 0)
            first();
        else
            second();
        MPI_Barrier(MPI_COMM_WORLD);
    }
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    me = rank_of_world();
    if (size_of_world() != 2)
        fail("instructions: needs two ranks");
    repeat(isend, receive);
    repeat(isend_wait, receive);
    repeat(allreduce, allreduce);
    MPI_Finalize();
    return 0;
}
