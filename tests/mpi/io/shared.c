/* SPDX-License-Identifier: BSD-3-Clause */
/* shared: the shared file pointer: records that all ranks write where it is, in any order
 * and in that of ranks; seeks; sequential files. */
#include "scratch.h"

enum { RECORDS = 40 };

struct record {
    int rank, number, length; /* length ints of -rank follow */
};

/* Rank r's n-th record is so long. */
static int length_of(int r, int n)
{
    return (r * 7 + n * 3) % 5;
}

static int make_record(int *data, int n)
{
    int length = length_of(rank, n);

    data[0] = rank;
    data[1] = n;
    data[2] = length;
    for (int i = 0; i < length; i++)
        data[3 + i] = -rank;
    return 3 + length;
}

/* Reads the record at data and returns what follows it; next[r] is the number that rank
 * r's next one must have: a rank's own records keep their order. */
static const int *check_record(const int *data, int *next)
{
    int r = data[0], n = data[1];

    check(r >= 0 && r < size, "a record of rank %d", r);
    check(n == next[r]++, "record %d of rank %d, expected %d", n, r, next[r] - 1);
    check(data[2] == length_of(r, n), "its length is %d", data[2]);
    for (int i = 0; i < data[2]; i++)
        check(data[3 + i] == -r, "record %d of rank %d has %d in it", n, r, data[3 + i]);
    return data + 3 + data[2];
}

static void check_records(MPI_File file, int records)
{
    int *next = room(size * sizeof *next), *data;
    const int *at;
    MPI_Offset bytes;

    settle(file);
    check_ok(MPI_File_get_size(file, &bytes));
    data = room(bytes);
    check_ok(MPI_File_read_at(file, 0, data, bytes / 4, MPI_INT, MPI_STATUS_IGNORE));
    for (at = data; at < data + bytes / 4;)
        at = check_record(at, next);
    for (int r = 0; r < size; r++)
        check(next[r] == records, "%d records of rank %d", next[r], r);
    free(data);
    free(next);
}

static void in_any_order(void)
{
    MPI_File file = scratch_open("any");
    MPI_Request request;
    MPI_Status status;
    int data[10];

    check_ok(MPI_File_set_view(file, 0, MPI_INT, MPI_INT, "native", MPI_INFO_NULL));
    for (int n = 0; n < RECORDS; n++) {
        int length = make_record(data, n);

        if (n % 2) {
            check_ok(MPI_File_write_shared(file, data, length, MPI_INT, &status));
        } else {
            check_ok(MPI_File_iwrite_shared(file, data, length, MPI_INT, &request));
            check_ok(MPI_Wait(&request, &status));
        }
        check_count(&status, MPI_INT, length);
    }
    check_records(file, RECORDS);
    check_ok(MPI_File_close(&file));
}

/* Records of a round stand in the order of ranks. */
static void in_order(void)
{
    MPI_File file = scratch_open("ordered");
    int data[10], expected = 0;
    MPI_Offset at, before;
    MPI_Status status;

    check_ok(MPI_File_set_view(file, 0, MPI_INT, MPI_INT, "native", MPI_INFO_NULL));
    for (int n = 0; n < RECORDS; n++) {
        int length = make_record(data, n);

        check_ok(n % 2 ? MPI_File_write_ordered(file, data, length, MPI_INT, &status)
                       : MPI_File_write_ordered_c(file, data, length, MPI_INT, &status));
        check_count(&status, MPI_INT, length);
        for (int r = 0; r < size; r++)
            expected += 3 + length_of(r, n);
    }
    check_records(file, RECORDS);
    check_ok(MPI_File_get_position_shared(file, &at));
    check(at == expected, "the pointer is at %lld, not %d", (long long)at, expected);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check_ok(MPI_File_seek_shared(file, 0, MPI_SEEK_SET));
    for (int n = 0; n < RECORDS; n++) {
        int in[10], length = make_record(data, n);

        check_ok(MPI_File_read_ordered(file, in, length, MPI_INT, &status));
        check_count(&status, MPI_INT, length);
        check(memcmp(in, data, 4 * length) == 0, "record %d is of rank %d", n, in[0]);
    }
    check_ok(MPI_File_get_position(file, &before));
    check(before == 0, "the individual pointer has moved");
    check_ok(MPI_File_close(&file));
}

