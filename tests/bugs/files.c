/* SPDX-License-Identifier: BSD-3-Clause */
/* files.c: buffers of reading and writing, most of them nonblocking or split. */
#include "bugs.h"

#include <stdlib.h>
#include <unistd.h>

enum { N = 16 };

static int a[2 * N];

/* A file of this process, without a name: nothing is left if the job is ended, as it is by
 * errors. */
static MPI_File fresh_file(void)
{
    char name[] = "/tmp/slipway-files.XXXXXX";
    MPI_File file;

    close(mkstemp(name));
    MPI_File_open(MPI_COMM_SELF, name, MPI_MODE_RDWR, MPI_INFO_NULL, &file);
    MPI_File_set_errhandler(file, MPI_ERRORS_ARE_FATAL);
    unlink(name);
    return file;
}

static void write_changed(int rank, int size)
{
    MPI_File file = fresh_file();
    MPI_Request request;

    (void)rank, (void)size;
    MPI_File_iwrite_at(file, 0, a, N, MPI_INT, &request);
    a[N - 1]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_File_close(&file);
}

static void read_changed(int rank, int size)
{
    MPI_File file = fresh_file();
    MPI_Request request;

    (void)rank, (void)size;
    MPI_File_write(file, a, N, MPI_INT, MPI_STATUS_IGNORE);
    MPI_File_iread_at_all(file, 0, a, N, MPI_INT, &request);
    a[0]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_File_close(&file);
}

static void read_over_write(int rank, int size)
{
    MPI_File file = fresh_file();
    MPI_Request requests[2];

    (void)rank, (void)size;
    MPI_File_iwrite(file, a, N, MPI_INT, &requests[0]);
    MPI_File_iread_at(file, 0, a + N - 1, N, MPI_INT, &requests[1]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    MPI_File_close(&file);
}

static void sent_while_read(int rank, int size)
{
    MPI_File file = fresh_file();
    MPI_Request request;

    (void)size;
    MPI_File_iread_at(file, 0, a, N, MPI_INT, &request);
    MPI_Sendrecv(a, N, MPI_INT, 1 - rank, 0, a + N, N, MPI_INT, 1 - rank, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_File_close(&file);
}

static void read_over_receive(int rank, int size)
{
    MPI_File file = fresh_file();
    MPI_Request request;

    (void)size;
    MPI_Irecv(a, N, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    MPI_File_read(file, a + N - 1, N, MPI_INT, MPI_STATUS_IGNORE);
    MPI_Send(a + N, N, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_File_close(&file);
}

static void split_write_changed(int rank, int size)
{
    MPI_File file = fresh_file();

    (void)rank, (void)size;
    MPI_File_write_ordered_begin(file, a, N, MPI_INT);
    a[0]++;
    MPI_File_write_ordered_end(file, a, MPI_STATUS_IGNORE);
    MPI_File_close(&file);
}

static void split_read_over_receive(int rank, int size)
{
    MPI_File file = fresh_file();
    MPI_Request request;

    (void)size;
    MPI_Irecv(a, N, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    MPI_File_read_all_begin(file, a + 1, N, MPI_INT);
    MPI_File_read_all_end(file, a + 1, MPI_STATUS_IGNORE);
    MPI_Send(a + N + 1, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_File_close(&file);
}

static void must_be(int i, int value)
{
    if (a[i] != value)
        MPI_Abort(MPI_COMM_WORLD, 1);
}

/* Behind the end of the file a buffer stays as it is, and so do the holes of a type. */
static void holes_and_ends(int rank, int size)
{
    MPI_File file = fresh_file();
    MPI_Datatype column;
    MPI_Request requests[2];

    (void)rank, (void)size;
    for (int i = 0; i < 2 * N; i++)
        a[i] = i;
    MPI_Type_vector(N / 2, 1, 2, MPI_INT, &column);
    MPI_Type_commit(&column);
    MPI_File_iwrite_at(file, 0, a, 1, column, &requests[0]);
    MPI_File_iwrite_at(file, N / 2 * 4, a, N / 2, MPI_INT, &requests[1]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    MPI_File_iread_at(file, 0, a + 1, 1, column, &requests[0]);
    a[2]++; /* in a hole */
    MPI_File_iread_at(file, N * 4 - 4, a + N, N, MPI_INT, &requests[1]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    must_be(1, 0);
    must_be(2, 3);
    must_be(3, 2);
    must_be(N, N / 2 - 1);
    must_be(N + 1, N + 1);
    MPI_File_read_at_all_begin(file, N * 4 - 4, a, 2, MPI_INT);
    MPI_File_read_at_all_end(file, a, MPI_STATUS_IGNORE);
    must_be(0, N / 2 - 1);
    must_be(1, 0);
    MPI_Type_free(&column);
    MPI_File_close(&file);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "write_changed", write_changed },
        { "read_changed", read_changed },
        { "read_over_write", read_over_write },
        { "sent_while_read", sent_while_read },
        { "read_over_receive", read_over_receive },
        { "split_write_changed", split_write_changed },
        { "split_read_over_receive", split_read_over_receive },
        { "holes_and_ends", holes_and_ends },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
