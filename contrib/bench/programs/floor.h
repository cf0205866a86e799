/* SPDX-License-Identifier: BSD-3-Clause */
/* What the programs without MPI, the floors of the bench, share.  Include it first. */
#ifndef FLOOR_H
#define FLOOR_H

#ifndef _GNU_SOURCE
#    define _GNU_SOURCE
#endif
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Seconds on a clock that all processes of a machine share. */
static inline double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Pins to the `n`th of the cores that we may use; one core is not enough. */
static inline void pin(int n)
{
    cpu_set_t all, mine;
    int seen = 0;

    sched_getaffinity(0, sizeof all, &all);
    CPU_ZERO(&mine);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &all) && seen++ == n)
            CPU_SET(cpu, &mine);
    if (sched_setaffinity(0, sizeof mine, &mine)) {
        fprintf(stderr, "bench: needs two cores\n");
        exit(1);
    }
}

#endif
