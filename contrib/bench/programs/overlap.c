/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * overlap: what a nonblocking collective costs beside computing.  The collective alone takes t;
 * then it is started, t is computed (nobody calls MPI meanwhile), and it is waited for.  Exposed
 * is what that takes longer than computing alone: t if nothing hides, 0 at best.  Both are taken in
 * turn, because they are nearly the same.
 */
#include "bench.h"

struct job {
    int which;
    char *in, *out;
    int bytes; /* of a block */
    long work; /* loops between the start and the wait */
};

static const char *const names[] = { "ibcast", "iallreduce", "iallgather", "ialltoall" };
static const char *const names_alone[] = { "ibcast_alone", "iallreduce_alone",
                                           "iallgather_alone", "ialltoall_alone" };

static void start(struct job *j, MPI_Request *request)
{
    switch (j->which) {
    case 0:
        MPI_Ibcast(j->in, j->bytes, MPI_BYTE, 0, MPI_COMM_WORLD, request);
        break;
    case 1:
        MPI_Iallreduce(j->in, j->out, j->bytes / 8, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD,
                       request);
        break;
    case 2:
        MPI_Iallgather(j->in, j->bytes, MPI_BYTE, j->out, j->bytes, MPI_BYTE,
                       MPI_COMM_WORLD, request);
        break;
    default:
        MPI_Ialltoall(j->in, j->bytes, MPI_BYTE, j->out, j->bytes, MPI_BYTE,
                      MPI_COMM_WORLD, request);
    }
}

static void compute(long work)
{
    volatile double x = 1;

    for (long i = 0; i < work; i++)
        x = x * 0.999 + 0.001;
}

static void both(void *what, int i)
{
    struct job *j = what;
    MPI_Request request;

    (void)i;
    start(j, &request);
    compute(j->work);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void only_compute(void *what, int i)
{
    (void)i;
    compute(((struct job *)what)->work);
    MPI_Barrier(MPI_COMM_WORLD);
}

/* Loops of compute() that take so many seconds; rank 0 knows. */
static long loops_of(double seconds)
{
    long trial = 1000000, loops;
    double begun = now();

    compute(trial);
    loops = (long)(seconds * (double)trial / (now() - begun));
    MPI_Bcast(&loops, 1, MPI_LONG, 0, MPI_COMM_WORLD);
    return loops;
}

/* The median of some differences, each of a batch that takes a part of the budget. */
static double exposed(struct job *j, double alone)
{
    enum { PAIRS = 15 };
    int calls = 1 + (int)(budget() / PAIRS / alone);
    double difference[PAIRS];

    MPI_Bcast(&calls, 1, MPI_INT, 0, MPI_COMM_WORLD);
    for (int i = 0; i < PAIRS; i++)
        difference[i] = seconds_of(both, j, calls) - seconds_of(only_compute, j, calls);
    qsort(difference, PAIRS, sizeof *difference, by_value);
    return difference[PAIRS / 2] / calls;
}

/* What is less than a hundredth of t cannot be told from nothing. */
static void measure_job(struct job *j)
{
    double alone, shown;

    j->work = 0;
    alone = measure(both, j) - measure(only_compute, j);
    alone = alone > 1e-8 ? alone : 1e-8;
    j->work = loops_of(alone);
    shown = exposed(j, alone);
    shown = shown > alone / 100 ? shown : alone / 100;
    if (rank_of_world() == 0) {
        print(names[j->which], j->bytes, shown * 1e6, "us");
        print(names_alone[j->which], j->bytes, alone * 1e6, "us");
    }
}

int main(int argc, char **argv)
{
    static const int sizes[] = { 8, 8192, 1 << 20 };
    struct job j;

    MPI_Init(&argc, &argv);
    j.in = room((size_t)(1 << 20) * size_of_world());
    j.out = room((size_t)(1 << 20) * size_of_world());
    for (j.which = 0; j.which < 4; j.which++)
        for (int i = 0; i < 3; i++) {
            j.bytes = sizes[i];
            measure_job(&j);
        }
    free(j.in);
    free(j.out);
    MPI_Finalize();
    return 0;
}
