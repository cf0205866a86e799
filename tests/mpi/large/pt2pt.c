/* SPDX-License-Identifier: BSD-3-Clause */
/* Messages of more bytes than an int counts, from rank 0 to rank 1 in every mode, there
 * and back at the same time, to oneself, and of types with holes.  Arguments: large.h. */
#include "large.h"

static size_t bytes;
static char *out, *in;

typedef int send_f(const void *buffer, MPI_Count count, MPI_Datatype type, int dest,
                   int tag, MPI_Comm comm);

static int isend(const void *buffer, MPI_Count count, MPI_Datatype type, int dest,
                 int tag, MPI_Comm comm)
{
    MPI_Request request;

    check_ok(MPI_Isend_c(buffer, count, type, dest, tag, comm, &request));
    return MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static int persistent(const void *buffer, MPI_Count count, MPI_Datatype type, int dest,
                      int tag, MPI_Comm comm)
{
    MPI_Request request;

    check_ok(MPI_Send_init_c(buffer, count, type, dest, tag, comm, &request));
    check_ok(MPI_Start(&request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    return MPI_Request_free(&request);
}

static int partitioned(const void *buffer, MPI_Count count, MPI_Datatype type, int dest,
                       int tag, MPI_Comm comm)
{
    MPI_Request request;

    check_ok(MPI_Psend_init_c(buffer, 1, count, type, dest, tag, comm, MPI_INFO_NULL,
                              &request));
    check_ok(MPI_Start(&request));
    check_ok(MPI_Pready(0, request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    return MPI_Request_free(&request);
}

typedef void recv_f(int tag);

static void recv(int tag)
{
    MPI_Status status;

    check_ok(MPI_Recv_c(in, (MPI_Count)bytes, MPI_BYTE, 0, tag, MPI_COMM_WORLD, &status));
    large_expect_status(&status, bytes);
}

static void probe_and_recv(int tag)
{
    MPI_Status status;

    check_ok(MPI_Probe(0, tag, MPI_COMM_WORLD, &status));
    large_expect_status(&status, bytes);
    recv(tag);
}

static void mprobe_and_imrecv(int tag)
{
    MPI_Status status;
    MPI_Message message;
    MPI_Request request;

    check_ok(MPI_Mprobe(0, tag, MPI_COMM_WORLD, &message, &status));
    large_expect_status(&status, bytes);
    check_ok(MPI_Imrecv_c(in, (MPI_Count)bytes, MPI_BYTE, &message, &request));
    check_ok(MPI_Wait(&request, &status));
    large_expect_status(&status, bytes);
}

static void recv_partitioned(int tag)
{
    MPI_Request request;

    check_ok(MPI_Precv_init_c(in, 1, (MPI_Count)bytes, MPI_BYTE, 0, tag, MPI_COMM_WORLD,
                              MPI_INFO_NULL, &request));
    check_ok(MPI_Start(&request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_ok(MPI_Request_free(&request));
}

static const struct {
    send_f *send;
    recv_f *recv;
} modes[] = {
    { MPI_Send_c, recv }, { MPI_Ssend_c, probe_and_recv },   { isend, mprobe_and_imrecv },
    { persistent, recv }, { partitioned, recv_partitioned },
};

static void all_modes(void)
{
    for (int i = 0; i < (int)(sizeof modes / sizeof modes[0]); i++) {
        if (rank == 0) {
            large_write(out, bytes, 0, i);
            check_ok(
                modes[i].send(out, (MPI_Count)bytes, MPI_BYTE, 1, i, MPI_COMM_WORLD));
        } else if (rank == 1) {
            modes[i].recv(i);
            large_expect(in, bytes, 0, i);
        }
    }
}

static void exchange(int peer)
{
    MPI_Status status;

    large_write(out, bytes, rank, 40);
    check_ok(MPI_Sendrecv_c(out, (MPI_Count)bytes, MPI_BYTE, peer, 1, in,
                            (MPI_Count)bytes, MPI_BYTE, peer, 1, MPI_COMM_WORLD,
                            &status));
    large_expect_status(&status, bytes);
    large_expect(in, bytes, peer, 40);
}

/* Elements of a stride each, with a hole at the end; sent as them, received as them. */
static void with_holes(void)
{
    MPI_Datatype element = large_type();
    MPI_Count count = (MPI_Count)(bytes / STRIDE);
    MPI_Status status;

    if (rank == 0) {
        large_write(out, bytes, 0, 50);
        check_ok(MPI_Send_c(out, count, element, 1, 1, MPI_COMM_WORLD));
    } else if (rank == 1) {
        memset(in + STRIDE - HOLE, 0, HOLE);
        check_ok(MPI_Recv_c(in, count, element, 0, 1, MPI_COMM_WORLD, &status));
        large_expect(in, (size_t)(count - 1) * STRIDE + FIRST + 1, 0, 50);
        check(in[STRIDE - 1] == 0, "the hole is %d", in[STRIDE - 1]);
        check_ok(MPI_Get_elements_c(&status, element, &count));
        check(count == (MPI_Count)(bytes / STRIDE) * (STRIDE - HOLE), "%lld elements",
              (long long)count);
    }
    MPI_Type_free(&element);
}

/* One element of so many bytes, for calls whose counts are ints. */
static void one_element(void)
{
    MPI_Datatype element;
    MPI_Status status;
    int count;

    check_ok(MPI_Type_contiguous_c((MPI_Count)bytes, MPI_BYTE, &element));
    check_ok(MPI_Type_commit(&element));
    if (rank == 0) {
        large_write(out, bytes, 0, 60);
        check_ok(MPI_Send(out, 1, element, 1, 1, MPI_COMM_WORLD));
    } else if (rank == 1) {
        check_ok(MPI_Recv(in, 1, element, 0, 1, MPI_COMM_WORLD, &status));
        large_expect_status(&status, bytes);
        check_ok(MPI_Get_count(&status, element, &count));
        check(count == 1, "%d elements came", count);
        large_expect(in, bytes, 0, 60);
    }
    MPI_Type_free(&element);
}

int main(int argc, char **argv)
{
    bytes = large_init(&argc, &argv);
    out = large_buffer(bytes);
    in = large_buffer(bytes);
    all_modes();
    exchange(1 - rank);
    exchange(rank);
    with_holes();
    one_element();
    return finish();
}
