/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * scatter [COUNT]: rank 0 draws COUNT (100,000,000) doubles from the normal distribution N(10, 5),
 * every rank gets the same share of them, and rank 0 gathers the averages of the shares.
 */
#include <math.h>
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* 53 random bits in (0, 1], by splitmix64 (Steele, Lea, Flood, OOPSLA 2014). */
static double uniform(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return ((double)((z ^ z >> 31) >> 11) + 1) * 0x1p-53;
}

/* Two normal numbers from two uniform ones (Box and Muller, 1958). */
static void draw(double *values, size_t count, double mean, double deviation)
{
    uint64_t state = 1;

    for (size_t i = 0; i < count; i += 2) {
        double radius = deviation * sqrt(-2 * log(uniform(&state)));
        double angle = 2 * M_PI * uniform(&state);

        values[i] = mean + radius * cos(angle);
        if (i + 1 < count)
            values[i + 1] = mean + radius * sin(angle);
    }
}

static double average(const double *values, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum / (double)count;
}

static double *room(size_t count)
{
    double *values = malloc(count * sizeof *values);

    if (!values) {
        fprintf(stderr, "scatter: no memory for %zu doubles; pass a smaller count\n",
                count);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    return values;
}

int main(int argc, char **argv)
{
    double *all = NULL, *averages = NULL, *share, mine;
    int rank, size, count;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    count = (argc > 1 ? atoi(argv[1]) : 100000000) / size;
    if (count < 1) {
        fprintf(stderr, "scatter: the count must be a number from %d on\n", size);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    share = room(count);
    if (rank == 0) {
        all = room((size_t)count * size);
        averages = room(size);
        draw(all, (size_t)count * size, 10, 5);
    }
    MPI_Scatter(all, count, MPI_DOUBLE, share, count, MPI_DOUBLE, 0, MPI_COMM_WORLD);
    mine = average(share, count);
    printf("rank %d: the average of %d doubles is %.6f\n", rank, count, mine);
    MPI_Gather(&mine, 1, MPI_DOUBLE, averages, 1, MPI_DOUBLE, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("Full Average: %.6f\n", average(averages, size));
    free(all);
    free(averages);
    free(share);
    MPI_Finalize();
    return 0;
}
