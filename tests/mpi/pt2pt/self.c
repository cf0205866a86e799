/* SPDX-License-Identifier: BSD-3-Clause */
/* self: a rank sends to itself, in MPI_COMM_WORLD and MPI_COMM_SELF, short and long. */
#include "../check.h"

static void recv_first(char *out, char *in, int length, int me, MPI_Comm comm)
{
    MPI_Request request;
    MPI_Status status;

    check_ok(MPI_Irecv(in, length, MPI_CHAR, me, 1, comm, &request));
    check_ok(MPI_Ssend(out, length, MPI_CHAR, me, 1, comm));
    check_ok(MPI_Wait(&request, &status));
    check(status.MPI_SOURCE == me, "from %d", status.MPI_SOURCE);
}

static void send_first(char *out, char *in, int length, int me, MPI_Comm comm)
{
    MPI_Request request;

    check_ok(MPI_Isend(out, length, MPI_CHAR, me, 2, comm, &request));
    check_ok(MPI_Recv(in, length, MPI_CHAR, MPI_ANY_SOURCE, 2, comm, MPI_STATUS_IGNORE));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
}

static void try_all(int length, int me, MPI_Comm comm)
{
    char *out = room(length), *in = room(length);

    fill(out, length, rank, 3);
    recv_first(out, in, length, me, comm);
    check_filled(in, length, rank, 3);
    memset(in, 0, length);
    send_first(out, in, length, me, comm);
    check_filled(in, length, rank, 3);
    free(out);
    free(in);
}

int main(int argc, char **argv)
{
    static const int lengths[] = { 0, 1, 100, 8192, 70000, 5000000 };

    check_init(&argc, &argv);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        try_all(lengths[i], rank, MPI_COMM_WORLD);
        try_all(lengths[i], 0, MPI_COMM_SELF);
    }
    return finish();
}
