/* SPDX-License-Identifier: BSD-3-Clause */
/* modes: standard, synchronous and ready sends, and what each of them promises. */
#include "../check.h"
#include <time.h>
#include <unistd.h>

enum { TAG = 5, GO = 6, COUNT = 3000 };

static double data[COUNT];

static long nanoseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000 + now.tv_nsec;
}

static void recv_from_0(int key)
{
    MPI_Status status;

    memset(data, 0, sizeof data);
    check_ok(MPI_Recv(data, COUNT, MPI_DOUBLE, 0, TAG, MPI_COMM_WORLD, &status));
    check_filled(data, sizeof data, 0, key);
}

static void standard(void)
{
    fill(data, sizeof data, rank, 1);
    for (int peer = 1; peer < size && rank == 0; peer++)
        check_ok(MPI_Send(data, COUNT, MPI_DOUBLE, peer, TAG, MPI_COMM_WORLD));
    if (rank)
        recv_from_0(1);
}

/* A synchronous send returns only after its receive has begun: the receiver, which is
   late on purpose, says when that was.  All nodes of the private cluster share one
   machine's clock. */
static void synchronous(void)
{
    long begun = 0;

    for (int peer = 1; peer < size && rank == 0; peer++) {
        long returned;

        fill(data, sizeof data, 0, 2);
        check_ok(
            MPI_Ssend(data, peer % 2 ? COUNT : 1, MPI_DOUBLE, peer, TAG, MPI_COMM_WORLD));
        returned = nanoseconds();
        check_ok(
            MPI_Recv(&begun, 1, MPI_LONG, peer, GO, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check(begun < returned, "MPI_Ssend to %d returned %ld ns before its receive",
              peer, begun - returned);
    }
    if (rank) {
        usleep(2000);
        begun = nanoseconds();
        check_ok(
            MPI_Recv(data, COUNT, MPI_DOUBLE, 0, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check_ok(MPI_Send(&begun, 1, MPI_LONG, 0, GO, MPI_COMM_WORLD));
    }
}

static void ready(void)
{
    double in[COUNT];
    MPI_Request request;
    int go = 1;

    if (rank == 0) {
        fill(data, sizeof data, 0, 3);
        for (int peer = 1; peer < size; peer++) {
            check_ok(
                MPI_Recv(&go, 1, MPI_INT, peer, GO, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
            check_ok(MPI_Rsend(data, COUNT, MPI_DOUBLE, peer, TAG, MPI_COMM_WORLD));
        }
        return;
    }
    check_ok(MPI_Irecv(in, COUNT, MPI_DOUBLE, 0, TAG, MPI_COMM_WORLD, &request));
    check_ok(MPI_Send(&go, 1, MPI_INT, 0, GO, MPI_COMM_WORLD));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_filled(in, sizeof in, 0, 3);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    for (int round = 0; round < 10; round++) {
        standard();
        ready();
        synchronous();
    }
    return finish();
}
