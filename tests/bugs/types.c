/* SPDX-License-Identifier: BSD-3-Clause */
/* types.c: what the two sides of a message say about its data. */
#include "bugs.h"

#include <stddef.h>
#include <stdlib.h>

static int ints[100];
static double doubles[100];

/* The same call on both sides but for the datatype and the count. */
static void pass(int rank, int sent, MPI_Datatype sendtype, int wanted,
                 MPI_Datatype recvtype)
{
    void *room = calloc(1000000, 8);

    if (rank == 0)
        MPI_Send(room, sent, sendtype, 1, 3, MPI_COMM_WORLD);
    else
        MPI_Recv(room, wanted, recvtype, 0, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    free(room);
}

static void int_float(int rank, int size)
{
    (void)size;
    pass(rank, 1, MPI_INT, 1, MPI_FLOAT);
}

static void int_double_irecv(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0) {
        MPI_Send(ints, 10, MPI_INT, 1, 0, MPI_COMM_WORLD);
        return;
    }
    MPI_Irecv(doubles, 10, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void buffered(int rank, int size)
{
    (void)size;
    if (rank == 0) {
        MPI_Buffer_attach(MPI_BUFFER_AUTOMATIC, 0);
        MPI_Bsend(ints, 10, MPI_INT, 1, 0, MPI_COMM_WORLD);
        return;
    }
    MPI_Recv(doubles, 5, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static MPI_Datatype pair_of(MPI_Datatype first, MPI_Datatype second)
{
    MPI_Datatype type;

    MPI_Type_create_struct(2, (int[]){ 1, 1 }, (MPI_Aint[]){ 0, 8 },
                           (MPI_Datatype[]){ first, second }, &type);
    MPI_Type_commit(&type);
    return type;
}

static void struct_order(int rank, int size)
{
    MPI_Datatype one = pair_of(MPI_INT, MPI_DOUBLE), other = pair_of(MPI_DOUBLE, MPI_INT);

    (void)size;
    pass(rank, 1, one, 1, other);
}

static void truncated(int rank, int size)
{
    (void)size;
    pass(rank, 10, MPI_INT, 1, MPI_INT);
}

static void truncated_large(int rank, int size)
{
    (void)size;
    pass(rank, 1000000, MPI_INT, 100000, MPI_INT);
}

/* These are right */

static void vector_row(int rank, int size)
{
    MPI_Datatype column;

    (void)size;
    MPI_Type_vector(10, 1, 10, MPI_INT, &column);
    MPI_Type_commit(&column);
    pass(rank, 1, column, 10, MPI_INT);
    MPI_Type_free(&column);
}

/* A structure twice is the same as its parts one after the other. */
static void struct_parts(int rank, int size)
{
    MPI_Datatype pair = pair_of(MPI_INT, MPI_DOUBLE), pairs, four;

    (void)size;
    MPI_Type_contiguous(2, pair, &pairs);
    MPI_Type_create_struct(4, (int[]){ 1, 1, 1, 1 }, (MPI_Aint[]){ 0, 8, 16, 24 },
                           (MPI_Datatype[]){ MPI_INT, MPI_DOUBLE, MPI_INT, MPI_DOUBLE },
                           &four);
    MPI_Type_commit(&pairs);
    MPI_Type_commit(&four);
    pass(rank, 2, pair, 1, pairs);
    pass(rank, 1, four, 2, pair);
    pass(rank, 1, pairs, 1, four);
    MPI_Type_free(&pair);
    MPI_Type_free(&pairs);
    MPI_Type_free(&four);
}

static void packed(int rank, int size)
{
    char room[64];
    int position = 0;

    (void)size;
    if (rank == 0) {
        MPI_Pack(ints, 3, MPI_INT, room, sizeof room, &position, MPI_COMM_WORLD);
        MPI_Send(room, position, MPI_PACKED, 1, 0, MPI_COMM_WORLD);
        MPI_Send(ints, 3, MPI_INT, 1, 0, MPI_COMM_WORLD);
        return;
    }
    MPI_Recv(ints, 3, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Recv(room, sizeof room, MPI_PACKED, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Unpack(room, sizeof room, &position, ints, 3, MPI_INT, MPI_COMM_WORLD);
}

static void bytes(int rank, int size)
{
    (void)size;
    pass(rank, 8, MPI_BYTE, 8, MPI_BYTE);
    pass(rank, 8, MPI_CHAR, 8, MPI_SIGNED_CHAR);
}

static void partial(int rank, int size)
{
    (void)size;
    pass(rank, 7, MPI_INT, 100, MPI_INT);
    pass(rank, 0, MPI_INT, 0, MPI_DOUBLE);
}

static void zero(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(NULL, 0, MPI_INT, 1, 0, MPI_COMM_WORLD);
    else
        MPI_Recv(NULL, 0, MPI_FLOAT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void freed_while_pending(int rank, int size)
{
    MPI_Datatype column;
    MPI_Comm comm;
    MPI_Request request;

    (void)size;
    MPI_Comm_dup(MPI_COMM_WORLD, &comm);
    MPI_Type_vector(10, 1, 10, MPI_INT, &column);
    MPI_Type_commit(&column);
    if (rank == 0)
        MPI_Isend(ints, 1, column, 1, 0, comm, &request);
    else
        MPI_Irecv(ints, 1, column, 0, 0, comm, &request);
    MPI_Type_free(&column);
    MPI_Comm_free(&comm);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "int_float", int_float },
        { "int_double_irecv", int_double_irecv },
        { "buffered", buffered },
        { "struct_order", struct_order },
        { "truncated", truncated },
        { "truncated_large", truncated_large },
        { "vector_row", vector_row },
        { "struct_parts", struct_parts },
        { "packed", packed },
        { "bytes", bytes },
        { "partial", partial },
        { "zero", zero },
        { "freed_while_pending", freed_while_pending },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
