/* SPDX-License-Identifier: BSD-3-Clause */
/* buffered: MPI_Bsend and its kin: they return before anybody receives, they need what
 * the standard says they need and no more, and what does not fit is an error and no
 * hang. */
#include "../check.h"

enum { MESSAGES = 7, LENGTH = 1000000 };

static char out[LENGTH], in[LENGTH];

/* Everybody sends before anybody receives, from a buffer that is just large enough. */
static void all_before_any(int left, int right)
{
    int bytes, size_back;
    void *memory, *back;

    check_ok(MPI_Pack_size(LENGTH, MPI_CHAR, MPI_COMM_WORLD, &bytes));
    bytes = MESSAGES * (bytes + MPI_BSEND_OVERHEAD);
    memory = room(bytes);
    check_ok(MPI_Buffer_attach(memory, bytes));
    for (int i = 0; i < MESSAGES; i++) {
        MPI_Request request;

        fill(out, LENGTH, rank, i);
        if (i % 2) {
            check_ok(MPI_Bsend(out, LENGTH, MPI_CHAR, right, i, MPI_COMM_WORLD));
        } else {
            check_ok(
                MPI_Ibsend(out, LENGTH, MPI_CHAR, right, i, MPI_COMM_WORLD, &request));
            check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
        }
    }
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    for (int i = 0; i < MESSAGES; i++) {
        check_ok(
            MPI_Recv(in, LENGTH, MPI_CHAR, left, i, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check_filled(in, LENGTH, left, i);
    }
    check_ok(MPI_Buffer_flush());
    check_ok(MPI_Buffer_detach(&back, &size_back));
    check(back == memory && size_back == bytes, "%d B come back, not %d", size_back,
          bytes);
    free(memory);
}

/* A message that does not fit is an error, and leaves room for one that does. */
static void too_much(void)
{
    char memory[1000 + MPI_BSEND_OVERHEAD], text[MPI_MAX_ERROR_STRING];
    int size_back, error, length;
    void *back;

    errors_return(MPI_COMM_SELF);
    check_class(MPI_Bsend(out, 1, MPI_CHAR, 0, 0, MPI_COMM_SELF), MPI_ERR_BUFFER);
    check_class(MPI_Buffer_detach(&back, &size_back), MPI_ERR_BUFFER);
    check_ok(MPI_Buffer_attach(memory, sizeof memory));
    check_class(MPI_Buffer_attach(memory, sizeof memory), MPI_ERR_BUFFER);
    error = MPI_Bsend(out, 2000, MPI_CHAR, 0, 0, MPI_COMM_SELF);
    check_class(error, MPI_ERR_BUFFER);
    MPI_Error_string(error, text, &length);
    check(strstr(text, "2000 B") && strstr(text, "1512 B"), "no sizes in: %s", text);
    check_ok(MPI_Bsend(out, 1000, MPI_CHAR, 0, 0, MPI_COMM_SELF));
    check_ok(MPI_Recv(in, 1000, MPI_CHAR, 0, 0, MPI_COMM_SELF, MPI_STATUS_IGNORE));
    check_ok(MPI_Buffer_detach(&back, &size_back));
    check(back == memory, "another buffer comes back");
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_ARE_FATAL);
}

/* A communicator's own buffer goes before that of the process, which is too small. */
static void own_buffer(int left, int right)
{
    char small[16];
    int bytes = LENGTH + MPI_BSEND_OVERHEAD, size_back, flag;
    void *memory = room(bytes), *back;
    MPI_Request request;
    MPI_Comm comm;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
    check_ok(MPI_Buffer_attach(small, sizeof small));
    check_ok(MPI_Comm_attach_buffer(comm, memory, bytes));
    fill(out, LENGTH, rank, 1);
    check_ok(MPI_Bsend(out, LENGTH, MPI_CHAR, right, 1, comm));
    check_ok(MPI_Comm_iflush_buffer(comm, &request));
    if (size > 1) {
        check_ok(MPI_Test(&request, &flag, MPI_STATUS_IGNORE));
        check(!flag, "a message that nobody received has left");
    }
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check_ok(MPI_Recv(in, LENGTH, MPI_CHAR, left, 1, comm, MPI_STATUS_IGNORE));
    check_filled(in, LENGTH, left, 1);
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_ok(MPI_Comm_flush_buffer(comm));
    check_ok(MPI_Comm_detach_buffer(comm, &back, &size_back));
    check(back == memory && size_back == bytes, "%d B come back, not %d", size_back,
          bytes);
    check_ok(MPI_Buffer_detach(&back, &size_back));
    check_ok(MPI_Comm_free(&comm));
    free(memory);
}

/* Persistent, from memory of the library's own. */
static void automatic(int left, int right)
{
    int size_back;
    MPI_Request send;
    void *back;

    check_ok(MPI_Buffer_attach(MPI_BUFFER_AUTOMATIC, 0));
    check_ok(MPI_Bsend_init(out, LENGTH, MPI_CHAR, right, 5, MPI_COMM_WORLD, &send));
    for (int i = 0; i < MESSAGES; i++) {
        fill(out, LENGTH, rank, i);
        check_ok(MPI_Start(&send));
        check_ok(MPI_Wait(&send, MPI_STATUS_IGNORE));
    }
    for (int i = 0; i < MESSAGES; i++) {
        check_ok(
            MPI_Recv(in, LENGTH, MPI_CHAR, left, 5, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check_filled(in, LENGTH, left, i);
    }
    check_ok(MPI_Request_free(&send));
    check_ok(MPI_Bsend(out, 1, MPI_CHAR, MPI_PROC_NULL, 5, MPI_COMM_WORLD));
    check_ok(MPI_Buffer_detach(&back, &size_back));
    check(back == MPI_BUFFER_AUTOMATIC, "another buffer comes back");
}

/* MPI_Finalize waits for what is in the buffer of the process. */
static void left_behind(int left, int right)
{
    check_ok(MPI_Buffer_attach(MPI_BUFFER_AUTOMATIC, 0));
    fill(out, LENGTH, rank, 9);
    check_ok(MPI_Bsend(out, LENGTH, MPI_CHAR, right, 9, MPI_COMM_WORLD));
    check_ok(MPI_Recv(in, LENGTH, MPI_CHAR, left, 9, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check_filled(in, LENGTH, left, 9);
}

int main(int argc, char **argv)
{
    int left, right;

    check_init(&argc, &argv);
    left = (rank + size - 1) % size;
    right = (rank + 1) % size;
    all_before_any(left, right);
    too_much();
    own_buffer(left, right);
    automatic(left, right);
    left_behind(left, right);
    return finish();
}
