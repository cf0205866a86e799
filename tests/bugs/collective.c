/* SPDX-License-Identifier: BSD-3-Clause */
/* collective.c: collectives of which the ranks do not say the same, and some that do. */
#include "bugs.h"

#include <unistd.h>

static int in[64], out[64];
static float real[64];

static void other_call(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Allreduce(in, out, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    else
        MPI_Bcast(in, 1, MPI_INT, 0, MPI_COMM_WORLD);
}

static void other_call_of_three(int rank, int size)
{
    (void)size;
    if (rank == 2)
        MPI_Barrier(MPI_COMM_WORLD);
    else
        MPI_Gather(in, 1, MPI_INT, out, 1, MPI_INT, 1, MPI_COMM_WORLD);
}

static void barrier_finalize(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Barrier(MPI_COMM_WORLD);
}

static void root(int rank, int size)
{
    (void)size;
    MPI_Bcast(in, 1, MPI_INT, rank % 2, MPI_COMM_WORLD);
}

static void root_reduce(int rank, int size)
{
    (void)size;
    MPI_Reduce(in, out, 1, MPI_INT, MPI_SUM, rank == 3 ? 1 : 0, MPI_COMM_WORLD);
}

static void operation(int rank, int size)
{
    (void)size;
    MPI_Allreduce(in, out, 1, MPI_INT, rank == 1 ? MPI_MAX : MPI_SUM, MPI_COMM_WORLD);
}

static void count(int rank, int size)
{
    (void)size;
    MPI_Allreduce(in, out, 1 + rank, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
}

static void short_and_long(int rank, int size)
{
    static double long_in[80000], long_out[80000];

    (void)size;
    MPI_Allreduce(long_in, long_out, rank ? 80000 : 1, MPI_DOUBLE, MPI_SUM,
                  MPI_COMM_WORLD);
}

static void own_count(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Allgather(in, 2, MPI_INT, out, 1, MPI_INT, MPI_COMM_WORLD);
}

static void own_type(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Alltoall(real, 1, MPI_FLOAT, out, 1, MPI_INT, MPI_COMM_WORLD);
}

static void overlap(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Allreduce(in, in + 1, 2, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
}

/* No flags are there yet: it is by messages. */
static void messages_differ(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0)
        MPI_Ibarrier(MPI_COMM_WORLD, &request);
    else
        MPI_Ibcast(in, 1, MPI_INT, 1, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

/* Rank 1 comes with what members of a node agree on before their first blocking one. */
static void agreement_differs(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 1) {
        MPI_Bcast(in, 1, MPI_INT, 0, MPI_COMM_WORLD);
        return;
    }
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

/* By the flags of a node, since a blocking one came before. */
static void waits_on_other_comms(int rank, int size)
{
    MPI_Comm comms[2] = { MPI_COMM_WORLD };
    MPI_Request request;

    (void)size;
    MPI_Comm_dup(MPI_COMM_WORLD, &comms[1]);
    MPI_Barrier(comms[0]);
    MPI_Barrier(comms[1]);
    MPI_Iallreduce(in, out, 1, MPI_INT, MPI_SUM, comms[rank % 2], &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void waits_differ(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Igather(in, 1, MPI_INT, out, 1, MPI_INT, rank % 2, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void gather_count(int rank, int size)
{
    int count = rank ? 2 : 1;

    (void)size;
    MPI_Gather(in, count, MPI_INT, out, count, MPI_INT, 0, MPI_COMM_WORLD);
}

static void long_count(int rank, int size)
{
    static double long_in[80000], long_out[80000];

    (void)size;
    MPI_Allreduce(long_in, long_out, rank ? 20000 : 80000, MPI_DOUBLE, MPI_SUM,
                  MPI_COMM_WORLD);
}

static void type(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Reduce(in, out, 4, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    else
        MPI_Reduce(real, out, 4, MPI_FLOAT, MPI_SUM, 0, MPI_COMM_WORLD);
}

static void scatter_count(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Scatter(in, 2, MPI_INT, out, 1, MPI_INT, 0, MPI_COMM_WORLD);
}

static void nonblocking(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0)
        MPI_Ireduce(in, out, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD, &request);
    else
        MPI_Iallreduce(in, out, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void blocking_nonblocking(int rank, int size)
{
    MPI_Request request = MPI_REQUEST_NULL;

    (void)size;
    if (rank == 0)
        MPI_Ibarrier(MPI_COMM_WORLD, &request);
    else
        MPI_Barrier(MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void persistent(int rank, int size)
{
    MPI_Request request;

    (void)size;
    MPI_Bcast_init(in, 1, MPI_INT, rank % 2, MPI_COMM_WORLD, MPI_INFO_NULL, &request);
    MPI_Start(&request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Request_free(&request);
}

static void order(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Barrier(MPI_COMM_WORLD);
    MPI_Bcast(in, 4, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank != 0)
        MPI_Barrier(MPI_COMM_WORLD);
}

static void dup_bcast(int rank, int size)
{
    MPI_Comm comm;

    (void)size;
    if (rank == 0)
        MPI_Comm_dup(MPI_COMM_WORLD, &comm);
    else
        MPI_Bcast(in, 4, MPI_INT, 0, MPI_COMM_WORLD);
}

/* What a rank sees by itself */

static void bad_root(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Bcast(in, 1, MPI_INT, 7, MPI_COMM_WORLD);
}

static void bad_operation(int rank, int size)
{
    double a = 1, b;

    (void)rank, (void)size;
    MPI_Allreduce(&a, &b, 1, MPI_DOUBLE, MPI_BAND, MPI_COMM_WORLD);
}

static void null_operation(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Allreduce(in, out, 1, MPI_INT, MPI_OP_NULL, MPI_COMM_WORLD);
}

static void null_comm(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Bcast(in, 1, MPI_INT, 0, MPI_COMM_NULL);
}

static void null_type(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Allreduce(in, out, 1, MPI_DATATYPE_NULL, MPI_SUM, MPI_COMM_WORLD);
}

static void aliases(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Allreduce(in, in, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
}

static void negative_count(int rank, int size)
{
    int counts[64] = { 0 }, displs[64] = { 0 };

    (void)rank, (void)size;
    counts[1] = -1;
    MPI_Alltoallv(in, counts, displs, MPI_INT, out, counts, displs, MPI_INT,
                  MPI_COMM_WORLD);
}

/* These are right */

static void all_kinds(int rank, int size)
{
    int ones[64], places[64];

    for (int i = 0; i < size; i++) {
        ones[i] = 1;
        places[i] = i;
    }
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Bcast(in, 8, MPI_INT, size - 1, MPI_COMM_WORLD);
    MPI_Gather(in, 1, MPI_INT, out, 1, MPI_INT, 1, MPI_COMM_WORLD);
    MPI_Gatherv(in, rank, MPI_INT, out, (int[]){ 0, 1, 2, 3 }, (int[]){ 0, 0, 1, 3 },
                MPI_INT, 1, MPI_COMM_WORLD);
    MPI_Scatter(in, 1, MPI_INT, out, 1, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Allgather(in, 2, MPI_INT, out, 2, MPI_INT, MPI_COMM_WORLD);
    MPI_Allgatherv(in, 1, MPI_INT, out, ones, places, MPI_INT, MPI_COMM_WORLD);
    MPI_Alltoall(in, 1, MPI_INT, out, 1, MPI_INT, MPI_COMM_WORLD);
    MPI_Alltoallv(in, ones, places, MPI_INT, out, ones, places, MPI_INT, MPI_COMM_WORLD);
    MPI_Reduce(in, out, 3, MPI_INT, MPI_MIN, 0, MPI_COMM_WORLD);
    MPI_Allreduce(in, out, 3, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    MPI_Reduce_scatter_block(in, out, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Reduce_scatter(in, out, ones, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Scan(in, out, 3, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Exscan(in, out, 3, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
}

/* A row here is a column there; signatures are the same. */
static void mixed_types(int rank, int size)
{
    MPI_Datatype column;

    (void)size;
    MPI_Type_vector(4, 1, 4, MPI_INT, &column);
    MPI_Type_commit(&column);
    MPI_Bcast(in, rank ? 4 : 1, rank ? MPI_INT : column, 0, MPI_COMM_WORLD);
    MPI_Gather(in, 4, MPI_INT, out, 16, MPI_BYTE, 0, MPI_COMM_WORLD);
    MPI_Bcast_c(in, 4, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Bcast(in, 4, rank ? MPI_INT : MPI_UNSIGNED, 0, MPI_COMM_WORLD);
    MPI_Type_free(&column);
}

static void in_place(int rank, int size)
{
    (void)size;
    MPI_Allreduce(MPI_IN_PLACE, out, 3, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Reduce(rank ? in : MPI_IN_PLACE, out, 3, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Gather(rank ? in : MPI_IN_PLACE, 1, MPI_INT, out, 1, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Scatter(in, 1, MPI_INT, rank ? out : MPI_IN_PLACE, 1, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Allgather(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, out, 1, MPI_INT, MPI_COMM_WORLD);
    MPI_Alltoall(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, out, 1, MPI_INT, MPI_COMM_WORLD);
}

static void many_under_way(int rank, int size)
{
    int results[40];
    MPI_Request requests[40];

    (void)rank, (void)size;
    for (int i = 0; i < 40; i++)
        if (i % 2)
            MPI_Iallreduce(in, &results[i], 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD,
                           &requests[i]);
        else
            MPI_Ibarrier(MPI_COMM_WORLD, &requests[i]);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Waitall(40, requests, MPI_STATUSES_IGNORE);
}

/* The order counts on each communicator, and not between two. */
static void two_comms(int rank, int size)
{
    MPI_Comm comm;
    MPI_Request requests[2];

    (void)size;
    MPI_Comm_dup(MPI_COMM_WORLD, &comm);
    MPI_Ibcast(in, 1, MPI_INT, 0, rank % 2 ? comm : MPI_COMM_WORLD, &requests[0]);
    MPI_Ibcast(out, 1, MPI_INT, 0, rank % 2 ? MPI_COMM_WORLD : comm, &requests[1]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    MPI_Comm_free(&comm);
}

static void inter(int rank, int size)
{
    MPI_Comm half, both;
    int root = rank % 2 ? 0 : rank == 0 ? MPI_ROOT : MPI_PROC_NULL;

    (void)size;
    MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half);
    MPI_Intercomm_create(half, 0, MPI_COMM_WORLD, 1 - rank % 2, 0, &both);
    MPI_Barrier(both);
    MPI_Bcast(in, 4, MPI_INT, root, both);
    MPI_Allreduce(in, out, 4, MPI_INT, MPI_SUM, both);
    MPI_Comm_free(&both);
    MPI_Comm_free(&half);
}

/* Nobody is in a hurry. */
static void late(int rank, int size)
{
    (void)size;
    if (rank == 1)
        sleep(3);
    MPI_Bcast(in, 4, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 2)
        sleep(3);
}

static void multiply(void *a, void *b, int *length, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *length; i++)
        ((int *)b)[i] *= ((int *)a)[i];
}

static void own_operation(int rank, int size)
{
    MPI_Op op;

    (void)rank, (void)size;
    MPI_Op_create(multiply, 1, &op);
    MPI_Allreduce(in, out, 4, MPI_INT, op, MPI_COMM_WORLD);
    MPI_Op_free(&op);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "other_call", other_call },
        { "other_call_of_three", other_call_of_three },
        { "barrier_finalize", barrier_finalize },
        { "root", root },
        { "root_reduce", root_reduce },
        { "operation", operation },
        { "count", count },
        { "long_count", long_count },
        { "short_and_long", short_and_long },
        { "own_count", own_count },
        { "own_type", own_type },
        { "overlap", overlap },
        { "waits_differ", waits_differ },
        { "agreement_differs", agreement_differs },
        { "waits_on_other_comms", waits_on_other_comms },
        { "gather_count", gather_count },
        { "messages_differ", messages_differ },
        { "type", type },
        { "scatter_count", scatter_count },
        { "nonblocking", nonblocking },
        { "blocking_nonblocking", blocking_nonblocking },
        { "persistent", persistent },
        { "order", order },
        { "dup_bcast", dup_bcast },
        { "bad_root", bad_root },
        { "bad_operation", bad_operation },
        { "null_operation", null_operation },
        { "null_comm", null_comm },
        { "null_type", null_type },
        { "aliases", aliases },
        { "negative_count", negative_count },
        { "all_kinds", all_kinds },
        { "mixed_types", mixed_types },
        { "in_place", in_place },
        { "many_under_way", many_under_way },
        { "two_comms", two_comms },
        { "inter", inter },
        { "late", late },
        { "own_operation", own_operation },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
