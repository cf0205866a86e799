/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the programs of the bench share.  Each one is plain MPI, which every implementation
 * compiles, and prints lines `name size value unit`; size is in bytes unless the program says
 * otherwise.  BENCH_SECONDS (0.02) in the environment is the time spent on a number.
 */
#ifndef BENCH_H
#define BENCH_H

#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Seconds on a clock that all processes of a machine share. */
static inline double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline double budget(void)
{
    const char *text = getenv("BENCH_SECONDS");

    return text ? atof(text) : 0.02;
}

/* One line, at once: what came before a hang counts. */
static inline void print(const char *name, size_t size, double value, const char *unit)
{
    printf("%s %zu %.6g %s\n", name, size, value, unit);
    fflush(stdout);
}

static inline void fail(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    MPI_Abort(MPI_COMM_WORLD, 1);
}

/* Zeroed memory, touched; the program ends when there is none. */
static inline void *room(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);

    if (!memory)
        fail("no memory");
    return memset(memory, 0, bytes);
}

static inline int rank_of_world(void)
{
    int rank;

    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

static inline int size_of_world(void)
{
    int size;

    MPI_Comm_size(MPI_COMM_WORLD, &size);
    return size;
}

/* What is measured: call number `i` of something that every rank takes part in. */
typedef void bench_f(void *what, int i);

/* Seconds that `calls` calls take on the slowest rank; collective over the world. */
static inline double seconds_of(bench_f *call, void *what, int calls)
{
    double mine, slowest;

    MPI_Barrier(MPI_COMM_WORLD);
    mine = now();
    for (int i = 0; i < calls; i++)
        call(what, i);
    mine = now() - mine;
    MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    return slowest;
}

static inline int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/*
 * Seconds per call: the median of five batches, which together take about the budget.  Their
 * length comes from a trial that doubles until it has taken a tenth of the budget.
 */
static inline double measure(bench_f *call, void *what)
{
    enum { BATCHES = 5, MOST = 1 << 20 };
    double batch[BATCHES], trial, wanted = budget() / BATCHES;
    int calls = 1;

    seconds_of(call, what, 1);
    while ((trial = seconds_of(call, what, calls)) < wanted / 2 && calls < MOST)
        calls *= 2;
    if (trial > wanted)
        calls = 1 > (int)(calls * wanted / trial) ? 1 : (int)(calls * wanted / trial);
    for (int i = 0; i < BATCHES; i++)
        batch[i] = seconds_of(call, what, calls) / calls;
    qsort(batch, BATCHES, sizeof *batch, by_value);
    return batch[BATCHES / 2];
}

#endif
