/* SPDX-License-Identifier: BSD-3-Clause */
/* leaks.c: what a program was given and does not give back. */
#include "bugs.h"

static void comm_left(int rank, int size)
{
    MPI_Comm one, two, three;

    (void)size;
    MPI_Comm_dup(MPI_COMM_WORLD, &one);
    MPI_Comm_dup(MPI_COMM_WORLD, &two);
    MPI_Comm_split(MPI_COMM_WORLD, rank, 0, &three);
}

static void type_left(int rank, int size)
{
    MPI_Datatype type;

    (void)rank, (void)size;
    MPI_Type_contiguous(4, MPI_INT, &type);
    MPI_Type_commit(&type);
}

static void group_left(int rank, int size)
{
    MPI_Group group;

    (void)rank, (void)size;
    MPI_Comm_group(MPI_COMM_WORLD, &group);
}

static void nothing(void *in, void *out, int *length, MPI_Datatype *type)
{
    (void)in, (void)out, (void)length, (void)type;
}

static void op_left(int rank, int size)
{
    MPI_Op op;

    (void)rank, (void)size;
    MPI_Op_create(nothing, 1, &op);
}

static void info_left(int rank, int size)
{
    MPI_Info info;

    (void)rank, (void)size;
    MPI_Info_create(&info);
}

static void win_left(int rank, int size)
{
    int *memory;
    MPI_Win win;

    (void)rank, (void)size;
    MPI_Win_allocate(4, 4, MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &win);
}

static void isend_left(int rank, int size)
{
    MPI_Request requests[3];

    (void)size;
    for (int i = 0; i < 3 && rank == 0; i++)
        MPI_Isend(&rank, 1, MPI_INT, 1, i, MPI_COMM_WORLD, &requests[i]);
    for (int i = 0; i < 3 && rank == 1; i++)
        MPI_Recv(&size, 1, MPI_INT, 0, i, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (rank == 0)
        MPI_Wait(&requests[1], MPI_STATUS_IGNORE);
}

static void bsend_left(int rank, int size)
{
    static char room[100 + MPI_BSEND_OVERHEAD];
    char *detached;
    int length;

    (void)size;
    if (rank != 0)
        return;
    MPI_Buffer_attach(room, sizeof room);
    MPI_Bsend(&rank, 1, MPI_INT, 1, 9, MPI_COMM_WORLD);
    MPI_Buffer_detach(&detached, &length);
}

static void send_left(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Send(&rank, 1, MPI_INT, 1, 9, MPI_COMM_WORLD);
}

static void recv_left(int rank, int size)
{
    static int value;
    MPI_Request request;

    (void)size;
    if (rank == 0)
        MPI_Irecv(&value, 1, MPI_INT, 1, 5, MPI_COMM_WORLD, &request);
}

/* Rank 0 comes when rank 1 has begun: nobody finds it over at once. */
static void barrier_left(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank == 1) {
        MPI_Ibarrier(MPI_COMM_WORLD, &request);
        MPI_Send(&rank, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
        return;
    }
    MPI_Recv(&rank, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

/* This is right */

static void everything_freed(int rank, int size)
{
    MPI_Comm comm, copy;
    MPI_Group world, group;
    MPI_Datatype type, twin;
    MPI_Info info;
    MPI_Op op;
    MPI_Win win;
    MPI_Errhandler handler;
    int *memory;

    (void)size;
    MPI_Comm_split(MPI_COMM_WORLD, rank == 0 ? MPI_UNDEFINED : 1, 0, &comm);
    if (comm != MPI_COMM_NULL)
        MPI_Comm_free(&comm);
    MPI_Comm_dup(MPI_COMM_WORLD, &copy);
    MPI_Comm_group(copy, &world);
    MPI_Comm_group(copy, &group);
    MPI_Group_free(&world);
    MPI_Comm_free(&copy);
    MPI_Group_free(&group);
    MPI_Type_contiguous(3, MPI_INT, &type);
    MPI_Type_dup(type, &twin);
    MPI_Type_free(&type);
    MPI_Type_free(&twin);
    MPI_Info_create(&info);
    MPI_Info_free(&info);
    MPI_Op_create(nothing, 0, &op);
    MPI_Op_free(&op);
    MPI_Win_allocate(4, 4, MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &win);
    MPI_Win_get_group(win, &group);
    MPI_Group_free(&group);
    MPI_Win_free(&win);
    MPI_Comm_get_errhandler(MPI_COMM_WORLD, &handler);
    MPI_Errhandler_free(&handler);
}

static void keyval_left(int rank, int size)
{
    int keyval, given_back;

    (void)rank, (void)size;
    MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, MPI_COMM_NULL_DELETE_FN, &keyval, NULL);
    MPI_Type_create_keyval(MPI_TYPE_NULL_COPY_FN, MPI_TYPE_NULL_DELETE_FN, &given_back,
                           NULL);
    MPI_Type_free_keyval(&given_back);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "comm_left", comm_left },     { "type_left", type_left },
        { "group_left", group_left },   { "op_left", op_left },
        { "info_left", info_left },     { "win_left", win_left },
        { "bsend_left", bsend_left },   { "send_left", send_left },
        { "recv_left", recv_left },     { "everything_freed", everything_freed },
        { "keyval_left", keyval_left }, { "barrier_left", barrier_left },
        { "isend_left", isend_left },   { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
