/* SPDX-License-Identifier: BSD-3-Clause */
/* lanes: messages of all lengths at which the carrier of a node changes its way, with and
 * without holes on either side, awaited and not, and so many both ways that no ring has
 * room for them. */
#include "../check.h"

enum { MOST = 300000, WINDOW = 40 };

static const int lengths[] = {
    0,    1,    8,    9,     100,   4047,  4048,  4049,  4096,
    8184, 8192, 8193, 12232, 12233, 65535, 65536, 65537, MOST
};

static char out[2 * MOST], in[2 * MOST];
static MPI_Datatype holes; /* a byte, and one that is not */

static char byte_of(int length, int i)
{
    return (char)(length * 31 + i * 7 + i / 251);
}

static void prepare(int length, int step)
{
    memset(in, 'x', sizeof in);
    memset(out, 'y', sizeof out);
    for (int i = 0; i < length; i++)
        out[i * step] = byte_of(length, i);
}

static void look(int length, int step)
{
    int wrong = 0;

    for (int i = 0; i < length; i++)
        wrong += in[i * step] != byte_of(length, i);
    check(wrong == 0 && in[length * step] == 'x', "%d bytes, step %d: %d are wrong",
          length, step, wrong);
}

/* Rank 0 and each other in turn: there and back.  The receiver waits, or comes late. */
static void there_and_back(int length, int out_step, int in_step, int late)
{
    MPI_Datatype sent = out_step == 2 ? holes : MPI_BYTE;
    MPI_Datatype taken = in_step == 2 ? holes : MPI_BYTE;
    MPI_Request request = MPI_REQUEST_NULL;
    int partner = rank % 2 ? rank - 1 : rank + 1;

    if (partner >= size)
        return;
    prepare(length, out_step);
    if (!late)
        check_ok(MPI_Irecv(in, length, taken, partner, 1, MPI_COMM_WORLD, &request));
    check_ok(MPI_Sendrecv(NULL, 0, MPI_BYTE, partner, 2, NULL, 0, MPI_BYTE, partner, 2,
                          MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    if (late) {
        check_ok(MPI_Isend(out, length, sent, partner, 1, MPI_COMM_WORLD, &request));
        check_ok(MPI_Sendrecv(NULL, 0, MPI_BYTE, partner, 2, NULL, 0, MPI_BYTE, partner,
                              2, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check_ok(
            MPI_Recv(in, length, taken, partner, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    } else {
        check_ok(MPI_Send(out, length, sent, partner, 1, MPI_COMM_WORLD));
    }
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    look(length, in_step);
}

/* Everybody to everybody, all lengths under way at a time. */
static void all_at_once(void)
{
    enum { LENGTHS = sizeof lengths / sizeof *lengths - 1 };
    int n = 0, offset = 0, start[LENGTHS];
    MPI_Request requests[2 * LENGTHS];

    prepare(MOST, 1);
    for (int i = 0; i < LENGTHS; i++) {
        start[i] = offset;
        offset += lengths[i];
    }
    for (int i = LENGTHS - 1; i >= 0; i--)
        check_ok(MPI_Irecv(in + start[i], lengths[i], MPI_BYTE, (rank + size - 1) % size,
                           i, MPI_COMM_WORLD, &requests[n++]));
    for (int i = 0; i < LENGTHS; i++)
        check_ok(MPI_Isend(out + start[i], lengths[i], MPI_BYTE, (rank + 1) % size, i,
                           MPI_COMM_WORLD, &requests[n++]));
    check_ok(MPI_Waitall(n, requests, MPI_STATUSES_IGNORE));
    check(memcmp(in, out, (size_t)offset) == 0, "all at once: something is wrong");
}

/* More than a ring holds, to one who does not look: sends that found no room go on. */
static void a_full_ring(void)
{
    MPI_Request requests[WINDOW];
    int right = (rank + 1) % size, left = (rank + size - 1) % size;

    for (int k = 0; k < WINDOW; k++) {
        memset(out + k * 4000, k + 1, 4000);
        check_ok(MPI_Isend(out + k * 4000, 4000, MPI_BYTE, right, k, MPI_COMM_WORLD,
                           &requests[k]));
    }
    for (int k = WINDOW - 1; k >= 0; k--) {
        check_ok(
            MPI_Recv(in, 4000, MPI_BYTE, left, k, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check(in[0] == k + 1 && in[3999] == k + 1, "message %d is wrong", k);
    }
    check_ok(MPI_Waitall(WINDOW, requests, MPI_STATUSES_IGNORE));
}

/* Messages that are too long for their receives. */
static void what_is_not_taken(void)
{
    MPI_Request request = MPI_REQUEST_NULL;
    int right = (rank + 1) % size, left = (rank + size - 1) % size;

    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    for (int length = 9000; length <= 90000; length += 81000) {
        check_ok(MPI_Isend(out, length, MPI_BYTE, right, 1, MPI_COMM_WORLD, &request));
        check(MPI_Recv(in, 8999, MPI_BYTE, left, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE) ==
                  MPI_ERR_TRUNCATE,
              "%d bytes were taken for 8999", length);
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    }
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_ARE_FATAL);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    check_ok(MPI_Type_create_resized(MPI_BYTE, 0, 2, &holes));
    check_ok(MPI_Type_commit(&holes));
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (int way = 0; way < 8; way++)
            there_and_back(lengths[i] < MOST ? lengths[i] : MOST - 1, 1 + way % 2,
                           1 + way / 2 % 2, way / 4);
    all_at_once();
    a_full_ring();
    what_is_not_taken();
    check_ok(MPI_Type_free(&holes));
    return finish();
}
