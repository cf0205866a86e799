/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * sizes: 0 B to 64 MB between ranks 0 and 1, and around every power of two, where
 * libraries go from one protocol to the next; received by a posted receive, by a late
 * one, and by a longer one.
 */
#include "../check.h"

enum { LARGEST = 64 << 20, TAG = 9 };

static void one_way(char *buffer, int length, int peer, int sends, int extra)
{
    MPI_Status status;
    int count = -1, go = 0;

    if (sends) {
        fill(buffer, length, rank, length);
        check_ok(MPI_Send(buffer, length, MPI_BYTE, peer, TAG, MPI_COMM_WORLD));
        check_ok(MPI_Recv(&go, 1, MPI_INT, peer, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        return;
    }
    memset(buffer, 0xee, (size_t)length + extra);
    check_ok(
        MPI_Recv(buffer, length + extra, MPI_BYTE, peer, TAG, MPI_COMM_WORLD, &status));
    check_ok(MPI_Get_count(&status, MPI_BYTE, &count));
    check(count == length, "%d bytes of %d came", count, length);
    check_filled(buffer, length, peer, length);
    for (int i = 0; i < extra; i++)
        check((unsigned char)buffer[length + i] == 0xee,
              "byte %d after the message changed", i);
    check_ok(MPI_Send(&go, 1, MPI_INT, peer, TAG, MPI_COMM_WORLD));
}

static void both_at_once(char *out, char *in, int length, int peer)
{
    fill(out, length, rank, length + 1);
    check_ok(MPI_Sendrecv(out, length, MPI_BYTE, peer, TAG, in, length, MPI_BYTE, peer,
                          TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check_filled(in, length, peer, length + 1);
}

static void try_length(char *out, char *in, int length)
{
    int peer = rank ^ 1;

    one_way(out, length, peer, rank == 0, 64);
    one_way(in, length, peer, rank == 1, 0);
    both_at_once(out, in, length, peer);
}

int main(int argc, char **argv)
{
    char *out = room(LARGEST + 64), *in = room(LARGEST + 64);

    check_init(&argc, &argv);
    for (int power = 0; power <= 22 && rank < 2; power++)
        for (int delta = -1; delta <= 1; delta++)
            try_length(out, in, (1 << power) + delta);
    if (rank < 2)
        try_length(out, in, LARGEST);
    free(out);
    free(in);
    return finish();
}
