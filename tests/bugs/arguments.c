/* SPDX-License-Identifier: BSD-3-Clause */
/* arguments.c: arguments that no call may be given. */
#include "bugs.h"

static int value[4];

static void send_tag(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(value, 1, MPI_INT, 1, -7, MPI_COMM_WORLD);
    else
        MPI_Recv(value, 1, MPI_INT, 0, 7, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void recv_tag(int rank, int size)
{
    (void)size;
    if (rank == 1)
        MPI_Recv(value, 1, MPI_INT, 0, -3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void send_rank(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(value, 1, MPI_INT, 9, 0, MPI_COMM_WORLD);
}

static void recv_rank(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Recv(value, 1, MPI_INT, -8, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void send_count(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(value, -1, MPI_INT, 1, 0, MPI_COMM_WORLD);
}

static void irecv_count(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 1)
        MPI_Irecv(value, -1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
}

static void send_type_null(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(value, 1, MPI_DATATYPE_NULL, 1, 0, MPI_COMM_WORLD);
}

static void send_type_freed(int rank, int size)
{
    MPI_Datatype type, freed;

    (void)size;
    MPI_Type_contiguous(2, MPI_INT, &type);
    MPI_Type_commit(&type);
    freed = type;
    MPI_Type_free(&type);
    if (rank == 0)
        MPI_Send(value, 1, freed, 1, 0, MPI_COMM_WORLD);
}

static void send_type_uncommitted(int rank, int size)
{
    MPI_Datatype type;

    (void)size;
    MPI_Type_contiguous(2, MPI_INT, &type);
    if (rank == 0)
        MPI_Send(value, 1, type, 1, 0, MPI_COMM_WORLD);
    MPI_Type_free(&type);
}

static void send_comm_null(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(value, 1, MPI_INT, 1, 0, MPI_COMM_NULL);
}

static void send_comm_freed(int rank, int size)
{
    MPI_Comm comm, freed;
    MPI_Request request;

    (void)size;
    MPI_Comm_dup(MPI_COMM_WORLD, &comm);
    freed = comm;
    MPI_Comm_free(&comm);
    if (rank == 0)
        MPI_Isend(value, 1, MPI_INT, 1, 0, freed, &request);
}

static void send_buffer_null(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(NULL, 4, MPI_INT, 1, 0, MPI_COMM_WORLD);
    else
        MPI_Recv(value, 4, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void recv_buffer_null(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Recv(NULL, 4, MPI_INT, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    else
        MPI_Send(value, 4, MPI_INT, 0, 0, MPI_COMM_WORLD);
}

static void bcast_buffer_null(int rank, int size)
{
    (void)size;
    MPI_Bcast(rank == 0 ? NULL : value, 4, MPI_INT, 0, MPI_COMM_WORLD);
}

static void newtype_null(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Type_contiguous(2, MPI_INT, NULL);
}

static void flag_null(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 0) {
        MPI_Isend(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        MPI_Test(&request, NULL, MPI_STATUS_IGNORE);
    }
}

static void request_null(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Irecv(value, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, NULL);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "send_tag", send_tag },
        { "recv_tag", recv_tag },
        { "send_rank", send_rank },
        { "recv_rank", recv_rank },
        { "send_count", send_count },
        { "irecv_count", irecv_count },
        { "send_type_null", send_type_null },
        { "send_type_freed", send_type_freed },
        { "send_type_uncommitted", send_type_uncommitted },
        { "send_comm_null", send_comm_null },
        { "send_comm_freed", send_comm_freed },
        { "send_buffer_null", send_buffer_null },
        { "recv_buffer_null", recv_buffer_null },
        { "bcast_buffer_null", bcast_buffer_null },
        { "newtype_null", newtype_null },
        { "flag_null", flag_null },
        { "request_null", request_null },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
