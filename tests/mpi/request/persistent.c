/* SPDX-License-Identifier: BSD-3-Clause */
/* persistent: requests that are started again and again: in the order of MPI_Startall,
 * from MPI_ANY_SOURCE, with MPI_PROC_NULL, after an error, and not while they are
 * active. */
#include "../check.h"

enum { ROUNDS = 20, N = 5 };

/* All messages have one tag: only the order tells them apart. */
static void in_order(int left, int right)
{
    int out[N], in[N];
    MPI_Request requests[2 * N];

    for (int i = 0; i < N; i++) {
        check_ok(MPI_Recv_init(&in[i], 1, MPI_INT, MPI_ANY_SOURCE, 1, MPI_COMM_WORLD,
                               &requests[i]));
        check_ok((i % 2 ? MPI_Send_init : MPI_Ssend_init)(
            &out[i], 1, MPI_INT, right, 1, MPI_COMM_WORLD, &requests[N + i]));
    }
    for (int round = 0; round < ROUNDS; round++) {
        MPI_Status statuses[2 * N];

        for (int i = 0; i < N; i++)
            out[i] = rank * 1000 + round * N + i;
        check_ok(MPI_Startall(2 * N, requests));
        check_ok(MPI_Waitall(2 * N, requests, statuses));
        for (int i = 0; i < N; i++) {
            check(in[i] == left * 1000 + round * N + i, "message %d is %d", i, in[i]);
            check(statuses[i].MPI_SOURCE == left, "from %d", statuses[i].MPI_SOURCE);
            check(requests[i] != MPI_REQUEST_NULL, "a persistent request is gone");
        }
        check_ok(MPI_Barrier(MPI_COMM_WORLD));
    }
    for (int i = 0; i < 2 * N; i++)
        check_ok(MPI_Request_free(&requests[i]));
}

static void with_nobody(void)
{
    int value = 5, flag;
    MPI_Request requests[2];
    MPI_Status status;

    check_ok(MPI_Send_init(&value, 1, MPI_INT, MPI_PROC_NULL, 1, MPI_COMM_WORLD,
                           &requests[0]));
    check_ok(MPI_Recv_init(&value, 1, MPI_INT, MPI_PROC_NULL, 1, MPI_COMM_WORLD,
                           &requests[1]));
    for (int round = 0; round < 2; round++) {
        check_ok(MPI_Startall(2, requests));
        check_ok(MPI_Wait(&requests[0], MPI_STATUS_IGNORE));
        check_ok(MPI_Test(&requests[1], &flag, &status));
        check(flag && status.MPI_SOURCE == MPI_PROC_NULL && status.MPI_TAG == MPI_ANY_TAG,
              "flag %d, source %d", flag, status.MPI_SOURCE);
    }
    check(value == 5, "nobody sent %d", value);
    check_ok(MPI_Request_free(&requests[0]));
    check_ok(MPI_Request_free(&requests[1]));
}

/* An inactive request is nothing to wait for. */
static void misuse(void)
{
    int in = 0, two[2] = { 1, 2 }, one = 3;
    MPI_Request request, plain = MPI_REQUEST_NULL;
    MPI_Status status;

    errors_return(MPI_COMM_SELF);
    check_ok(MPI_Recv_init(&in, 1, MPI_INT, 0, 1, MPI_COMM_SELF, &request));
    check_ok(MPI_Wait(&request, &status));
    check(status.MPI_SOURCE == MPI_ANY_SOURCE, "source %d", status.MPI_SOURCE);
    check_class(MPI_Start(&plain), MPI_ERR_REQUEST);
    check_ok(MPI_Start(&request));
    check_class(MPI_Start(&request), MPI_ERR_REQUEST);
    check_ok(MPI_Send(two, 2, MPI_INT, 0, 1, MPI_COMM_SELF));
    check_class(MPI_Wait(&request, &status), MPI_ERR_TRUNCATE);
    check_ok(MPI_Start(&request));
    check_ok(MPI_Send(&one, 1, MPI_INT, 0, 1, MPI_COMM_SELF));
    check_ok(MPI_Wait(&request, &status));
    check(in == 3, "received %d after an error", in);
    check_ok(MPI_Request_free(&request));
    check_class(MPI_Request_free(&request), MPI_ERR_REQUEST);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    in_order((rank + size - 1) % size, (rank + 1) % size);
    with_nobody();
    misuse();
    return finish();
}
