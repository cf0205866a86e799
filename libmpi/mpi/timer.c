/* SPDX-License-Identifier: BSD-3-Clause */
/* timer.c: timers (MPI 5.0, 9.6).  Legal before MPI_Init and after MPI_Finalize. */
#include <mpi.h>

#include <time.h>

#include "util/macros.h"

static double seconds(const struct timespec *t)
{
    return (double)t->tv_sec + (double)t->tv_nsec * 1e-9;
}

/* CLOCK_MONOTONIC never jumps; it counts from a past time of the node's own, which is why
 * MPI_WTIME_IS_GLOBAL is false. */
double PMPI_Wtime(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return seconds(&now);
}
weak_alias(PMPI_Wtime, MPI_Wtime);

double PMPI_Wtick(void)
{
    struct timespec tick;

    clock_getres(CLOCK_MONOTONIC, &tick);
    return seconds(&tick);
}
weak_alias(PMPI_Wtick, MPI_Wtick);
