/* SPDX-License-Identifier: BSD-3-Clause */
/* unexpected: thousands of messages wait at rank 0, which takes the last sent first. */
#include "../check.h"

enum { MESSAGES = 2000 };

static void send_all(void)
{
    static MPI_Request requests[MESSAGES];
    static int values[MESSAGES];

    for (int tag = 0; tag < MESSAGES; tag++) {
        values[tag] = rank * MESSAGES + tag;
        check_ok(
            MPI_Isend(&values[tag], 1, MPI_INT, 0, tag, MPI_COMM_WORLD, &requests[tag]));
    }
    check_ok(MPI_Send(NULL, 0, MPI_INT, 0, MESSAGES, MPI_COMM_WORLD));
    check_ok(MPI_Waitall(MESSAGES, requests, MPI_STATUSES_IGNORE));
}

static void recv_last_first(int peer)
{
    MPI_Status status;
    int value = -1, count;

    check_ok(
        MPI_Recv(NULL, 0, MPI_INT, peer, MESSAGES, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    for (int tag = MESSAGES - 1; tag >= 0; tag--) {
        check_ok(MPI_Recv(&value, 1, MPI_INT, peer, tag, MPI_COMM_WORLD, &status));
        check(value == peer * MESSAGES + tag, "value %d for tag %d", value, tag);
        check_ok(MPI_Get_count(&status, MPI_INT, &count));
        check(count == 1, "%d values for tag %d", count, tag);
    }
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    if (rank)
        send_all();
    for (int peer = size - 1; peer > 0 && rank == 0; peer--)
        recv_last_first(peer);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    return finish();
}
