/* SPDX-License-Identifier: BSD-3-Clause */
/* levels: what performance variables say of messages that wait, and of receives. */
#include "check.h"

enum { MESSAGES = 5, INTS = 10 };

static MPI_T_pvar_session session;

static unsigned long long level(const char *name)
{
    unsigned long long value = 0;
    MPI_T_pvar_handle handle;
    int index, count;

    check_ok(MPI_T_pvar_get_index(name, MPI_T_PVAR_CLASS_LEVEL, &index));
    check_ok(MPI_T_pvar_handle_alloc(session, index, NULL, &handle, &count));
    check_ok(MPI_T_pvar_read(session, handle, &value));
    check_ok(MPI_T_pvar_handle_free(session, &handle));
    return value;
}

static void expect(const char *name, unsigned long long expected)
{
    unsigned long long value = level(name);

    check(value == expected, "%s is %llu, not %llu", name, value, expected);
}

/* The last message comes last: when it has been received, the others are there. */
static void send_to_last(void)
{
    MPI_Request requests[MESSAGES + 1];
    int data[INTS] = { 0 };

    for (int i = 0; rank == 0 && i <= MESSAGES; i++)
        check_ok(
            MPI_Isend(data, INTS, MPI_INT, size - 1, i, MPI_COMM_WORLD, &requests[i]));
    if (rank == 0)
        check_ok(MPI_Waitall(MESSAGES + 1, requests, MPI_STATUSES_IGNORE));
    if (rank != size - 1)
        return;
    check_ok(
        MPI_Recv(data, INTS, MPI_INT, 0, MESSAGES, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    expect("unexpected_messages", MESSAGES);
    expect("unexpected_bytes", MESSAGES * sizeof data);
    for (int i = 0; i < MESSAGES; i++)
        check_ok(MPI_Recv(data, INTS, MPI_INT, 0, i, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    expect("unexpected_messages", 0);
}

static void post_receives(void)
{
    MPI_Request requests[2];
    int data[2];

    check_ok(
        MPI_Irecv(&data[0], 1, MPI_INT, MPI_ANY_SOURCE, 1, MPI_COMM_SELF, &requests[0]));
    check_ok(MPI_Irecv(&data[1], 1, MPI_INT, 0, 2, MPI_COMM_SELF, &requests[1]));
    expect("posted_receives", 2);
    for (int i = 0; i < 2; i++) {
        check_ok(MPI_Cancel(&requests[i]));
        check_ok(MPI_Wait(&requests[i], MPI_STATUS_IGNORE));
    }
    expect("posted_receives", 0);
}

int main(int argc, char **argv)
{
    int provided;

    check_init(&argc, &argv);
    check_ok(MPI_T_init_thread(MPI_THREAD_SINGLE, &provided));
    check_ok(MPI_T_pvar_session_create(&session));
    send_to_last();
    post_receives();
    check_ok(MPI_T_pvar_session_free(&session));
    check_ok(MPI_T_finalize());
    return finish();
}
