/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * barrier: nobody leaves before the last one came.  Each rank is the late one in its
 * turn; all nodes of the private cluster share one machine's clock.
 */
#include "../check.h"
#include <time.h>
#include <unistd.h>

static long nanoseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000 + now.tv_nsec;
}

static void wait_for(int late)
{
    long came, left, last = 0;

    if (rank == late)
        usleep(3000);
    came = nanoseconds();
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    left = nanoseconds();
    check_ok(MPI_Allreduce(&came, &last, 1, MPI_LONG, MPI_MAX, MPI_COMM_WORLD));
    check(left > last, "left %ld ns before rank %d came", last - left, late);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    for (int late = 0; late < size; late++)
        wait_for(late);
    for (int i = 0; i < 200; i++)
        check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check_ok(MPI_Barrier(MPI_COMM_SELF));
    return finish();
}
