/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * overlap: how much of a nonblocking collective hides behind computing.  The collective alone
 * takes t; then it is started, t is computed (nobody calls MPI meanwhile), and it is waited for.
 * Hidden is the part of t that this costs less than both after each other: 100 % at best.
 */
#include "bench.h"

struct job {
    int which;
    char *in, *out;
    int bytes; /* of a block */
    long work; /* loops between the start and the wait */
};

static const char *const names[] = { "ibcast", "iallreduce", "iallgather", "ialltoall" };

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

static void measure_job(struct job *j)
{
    double loops_per_second, alone, computing, together, hidden;
    long trial = 1000000;

    j->work = 0;
    alone = measure(both, j) - measure(only_compute, j);
    loops_per_second = now();
    compute(trial);
    loops_per_second = (double)trial / (now() - loops_per_second);
    j->work = (long)(alone * loops_per_second);
    MPI_Bcast(&j->work, 1, MPI_LONG, 0, MPI_COMM_WORLD);
    computing = measure(only_compute, j);
    together = measure(both, j);
    hidden = 100 * (alone + computing - together) / alone;
    hidden = hidden < 0 ? 0 : hidden > 100 ? 100 : hidden;
    if (rank_of_world() == 0)
        print(names[j->which], j->bytes, hidden, "%");
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
