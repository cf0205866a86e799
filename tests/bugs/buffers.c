/* SPDX-License-Identifier: BSD-3-Clause */
/* buffers.c: buffers of operations that are under way. */
#include "bugs.h"

#include <stdlib.h>

static int a[64], b[64];

static void send_changed(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0) {
        MPI_Isend(a, 8, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        a[3]++;
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Recv(a, 8, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
}

static void recv_changed(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 1) {
        MPI_Irecv(a, 8, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
        a[0]++;
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Send(a, 8, MPI_INT, 1, 0, MPI_COMM_WORLD);
    }
}

static void persistent_changed(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 1) {
        MPI_Recv_init(a, 8, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
        a[1] = 4; /* not yet */
        MPI_Start(&request);
        a[0]++;
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        MPI_Request_free(&request);
    } else {
        MPI_Send(a, 8, MPI_INT, 1, 0, MPI_COMM_WORLD);
    }
}

/* Whatever stands in the buffer of a receive, no test of it can be relied on. */
static void read_early(int rank, int size)
{
    MPI_Request request;
    int got = 3;

    (void)size;
    if (rank == 0)
        MPI_Send(&got, 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
    if (rank != 1)
        return;
    MPI_Irecv(&got, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
    if (got % 2 == 0)
        got++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void column_changed(int rank, int size)
{
    MPI_Datatype column;
    MPI_Request request;

    (void)size;
    MPI_Type_vector(8, 1, 8, MPI_INT, &column);
    MPI_Type_commit(&column);
    if (rank == 0) {
        MPI_Isend(a, 1, column, 1, 0, MPI_COMM_WORLD, &request);
        a[8]++;
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Recv(a, 1, column, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    MPI_Type_free(&column);
}

static void two_receives(int rank, int size)
{
    MPI_Request requests[2];

    (void)size;
    if (rank == 0) {
        MPI_Send(b, 4, MPI_INT, 1, 0, MPI_COMM_WORLD);
        MPI_Send(b, 4, MPI_INT, 1, 1, MPI_COMM_WORLD);
        return;
    }
    MPI_Irecv(a, 4, MPI_INT, 0, 0, MPI_COMM_WORLD, &requests[0]);
    MPI_Irecv(a + 3, 4, MPI_INT, 0, 1, MPI_COMM_WORLD, &requests[1]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
}

static void received_over_send(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Isend(a, 4, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    MPI_Recv(a, 4, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void matched_changed(int rank, int size)
{
    MPI_Message message;
    MPI_Request request;

    (void)size;
    if (rank == 1) {
        MPI_Mprobe(0, 0, MPI_COMM_WORLD, &message, MPI_STATUS_IGNORE);
        MPI_Imrecv(a, 8, MPI_INT, &message, &request);
        a[0]++;
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Send(a, 8, MPI_INT, 1, 0, MPI_COMM_WORLD);
    }
}

static void matched_over_receive(int rank, int size)
{
    MPI_Message message;
    MPI_Request request;

    (void)size;
    MPI_Irecv(a, 8, MPI_INT, 1 - rank, 1, MPI_COMM_WORLD, &request);
    if (rank == 1) {
        MPI_Mprobe(0, 0, MPI_COMM_WORLD, &message, MPI_STATUS_IGNORE);
        MPI_Mrecv(a + 7, 8, MPI_INT, &message, MPI_STATUS_IGNORE);
    } else {
        MPI_Send(b, 8, MPI_INT, 1, 0, MPI_COMM_WORLD);
    }
    MPI_Sendrecv(b, 8, MPI_INT, 1 - rank, 1, b + 8, 0, MPI_INT, MPI_PROC_NULL, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void isendrecv_changed(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Isendrecv(a, 8, MPI_INT, 1 - rank, 0, b, 8, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD,
                  &request);
    a[7]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void isendrecv_in_one(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Isendrecv(a, 8, MPI_INT, 1 - rank, 0, a + 7, 8, MPI_INT, 1 - rank, 0,
                  MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void replaced_changed(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Isendrecv_replace(a, 8, MPI_INT, 1 - rank, 0, 1 - rank, 0, MPI_COMM_WORLD,
                          &request);
    a[7]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

/* Two partitions of four from rank 0 to rank 1, or what a case makes of them. */
static void begin_partitioned(int rank, int *values, MPI_Request *request)
{
    if (rank == 0)
        MPI_Psend_init(values, 2, 4, MPI_INT, 1, 0, MPI_COMM_WORLD, MPI_INFO_NULL,
                       request);
    else
        MPI_Precv_init(values, 2, 4, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_INFO_NULL,
                       request);
    MPI_Start(request);
}

static void end_partitioned(MPI_Request *request)
{
    MPI_Wait(request, MPI_STATUS_IGNORE);
    MPI_Request_free(request);
}

static void partition_changed(int rank, int size)
{
    MPI_Request request;

    (void)size;
    begin_partitioned(rank, a, &request);
    if (rank == 0) {
        MPI_Pready(0, request);
        a[4]++; /* of the other one, which is not ready */
        a[3]++;
        MPI_Pready(1, request);
    }
    end_partitioned(&request);
}

static void received_over_partition(int rank, int size)
{
    MPI_Request request;

    (void)size;
    begin_partitioned(rank, a, &request);
    if (rank == 0) {
        MPI_Pready(1, request);
        MPI_Recv(a + 7, 1, MPI_INT, 1, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Pready(0, request);
    } else {
        MPI_Send(b, 1, MPI_INT, 0, 1, MPI_COMM_WORLD);
    }
    end_partitioned(&request);
}

static void sent_from_partition(int rank, int size)
{
    MPI_Request request;

    (void)size;
    begin_partitioned(rank, a, &request);
    if (rank == 0) {
        MPI_Recv(b, 1, MPI_INT, 1, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Pready_range(0, 1, request);
    } else {
        MPI_Send(a + 7, 1, MPI_INT, 0, 1, MPI_COMM_WORLD);
    }
    end_partitioned(&request);
}

static void two_partitioned(int rank, int size)
{
    MPI_Request requests[2];

    (void)size;
    for (int i = 0; i < 2; i++)
        begin_partitioned(rank, rank == 0 ? a + 8 * i : b + 7 * i, &requests[i]);
    for (int i = 0; rank == 0 && i < 2; i++)
        MPI_Pready_range(0, 1, requests[i]);
    for (int i = 0; i < 2; i++)
        end_partitioned(&requests[i]);
}

static void bcast_changed(int rank, int size)
{
    MPI_Request request;

    (void)rank, (void)size;
    MPI_Ibcast(a, 4, MPI_INT, 0, MPI_COMM_WORLD, &request);
    a[0]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void reduce_changed(int rank, int size)
{
    MPI_Request request;

    (void)rank, (void)size;
    MPI_Ireduce(a, b, 4, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD, &request);
    a[0]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void alltoallv_changed(int rank, int size)
{
    int ones[2] = { 1, 1 }, places[2] = { 0, 1 };
    MPI_Request request;

    (void)rank, (void)size;
    MPI_Ialltoallv(a, ones, places, MPI_INT, b, ones, places, MPI_INT, MPI_COMM_WORLD,
                   &request);
    b[1]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void collective_over_receive(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Irecv(a, 4, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    MPI_Allreduce(b, a, 4, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Send(b, 4, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

/* These are right */

static void sendrecv_in_one(int rank, int size)
{
    int buffer[12] = { 0 };

    (void)size;
    MPI_Sendrecv(buffer, 8, MPI_INT, 1 - rank, 0, buffer + 4, 8, MPI_INT, 1 - rank, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void gathered_over_itself(int rank, int size)
{
    int buffer[12] = { 0 };

    (void)rank, (void)size;
    MPI_Allgather(buffer + 1, 2, MPI_INT, buffer, 2, MPI_INT, MPI_COMM_WORLD);
}

static void two_sends(int rank, int size)
{
    MPI_Request requests[2];

    (void)size;
    if (rank == 0) {
        MPI_Isend(a, 8, MPI_INT, 1, 0, MPI_COMM_WORLD, &requests[0]);
        MPI_Isend(a + 2, 4, MPI_INT, 1, 0, MPI_COMM_WORLD, &requests[1]);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
        return;
    }
    MPI_Recv(a, 8, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Recv(a, 8, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void must_be(const int *values, int first)
{
    for (int i = 0; i < 8; i++)
        if (values[i] != first + i)
            MPI_Abort(MPI_COMM_WORLD, 1);
}

/* Matched, both at once, in place: everything comes where it belongs. */
static void exchanges(int rank, int size)
{
    MPI_Message message;
    MPI_Request request;

    (void)size;
    for (int i = 0; i < 8; i++)
        a[i] = 100 * rank + i;
    MPI_Isendrecv(a, 8, MPI_INT, 1 - rank, 0, b, 8, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD,
                  &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    must_be(b, 100 * (1 - rank));
    MPI_Isendrecv_replace(a, 8, MPI_INT, 1 - rank, 0, 1 - rank, 0, MPI_COMM_WORLD,
                          &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    must_be(a, 100 * (1 - rank));
    MPI_Isendrecv_replace(a, 8, MPI_INT, MPI_PROC_NULL, 0, MPI_PROC_NULL, 0,
                          MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    must_be(a, 100 * (1 - rank));
    MPI_Isend(a, 8, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    MPI_Mprobe(1 - rank, 0, MPI_COMM_WORLD, &message, MPI_STATUS_IGNORE);
    MPI_Mrecv(b, 8, MPI_INT, &message, MPI_STATUS_IGNORE);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    must_be(b, 100 * rank);
    MPI_Mprobe(MPI_PROC_NULL, 0, MPI_COMM_WORLD, &message, MPI_STATUS_IGNORE);
    MPI_Imrecv(b, 8, MPI_INT, &message, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    must_be(b, 100 * rank);
}

/* What has arrived goes on, in pieces, while the rest is under way. */
static void partitions(int rank, int size)
{
    MPI_Request request;

    (void)size;
    begin_partitioned(rank, a, &request);
    for (int round = 0; round < 3; round++) {
        for (int i = 1; i >= 0; i--) {
            int flag = 0;

            if (rank == 0) {
                a[4 * i] = round;
                MPI_Pready(i, request);
                MPI_Recv(b, 4, MPI_INT, 1, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
                continue;
            }
            while (!flag)
                MPI_Parrived(request, i, &flag);
            MPI_Send(a + 4 * i, 4, MPI_INT, 0, 1, MPI_COMM_WORLD);
            if (a[4 * i]++ != round)
                MPI_Abort(MPI_COMM_WORLD, 1);
        }
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        a[0] = a[4] = -1;
        MPI_Start(&request);
    }
    if (rank == 0)
        MPI_Pready_range(0, 1, request);
    end_partitioned(&request);
}

/* A column each, in the holes of the other. */
static void columns(int rank, int size)
{
    MPI_Datatype column;
    MPI_Request requests[2];

    (void)size;
    MPI_Type_vector(8, 1, 8, MPI_INT, &column);
    MPI_Type_commit(&column);
    if (rank == 0) {
        MPI_Isend(a, 1, column, 1, 0, MPI_COMM_WORLD, &requests[0]);
        MPI_Irecv(a + 1, 1, column, 1, 0, MPI_COMM_WORLD, &requests[1]);
        a[2]++;
    } else {
        MPI_Irecv(a, 1, column, 0, 0, MPI_COMM_WORLD, &requests[0]);
        MPI_Isend(a + 1, 1, column, 0, 0, MPI_COMM_WORLD, &requests[1]);
        a[10]++;
    }
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    MPI_Type_free(&column);
}

static void neighbours(int rank, int size)
{
    MPI_Request requests[2];

    (void)size;
    for (int i = 0; i < 100; i++) {
        MPI_Irecv(a, 8, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &requests[0]);
        MPI_Isend(a + 8, 8, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &requests[1]);
        a[20] = b[0] = i;
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
        a[0] = a[8] = i;
    }
}

static void collectives(int rank, int size)
{
    MPI_Request requests[3];
    int sum = rank + 1;

    MPI_Iallreduce(MPI_IN_PLACE, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD, &requests[0]);
    MPI_Ibcast(a, 8, MPI_INT, 0, MPI_COMM_WORLD, &requests[1]);
    MPI_Igather(&rank, 1, MPI_INT, b, 1, MPI_INT, 0, MPI_COMM_WORLD, &requests[2]);
    MPI_Waitall(3, requests, MPI_STATUSES_IGNORE);
    if (sum != size * (size + 1) / 2 || (rank == 0 && b[1] != 1))
        MPI_Abort(MPI_COMM_WORLD, 1);
}

static void large(int rank, int size)
{
    enum { N = 1 << 20 };
    int *out = malloc(N * sizeof *out), *in = malloc(N * sizeof *in);
    MPI_Request request;

    (void)size;
    for (int i = 0; i < N; i++)
        out[i] = i;
    MPI_Irecv(in, N, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    MPI_Send(out, N, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    for (int i = 0; i < N; i++)
        if (in[i] != i)
            MPI_Abort(MPI_COMM_WORLD, 1);
    free(in);
    free(out);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "send_changed", send_changed },
        { "recv_changed", recv_changed },
        { "persistent_changed", persistent_changed },
        { "read_early", read_early },
        { "column_changed", column_changed },
        { "two_receives", two_receives },
        { "received_over_send", received_over_send },
        { "matched_changed", matched_changed },
        { "matched_over_receive", matched_over_receive },
        { "isendrecv_changed", isendrecv_changed },
        { "isendrecv_in_one", isendrecv_in_one },
        { "replaced_changed", replaced_changed },
        { "exchanges", exchanges },
        { "partition_changed", partition_changed },
        { "received_over_partition", received_over_partition },
        { "sent_from_partition", sent_from_partition },
        { "two_partitioned", two_partitioned },
        { "partitions", partitions },
        { "bcast_changed", bcast_changed },
        { "reduce_changed", reduce_changed },
        { "alltoallv_changed", alltoallv_changed },
        { "collective_over_receive", collective_over_receive },
        { "sendrecv_in_one", sendrecv_in_one },
        { "gathered_over_itself", gathered_over_itself },
        { "two_sends", two_sends },
        { "columns", columns },
        { "neighbours", neighbours },
        { "collectives", collectives },
        { "large", large },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
