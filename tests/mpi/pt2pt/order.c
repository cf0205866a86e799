/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * order: messages between two ranks do not overtake each other, whatever their sizes
 * (MPI 5.0, 3.5), be the receive for one tag or for any, and be it posted before or
 * after.
 */
#include "../check.h"

enum { MESSAGES = 300, LONGEST = 40000, TAGS = 3 };

/* Short ones and long ones alternate, so that eager and rendezvous meet. */
static int length_of(int i)
{
    static const int lengths[] = { 4, 30000, 8, 12000, 0, LONGEST, 100, 8192 };

    return lengths[i % 8];
}

static void send_all(int peer, MPI_Request *requests, char (*buffers)[LONGEST])
{
    for (int i = 0; i < MESSAGES; i++) {
        fill(buffers[i], length_of(i), rank, i);
        check_ok(MPI_Isend(buffers[i], length_of(i), MPI_CHAR, peer, i % TAGS,
                           MPI_COMM_WORLD, &requests[i]));
    }
}

static void recv_in_order(int peer, int by_tag)
{
    static char in[LONGEST];
    MPI_Status status;
    int count, step = by_tag ? TAGS : 1;

    for (int first = 0; first < step; first++) {
        for (int i = first; i < MESSAGES; i += step) {
            check_ok(MPI_Recv(in, LONGEST, MPI_CHAR, peer, by_tag ? first : MPI_ANY_TAG,
                              MPI_COMM_WORLD, &status));
            check_ok(MPI_Get_count(&status, MPI_CHAR, &count));
            check(status.MPI_TAG == i % TAGS && count == length_of(i),
                  "message %d: tag %d, %d bytes", i, status.MPI_TAG, count);
            check_filled(in, count, peer, i);
        }
    }
}

static void recv_posted_before(int peer, char (*in)[LONGEST], MPI_Request *requests)
{
    MPI_Status statuses[MESSAGES];

    for (int i = 0; i < MESSAGES; i++)
        check_ok(MPI_Irecv(in[i], LONGEST, MPI_CHAR, peer, MPI_ANY_TAG, MPI_COMM_WORLD,
                           &requests[i]));
    check_ok(MPI_Waitall(MESSAGES, requests, statuses));
    for (int i = 0; i < MESSAGES; i++) {
        check(statuses[i].MPI_TAG == i % TAGS, "message %d has tag %d", i,
              statuses[i].MPI_TAG);
        check_filled(in[i], length_of(i), peer, i);
    }
}

int main(int argc, char **argv)
{
    static char buffers[MESSAGES][LONGEST];
    static MPI_Request requests[MESSAGES];

    check_init(&argc, &argv);
    for (int way = 0; way < 3; way++) {
        int peer = rank ^ 1;

        if (peer < size && rank % 2 == 0) {
            send_all(peer, requests, buffers);
            check_ok(MPI_Waitall(MESSAGES, requests, MPI_STATUSES_IGNORE));
        } else if (peer < size && way == 2) {
            recv_posted_before(peer, buffers, requests);
        } else if (peer < size) {
            recv_in_order(peer, way);
        }
        check_ok(MPI_Barrier(MPI_COMM_WORLD));
    }
    return finish();
}
