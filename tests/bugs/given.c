/* SPDX-License-Identifier: BSD-3-Clause */
/* given: a wrong argument of each kind of call; the line that ends the job shows them all. */
#include "bugs.h"

static int value[4];

static void sendrecv(int rank, int size)
{
    (void)size;
    MPI_Sendrecv(value, 1, MPI_INT, 1 - rank, 3, value + 1, 2, MPI_FLOAT, 8, 4,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void comm(int rank, int size)
{
    MPI_Comm half;

    (void)rank, (void)size;
    MPI_Comm_split(MPI_COMM_WORLD, -5, 2, &half);
}

static void group(int rank, int size)
{
    MPI_Group all, some;

    (void)rank, (void)size;
    MPI_Comm_group(MPI_COMM_WORLD, &all);
    MPI_Group_excl(all, -1, value, &some);
}

static void type(int rank, int size)
{
    MPI_Datatype column;

    (void)rank, (void)size;
    MPI_Type_vector(4, -2, 4, MPI_DOUBLE, &column);
}

static void topology(int rank, int size)
{
    MPI_Comm grid;

    (void)rank;
    MPI_Cart_create(MPI_COMM_WORLD, 1, &(int){ size + 1 }, value, 0, &grid);
}

static void file(int rank, int size)
{
    MPI_File fh;

    (void)rank, (void)size;
    MPI_File_set_errhandler(MPI_FILE_NULL, MPI_ERRORS_ARE_FATAL);
    MPI_File_open(MPI_COMM_WORLD, "/dev/null", 0, MPI_INFO_NULL, &fh);
}

static void read_at(int rank, int size)
{
    MPI_File fh;

    (void)rank, (void)size;
    MPI_File_open(MPI_COMM_WORLD, "/dev/null", MPI_MODE_RDONLY, MPI_INFO_NULL, &fh);
    MPI_File_set_errhandler(fh, MPI_ERRORS_ARE_FATAL);
    MPI_File_read_at(fh, -8, value, 1, MPI_INT, MPI_STATUS_IGNORE);
}

static void write_null(int rank, int size)
{
    MPI_File fh;

    (void)rank, (void)size;
    MPI_File_open(MPI_COMM_WORLD, "/dev/null", MPI_MODE_WRONLY, MPI_INFO_NULL, &fh);
    MPI_File_set_errhandler(fh, MPI_ERRORS_ARE_FATAL);
    MPI_File_write(fh, NULL, 4, MPI_INT, MPI_STATUS_IGNORE);
}

static void attach(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Buffer_attach(value, -1);
}

static void reduce_local(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Reduce_local(value, value + 1, 1, MPI_FLOAT, MPI_BXOR);
}

static void other_kind(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Comm_size((MPI_Comm)MPI_INT, &size);
}

static void fence_assert(int rank, int size)
{
    MPI_Win win;

    (void)rank, (void)size;
    MPI_Win_create(value, sizeof value, 4, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_fence(MPI_MODE_NOCHECK, win);
}

static void info(int rank, int size)
{
    MPI_Info hints;

    (void)rank, (void)size;
    MPI_Info_create(&hints);
    MPI_Info_delete(hints, "soft");
}

static void attribute(int rank, int size)
{
    (void)rank, (void)size;
    MPI_Comm_set_attr(MPI_COMM_WORLD, 12345, value);
}

static void handler(int rank, int size)
{
    MPI_Errhandler errhandler;

    (void)rank, (void)size;
    MPI_Win_create_errhandler(NULL, &errhandler);
}

static void window(int rank, int size)
{
    MPI_Win win;

    (void)rank, (void)size;
    MPI_Win_create(value, -4, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
}

static void port(int rank, int size)
{
    MPI_Comm other;

    (void)rank, (void)size;
    MPI_Comm_connect("harbour", MPI_INFO_NULL, 0, MPI_COMM_SELF, &other);
}

static void session(int rank, int size)
{
    int length = -3;

    (void)rank, (void)size;
    MPI_Session_get_nth_pset(MPI_SESSION_NULL, MPI_INFO_NULL, 7, &length, NULL);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "sendrecv", sendrecv },
        { "comm", comm },
        { "group", group },
        { "type", type },
        { "topology", topology },
        { "file", file },
        { "read_at", read_at },
        { "info", info },
        { "attribute", attribute },
        { "window", window },
        { "port", port },
        { "session", session },
        { "handler", handler },
        { "write_null", write_null },
        { "attach", attach },
        { "reduce_local", reduce_local },
        { "other_kind", other_kind },
        { "fence_assert", fence_assert },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
