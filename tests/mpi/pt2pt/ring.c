/* SPDX-License-Identifier: BSD-3-Clause */
/* ring: every rank passes messages on to the right, with each kind of call that can do
 * it. */
#include "../check.h"

enum { COUNT = 100 };

static int left, right;

static void check_from_left(const int *values, const MPI_Status *status, int tag)
{
    int count;

    check(status->MPI_SOURCE == left && status->MPI_TAG == tag, "from %d with tag %d",
          status->MPI_SOURCE, status->MPI_TAG);
    check_ok(MPI_Get_count(status, MPI_INT, &count));
    check(count == COUNT, "%d values came", count);
    check_filled(values, COUNT * sizeof *values, left, tag);
}

static void by_sendrecv(void)
{
    int out[COUNT], in[COUNT];
    MPI_Status status;

    fill(out, sizeof out, rank, 1);
    check_ok(MPI_Sendrecv(out, COUNT, MPI_INT, right, 1, in, COUNT, MPI_INT, left, 1,
                          MPI_COMM_WORLD, &status));
    check_from_left(in, &status, 1);
}

static void by_requests(void)
{
    int out[COUNT], in[COUNT];
    MPI_Request requests[2];
    MPI_Status statuses[2];

    fill(out, sizeof out, rank, 2);
    check_ok(MPI_Irecv(in, COUNT, MPI_INT, left, 2, MPI_COMM_WORLD, &requests[0]));
    check_ok(MPI_Isend(out, COUNT, MPI_INT, right, 2, MPI_COMM_WORLD, &requests[1]));
    check_ok(MPI_Waitall(2, requests, statuses));
    check(requests[0] == MPI_REQUEST_NULL && requests[1] == MPI_REQUEST_NULL,
          "a request outlives MPI_Waitall");
    check_from_left(in, &statuses[0], 2);
}

static void by_token(void)
{
    long token = 0;

    if (rank)
        check_ok(
            MPI_Recv(&token, 1, MPI_LONG, left, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check(token == rank, "the token is %ld", token);
    token++;
    if (rank < size - 1)
        check_ok(MPI_Send(&token, 1, MPI_LONG, right, 3, MPI_COMM_WORLD));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    left = (rank + size - 1) % size;
    right = (rank + 1) % size;
    for (int round = 0; round < 50; round++) {
        by_sendrecv();
        by_requests();
        by_token();
    }
    return finish();
}