/* A rank whose arguments are wrong keeps nobody waiting, and moves nothing. */
static void in_order_with_errors(void)
{
    MPI_File file = scratch_open("errors");
    int data = rank, in[16];
    MPI_Status status;

    if (rank == size - 1)
        check_class(MPI_File_write_ordered(file, &data, -1, MPI_INT, &status),
                    MPI_ERR_COUNT);
    else
        check_ok(MPI_File_write_ordered(file, &data, 1, MPI_INT, &status));
    settle(file);
    check_ok(MPI_File_read_at(file, 0, in, 16, MPI_INT, &status));
    check_count(&status, MPI_INT, size - 1);
    check_ok(MPI_File_close(&file));
}

static void seeks(void)
{
    MPI_File file = scratch_open("seeks");
    MPI_Offset at;

    check_ok(MPI_File_set_size(file, 100));
    check_ok(MPI_File_set_view(file, 2, MPI_SHORT, MPI_SHORT, "native", MPI_INFO_NULL));
    check_ok(MPI_File_seek_shared(file, -4, MPI_SEEK_END));
    check_ok(MPI_File_seek_shared(file, 1, MPI_SEEK_CUR));
    check_ok(MPI_File_get_position_shared(file, &at));
    check(at == 46, "the pointer is at %lld", (long long)at);
    check_class(MPI_File_seek_shared(file, -47, MPI_SEEK_CUR), MPI_ERR_ARG);
    check_class(MPI_File_seek_shared(file, 1, 99), MPI_ERR_ARG);
    if (size > 1)
        check_class(MPI_File_seek_shared(file, rank, MPI_SEEK_SET), MPI_ERR_NOT_SAME);
    check_ok(MPI_File_get_position_shared(file, &at));
    check(at == 46, "the pointer is at %lld after errors", (long long)at);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check_ok(MPI_File_set_view(file, 2, MPI_SHORT, MPI_SHORT, "native", MPI_INFO_NULL));
    check_ok(MPI_File_get_position_shared(file, &at));
    check(at == 0, "a new view leaves the pointer at %lld", (long long)at);
    check_ok(MPI_File_close(&file));
}

/* MPI_MODE_SEQUENTIAL: nothing but the shared pointer; a view goes on where it is. */
static void sequential(void)
{
    MPI_Offset at = -1, disp;
    MPI_Datatype etype, filetype;
    char datarep[MPI_MAX_DATAREP_STRING], byte = (char)('a' + rank);
    MPI_File file;

    check_ok(MPI_File_open(MPI_COMM_WORLD, scratch_name("sequential"),
                           MPI_MODE_CREATE | MPI_MODE_WRONLY | MPI_MODE_SEQUENTIAL |
                               MPI_MODE_DELETE_ON_CLOSE,
                           MPI_INFO_NULL, &file));
    check_ok(MPI_File_write_ordered(file, &byte, 1, MPI_CHAR, MPI_STATUS_IGNORE));
    check_class(MPI_File_write(file, &byte, 1, MPI_CHAR, MPI_STATUS_IGNORE),
                MPI_ERR_UNSUPPORTED_OPERATION);
    check_class(MPI_File_write_at(file, 0, &byte, 1, MPI_CHAR, MPI_STATUS_IGNORE),
                MPI_ERR_UNSUPPORTED_OPERATION);
    check_class(MPI_File_seek(file, 0, MPI_SEEK_SET), MPI_ERR_UNSUPPORTED_OPERATION);
    check_class(MPI_File_seek_shared(file, 0, MPI_SEEK_SET),
                MPI_ERR_UNSUPPORTED_OPERATION);
    check_class(MPI_File_get_position_shared(file, &at), MPI_ERR_UNSUPPORTED_OPERATION);
    check_class(MPI_File_set_view(file, 0, MPI_CHAR, MPI_CHAR, "native", MPI_INFO_NULL),
                MPI_ERR_ARG);
    check_ok(MPI_File_set_view(file, MPI_DISPLACEMENT_CURRENT, MPI_CHAR, MPI_CHAR,
                               "native", MPI_INFO_NULL));
    check_ok(MPI_File_get_view(file, &disp, &etype, &filetype, datarep));
    check(disp == size, "the view begins at %lld", (long long)disp);
    check_ok(MPI_File_write_shared(file, &byte, 1, MPI_CHAR, MPI_STATUS_IGNORE));
    settle(file);
    check_ok(MPI_File_get_size(file, &at));
    check(at == 2 * size, "%lld bytes", (long long)at);
    check_ok(MPI_File_close(&file));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    scratch_make();
    in_any_order();
    in_order();
    in_order_with_errors();
    seeks();
    sequential();
    scratch_remove();
    return finish();
}
