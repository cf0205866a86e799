/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * faults RANK MICROSECONDS: a short program that does a bit of everything, in which RANK
 * is killed so long after it has called MPI_Init: while it starts, in messages,
 * collectives, windows, or while it ends; or not at all, if it is faster.
 */
#include "../mpi/check.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

enum { ROUNDS = 20, LONG = 1 << 18, TAG = 3 };

static void die(int number)
{
    (void)number;
    kill(getpid(), SIGKILL);
}

static void die_in(int microseconds)
{
    const struct itimerval timer = { .it_value = { .tv_usec = microseconds } };

    signal(SIGALRM, die);
    setitimer(ITIMER_REAL, &timer, NULL);
}

/* With both neighbours of a ring, short or long. */
static void exchange(char *out, char *in, int bytes)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size;

    check_ok(MPI_Sendrecv(out, bytes, MPI_CHAR, right, TAG, in, bytes, MPI_CHAR, left,
                          TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
}

static void collect(double *out, double *in, int count)
{
    check_ok(MPI_Allreduce(out, in, count, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD));
    check_ok(MPI_Bcast(out, count, MPI_DOUBLE, 0, MPI_COMM_WORLD));
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
}

static void touch_window(void)
{
    int *base, one = 1;
    MPI_Win win;

    check_ok(MPI_Win_allocate(sizeof *base, sizeof *base, MPI_INFO_NULL, MPI_COMM_WORLD,
                              &base, &win));
    check_ok(MPI_Win_fence(0, win));
    check_ok(MPI_Put(&one, 1, MPI_INT, (rank + 1) % size, 0, 1, MPI_INT, win));
    check_ok(MPI_Win_fence(0, win));
    check_ok(MPI_Win_free(&win));
}

int main(int argc, char **argv)
{
    const char *task = getenv("SLURM_PROCID");
    char *out = calloc(1, LONG), *in = calloc(1, LONG);

    if (argc > 2 && task && !strcmp(task, argv[1]))
        die_in(atoi(argv[2]));
    check_init(&argc, &argv);
    for (int i = 0; i < ROUNDS; i++) {
        exchange(out, in, 8);
        exchange(out, in, LONG);
        collect((double *)out, (double *)in, 1);
        collect((double *)out, (double *)in, LONG / (int)sizeof(double));
    }
    touch_window();
    free(out);
    free(in);
    check_ok(MPI_Finalize());
    puts("over");
    return 0;
}
