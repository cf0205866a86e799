/* SPDX-License-Identifier: BSD-3-Clause */
/* cancel: a receive that nothing matched can be cancelled, one that has its message
 * cannot; a request that is freed goes on without its handle. */
#include "../check.h"

enum { LONG = 3000000 };

static void unmatched(void)
{
    int in = 1, flag, count;
    MPI_Request request;
    MPI_Status status;

    check_ok(MPI_Irecv(&in, 1, MPI_INT, rank, 1, MPI_COMM_WORLD, &request));
    check_ok(MPI_Cancel(&request));
    check_ok(MPI_Cancel(&request));
    check_ok(MPI_Wait(&request, &status));
    check_ok(MPI_Test_cancelled(&status, &flag));
    check(flag, "a receive that matches nothing is not cancelled");
    check_ok(MPI_Get_count(&status, MPI_INT, &count));
    check(in == 1, "a cancelled receive wrote %d", in);
}

static void matched(void)
{
    int in = 0, out = 2, flag;
    MPI_Request request;
    MPI_Status status;

    check_ok(MPI_Irecv(&in, 1, MPI_INT, rank, 1, MPI_COMM_WORLD, &request));
    check_ok(MPI_Send(&out, 1, MPI_INT, rank, 1, MPI_COMM_WORLD));
    check_ok(MPI_Cancel(&request));
    check_ok(MPI_Wait(&request, &status));
    check_ok(MPI_Test_cancelled(&status, &flag));
    check(!flag && in == 2, "flag %d, received %d", flag, in);
}

/* A persistent receive may be cancelled in one round and not in the next. */
static void persistent(void)
{
    int in = 0, out = 3, flag;
    MPI_Request request;
    MPI_Status status;

    check_ok(MPI_Recv_init(&in, 1, MPI_INT, rank, 1, MPI_COMM_WORLD, &request));
    for (int round = 0; round < 4; round++) {
        check_ok(MPI_Start(&request));
        if (round % 2 == 0)
            check_ok(MPI_Cancel(&request));
        else
            check_ok(MPI_Send(&out, 1, MPI_INT, rank, 1, MPI_COMM_WORLD));
        check_ok(MPI_Wait(&request, &status));
        check_ok(MPI_Test_cancelled(&status, &flag));
        check(flag == (round % 2 == 0), "round %d: cancelled is %d", round, flag);
    }
    check(in == 3, "received %d", in);
    check_ok(MPI_Request_free(&request));
}

/* Freed while pending: persistent and not, received by the other side all the same. */
static void freed(int left, int right)
{
    static char out[2][LONG], in[LONG];
    MPI_Request request;

    for (int k = 0; k < 2; k++) {
        fill(out[k], LONG, rank, k);
        if (k == 0) {
            check_ok(
                MPI_Isend(out[k], LONG, MPI_CHAR, right, k, MPI_COMM_WORLD, &request));
        } else {
            check_ok(MPI_Send_init(out[k], LONG, MPI_CHAR, right, k, MPI_COMM_WORLD,
                                   &request));
            check_ok(MPI_Start(&request));
        }
        check_ok(MPI_Request_free(&request));
        check(request == MPI_REQUEST_NULL, "a freed request is not null");
    }
    for (int k = 1; k >= 0; k--) {
        check_ok(
            MPI_Recv(in, LONG, MPI_CHAR, left, k, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check_filled(in, LONG, left, k);
    }
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    unmatched();
    matched();
    persistent();
    freed((rank + size - 1) % size, (rank + 1) % size);
    return finish();
}
