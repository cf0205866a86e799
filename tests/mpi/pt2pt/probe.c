/* SPDX-License-Identifier: BSD-3-Clause */
/* probe: MPI_Probe and MPI_Iprobe tell of the message that the next receive gets, and
 * leave it. */
#include "../check.h"

enum { TAG = 11, LONGEST = 100000 };

static int length_from(int peer, int round)
{
    return (peer * 997 + round * 7919) % LONGEST;
}

static void take(const MPI_Status *seen, int round)
{
    int count, peer = seen->MPI_SOURCE;
    MPI_Status status;
    char *in;

    check_ok(MPI_Get_count(seen, MPI_CHAR, &count));
    check(seen->MPI_TAG == TAG + round && count == length_from(peer, round),
          "probed %d bytes with tag %d from %d", count, seen->MPI_TAG, peer);
    in = room(count);
    check_ok(MPI_Recv(in, count, MPI_CHAR, peer, seen->MPI_TAG, MPI_COMM_WORLD, &status));
    check_filled(in, count, peer, round);
    free(in);
}

static void recv_round(int round)
{
    MPI_Status status;
    int flag = 0;

    for (int i = 1; i < size; i++) {
        if (i % 2)
            check_ok(MPI_Probe(MPI_ANY_SOURCE, TAG + round, MPI_COMM_WORLD, &status));
        for (flag = i % 2; !flag;)
            check_ok(
                MPI_Iprobe(MPI_ANY_SOURCE, TAG + round, MPI_COMM_WORLD, &flag, &status));
        take(&status, round);
    }
    check_ok(MPI_Iprobe(MPI_ANY_SOURCE, TAG + round, MPI_COMM_WORLD, &flag, &status));
    check(!flag, "a message is left from %d", status.MPI_SOURCE);
}

static void send_round(int round)
{
    int length = length_from(rank, round);
    char *out = room(length);

    fill(out, length, rank, round);
    check_ok(MPI_Send(out, length, MPI_CHAR, 0, TAG + round, MPI_COMM_WORLD));
    free(out);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    for (int round = 0; round < 20; round++) {
        if (rank)
            send_round(round);
        else
            recv_round(round);
    }
    return finish();
}
