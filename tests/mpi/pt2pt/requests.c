/* SPDX-License-Identifier: BSD-3-Clause */
/* requests: MPI_Wait, MPI_Test and MPI_Waitall on requests of any state, in any order. */
#include "../check.h"

enum { MANY = 500 };

static void null_requests(void)
{
    MPI_Request request = MPI_REQUEST_NULL, nulls[3];
    MPI_Status status;
    int flag = 0, count = -1;

    check_ok(MPI_Wait(&request, &status));
    check(status.MPI_SOURCE == MPI_ANY_SOURCE && status.MPI_TAG == MPI_ANY_TAG,
          "an empty status has source %d, tag %d", status.MPI_SOURCE, status.MPI_TAG);
    check_ok(MPI_Get_count(&status, MPI_INT, &count));
    check(count == 0, "an empty status has count %d", count);
    check_ok(MPI_Test(&request, &flag, &status));
    check(flag, "MPI_Test of a null request says it is not done");
    for (int i = 0; i < 3; i++)
        nulls[i] = MPI_REQUEST_NULL;
    check_ok(MPI_Waitall(3, nulls, MPI_STATUSES_IGNORE));
    check_ok(MPI_Waitall(0, NULL, MPI_STATUSES_IGNORE));
}

/* Tested until done; the receive is posted first, so it must not be done before the send.
 */
static void test_until_done(int left, int right)
{
    int in = -1, out = rank, flag = 0;
    MPI_Request recv, send;
    MPI_Status status;

    check_ok(MPI_Irecv(&in, 1, MPI_INT, left, 1, MPI_COMM_WORLD, &recv));
    if (left == rank) {
        check_ok(MPI_Test(&recv, &flag, &status));
        check(!flag, "a receive is done before its send");
    }
    check_ok(MPI_Isend(&out, 1, MPI_INT, right, 1, MPI_COMM_WORLD, &send));
    while (!flag)
        check_ok(MPI_Test(&recv, &flag, &status));
    check(recv == MPI_REQUEST_NULL, "a request outlives MPI_Test");
    check(in == left && status.MPI_SOURCE == left, "%d from %d", in, status.MPI_SOURCE);
    check_ok(MPI_Wait(&send, MPI_STATUS_IGNORE));
}

/* Waited for in the opposite order of posting. */
static void many(int left, int right)
{
    static int in[MANY], out[MANY];
    static MPI_Request recvs[MANY], sends[MANY];
    MPI_Status status;

    for (int i = 0; i < MANY; i++)
        check_ok(MPI_Irecv(&in[i], 1, MPI_INT, left, i, MPI_COMM_WORLD, &recvs[i]));
    for (int i = MANY - 1; i >= 0; i--) {
        out[i] = rank * MANY + i;
        check_ok(MPI_Isend(&out[i], 1, MPI_INT, right, i, MPI_COMM_WORLD, &sends[i]));
    }
    for (int i = MANY - 1; i >= 0; i--) {
        check_ok(MPI_Wait(&recvs[i], &status));
        check(in[i] == left * MANY + i && status.MPI_TAG == i, "message %d is %d", i,
              in[i]);
    }
    check_ok(MPI_Waitall(MANY, sends, MPI_STATUSES_IGNORE));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    null_requests();
    for (int round = 0; round < 20; round++) {
        test_until_done((rank + size - 1) % size, (rank + 1) % size);
        many((rank + size - 1) % size, (rank + 1) % size);
    }
    return finish();
}
