/* SPDX-License-Identifier: BSD-3-Clause */
/* finalize: MPI_Finalize completes what was begun and let go: sends whose requests were
 * freed, and buffered messages, on MPI_COMM_WORLD and on a communicator that was freed.
 * A freed receive to which nobody sends does not keep it waiting. */
#include <unistd.h>

#include "../check.h"

enum { LONG = 4000000 };

static char out[3][LONG], in[LONG];

static void send_and_let_go(int dest, MPI_Comm comm)
{
    MPI_Request request;

    for (int i = 0; i < 3; i++)
        fill(out[i], LONG, rank, i);
    check_ok(MPI_Isend(out[0], LONG, MPI_CHAR, dest, 0, MPI_COMM_WORLD, &request));
    check_ok(MPI_Request_free(&request));
    check_ok(MPI_Issend(out[1], 1, MPI_CHAR, dest, 1, MPI_COMM_WORLD, &request));
    check_ok(MPI_Request_free(&request));
    check_ok(MPI_Buffer_attach(MPI_BUFFER_AUTOMATIC, 0));
    check_ok(MPI_Bsend(out[2], LONG, MPI_CHAR, dest, 2, comm));
    check_ok(MPI_Irecv(in, 1, MPI_CHAR, dest, 99, MPI_COMM_WORLD, &request));
    check_ok(MPI_Request_free(&request));
}

static void receive_late(int source, MPI_Comm comm)
{
    static const int lengths[] = { LONG, 1, LONG };

    sleep(1);
    for (int i = 0; i < 3; i++) {
        check_ok(MPI_Recv(in, lengths[i], MPI_CHAR, source, i,
                          i == 2 ? comm : MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check_filled(in, lengths[i], source, i);
    }
}

int main(int argc, char **argv)
{
    MPI_Comm comm;

    check_init(&argc, &argv);
    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
    if (rank % 2 == 0 && rank + 1 < size)
        send_and_let_go(rank + 1, comm);
    else if (rank % 2 == 1)
        receive_late(rank - 1, comm);
    check_ok(MPI_Comm_free(&comm));
    return finish();
}
