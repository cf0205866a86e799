/* SPDX-License-Identifier: BSD-3-Clause */
/* buffers: a buffered send takes the buffer of the session that its communicator comes
 * from, by whatever way, and no other. */
#include "session.h"

enum { BYTES = 1 << 16 };

static void send_buffered(MPI_Comm comm, const void *data, int expected)
{
    int me, all;

    MPI_Comm_rank(comm, &me);
    MPI_Comm_size(comm, &all);
    check_class(MPI_Bsend(data, BYTES, MPI_BYTE, (me + 1) % all, 1, comm), expected);
    if (expected == MPI_SUCCESS) {
        unsigned char *in = room(BYTES);

        check_ok(MPI_Recv(in, BYTES, MPI_BYTE, (me + all - 1) % all, 1, comm,
                          MPI_STATUS_IGNORE));
        check_filled(in, BYTES, 1, 1);
        free(in);
    }
}

int main(void)
{
    MPI_Session with = open_session(), without = open_session();
    MPI_Comm comm, other, half;
    void *memory = room(BYTES + MPI_BSEND_OVERHEAD), *back = NULL, *data = room(BYTES);
    MPI_Request request;
    int bytes = 0;

    fill(data, BYTES, 1, 1);
    comm = comm_of_set(with, "mpi://WORLD", "with");
    other = comm_of_set(without, "mpi://WORLD", "without");
    check_ok(MPI_Comm_split(comm, rank % 2, 0, &half));
    check_ok(MPI_Session_attach_buffer(with, memory, BYTES + MPI_BSEND_OVERHEAD));
    send_buffered(comm, data, MPI_SUCCESS);
    check_ok(MPI_Session_flush_buffer(with));
    send_buffered(half, data, MPI_SUCCESS);
    check_ok(MPI_Session_iflush_buffer(with, &request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    send_buffered(other, data, MPI_ERR_BUFFER);
    check_ok(MPI_Session_detach_buffer(with, &back, &bytes));
    check(back == memory && bytes == BYTES + MPI_BSEND_OVERHEAD, "%p, %d B", back, bytes);
    send_buffered(comm, data, MPI_ERR_BUFFER);
    check_class(MPI_Session_detach_buffer(with, &back, &bytes), MPI_ERR_BUFFER);
    MPI_Comm_free(&half);
    MPI_Comm_free(&comm);
    MPI_Comm_free(&other);
    close_session(&with);
    close_session(&without);
    free(memory);
    free(data);
    return 0;
}
