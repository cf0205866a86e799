/* SPDX-License-Identifier: BSD-3-Clause */
/* asleep: ranks wait so long that they sleep, for a message, for a flag of the node, and
 * for one while the other comes. */
#include "../check.h"
#include <sys/resource.h>
#include <unistd.h>

static double cpu_seconds(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
           1e-6 * (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void late(int k)
{
    if (rank == k % size)
        usleep(60000);
}

/* The last rank comes half a second late; the others must have slept meanwhile, which the
 * processor's time tells, however busy the machine is. */
static void costs_nothing(void)
{
    double before = cpu_seconds();

    if (rank == size - 1)
        usleep(500000);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check(cpu_seconds() - before < 0.25, "waiting has cost %g s", cpu_seconds() - before);
}

int main(int argc, char **argv)
{
    MPI_Request request;
    int k, sum, token = 0, left, right;

    check_init(&argc, &argv);
    left = (rank + size - 1) % size;
    right = (rank + 1) % size;
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    for (k = 0; k < 6; k++) {
        late(k);
        check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD));
        check(sum == size * (size - 1) / 2, "round %d: the sum is %d", k, sum);
        check_ok(MPI_Ibarrier(MPI_COMM_WORLD, &request));
        late(k + 1);
        check_ok(MPI_Sendrecv(&k, 1, MPI_INT, right, 0, &token, 1, MPI_INT, left, 0,
                              MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check(token == k, "round %d: got %d", k, token);
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    }
    costs_nothing();
    return finish();
}
