/* SPDX-License-Identifier: BSD-3-Clause */
/* views: ranks that write and read every size-th block of a file, by all kinds of calls;
 * offsets, pointers and ends of files in such views; blocks beyond 4 GiB. */
#include "scratch.h"

enum { BLOCK = 3, BLOCKS = 20, DISP = 5 }; /* ints; blocks of a rank; bytes */

/* Block i of rank r, from element e on, holds this. */
static int value(int r, int i, int e)
{
    return 1000000 * (r + 1) + 10 * i + e;
}

/* This rank's blocks: one of size, and as long as all. */
static MPI_Datatype stripe(void)
{
    int sizes[1] = { size * BLOCK }, subsizes[1] = { BLOCK },
        starts[1] = { rank * BLOCK };
    MPI_Datatype type;

    check_ok(MPI_Type_create_subarray(1, sizes, subsizes, starts, MPI_ORDER_C, MPI_INT,
                                      &type));
    check_ok(MPI_Type_commit(&type));
    return type;
}

static void set_stripe(MPI_File file)
{
    MPI_Datatype type = stripe();

    check_ok(MPI_File_set_view(file, DISP, MPI_INT, type, "native", MPI_INFO_NULL));
    check_ok(MPI_Type_free(&type)); /* the file keeps what it needs */
}

static void fill_mine(int *data)
{
    for (int i = 0; i < BLOCKS * BLOCK; i++)
        data[i] = value(rank, i / BLOCK, i % BLOCK);
}

static void check_mine(const int *data, int from, int n)
{
    for (int i = from; i < from + n; i++)
        check(data[i - from] == value(rank, i / BLOCK, i % BLOCK), "element %d is %d", i,
              data[i - from]);
}

/* The whole file, in a view without holes. */
static void check_whole(MPI_File file)
{
    int all = size * BLOCKS * BLOCK, *data = room(all * sizeof(int));
    MPI_Status status;

    settle(file);
    check_ok(MPI_File_set_view(file, DISP, MPI_INT, MPI_INT, "native", MPI_INFO_NULL));
    check_ok(MPI_File_read_at(file, 0, data, all, MPI_INT, &status));
    check_count(&status, MPI_INT, all);
    for (int i = 0; i < all; i++) {
        int block = i / BLOCK;

        check(data[i] == value(block % size, block / size, i % BLOCK),
              "element %d of the file is %d", i, data[i]);
    }
    free(data);
}

enum way { AT, AT_ALL, INDIVIDUAL, ALL, I_AT, I_ALL, WAYS };

static void write_by(enum way way, MPI_File file, const int *data, int from, int n)
{
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Status status;

    switch (way) {
    case AT:
        check_ok(MPI_File_write_at(file, from, data, n, MPI_INT, &status));
        break;
    case AT_ALL:
        check_ok(MPI_File_write_at_all_c(file, from, data, n, MPI_INT, &status));
        break;
    case INDIVIDUAL:
        check_ok(MPI_File_write(file, data, n, MPI_INT, &status));
        break;
    case ALL:
        check_ok(MPI_File_write_all(file, data, n, MPI_INT, &status));
        break;
    case I_AT:
        check_ok(MPI_File_iwrite_at(file, from, data, n, MPI_INT, &request));
        break;
    default:
        check_ok(MPI_File_iwrite_all(file, data, n, MPI_INT, &request));
    }
    if (way == I_AT || way == I_ALL)
        check_ok(MPI_Wait(&request, &status));
    check_count(&status, MPI_INT, n);
}

static void read_by(enum way way, MPI_File file, int *data, int from, int n)
{
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Status status;

    switch (way) {
    case AT:
        check_ok(MPI_File_read_at(file, from, data, n, MPI_INT, &status));
        break;
    case AT_ALL:
        check_ok(MPI_File_read_at_all(file, from, data, n, MPI_INT, &status));
        break;
    case INDIVIDUAL:
        check_ok(MPI_File_read_c(file, data, n, MPI_INT, &status));
        break;
    case ALL:
        check_ok(MPI_File_read_all(file, data, n, MPI_INT, &status));
        break;
    case I_AT:
        check_ok(MPI_File_iread_at_all(file, from, data, n, MPI_INT, &request));
        break;
    default:
        check_ok(MPI_File_iread(file, data, n, MPI_INT, &request));
    }
    if (way == I_AT || way == I_ALL)
        check_ok(MPI_Wait(&request, &status));
    check_count(&status, MPI_INT, n);
}

/* In pieces that begin and end inside of blocks. */
static void stripes(enum way way)
{
    static const int pieces[] = { 0, 1, 3, 10, 11, 40, BLOCKS * BLOCK };
    MPI_File file = scratch_open("stripes");
    int data[BLOCKS * BLOCK], in[BLOCKS * BLOCK];

    fill_mine(data);
    set_stripe(file);
    for (int i = 0; i < 6; i++)
        write_by(way, file, data + pieces[i], pieces[i], pieces[i + 1] - pieces[i]);
    check_whole(file);
    set_stripe(file);
    for (int i = 0; i < 6; i++) {
        read_by(way, file, in, pieces[i], pieces[i + 1] - pieces[i]);
        check_mine(in, pieces[i], pieces[i + 1] - pieces[i]);
    }
    check_ok(MPI_File_close(&file));
}

/* Memory with holes, and a filetype of several runs. */
static void holes_everywhere(void)
{
    MPI_File file = scratch_open("holes");
    int data[2 * BLOCKS * BLOCK], in[2 * BLOCKS * BLOCK], mine[BLOCKS * BLOCK];
    MPI_Datatype every_other;

    check_ok(MPI_Type_vector(BLOCKS * BLOCK, 1, 2, MPI_INT, &every_other));
    check_ok(MPI_Type_commit(&every_other));
    fill_mine(mine);
    for (int i = 0; i < 2 * BLOCKS * BLOCK; i++) {
        data[i] = i % 2 ? -1 : mine[i / 2];
        in[i] = -7;
    }
    set_stripe(file);
    check_ok(MPI_File_write_all(file, data, 1, every_other, MPI_STATUS_IGNORE));
    check_ok(MPI_File_read_at_all(file, 0, in, 1, every_other, MPI_STATUS_IGNORE));
    for (int i = 0; i < 2 * BLOCKS * BLOCK - 1; i++)
        check(in[i] == (i % 2 ? -7 : mine[i / 2]), "element %d is %d", i, in[i]);
    check_ok(MPI_Type_free(&every_other));
    check_whole(file);
    check_ok(MPI_File_close(&file));
}

/* Offsets in etypes, the end of the file in the middle of a block, reads beyond it. */
static void places(void)
{
    MPI_File file = scratch_open("places");
    int stride = size * BLOCK, in[4 * BLOCK] = { 0 };
    MPI_Offset at, byte, last = DISP + 4 * (stride + rank * BLOCK + 2);
    MPI_Status status;

    set_stripe(file);
    check_ok(MPI_File_get_byte_offset(file, BLOCK + 1, &byte));
    check(byte == DISP + 4 * (stride + rank * BLOCK + 1), "byte %lld", (long long)byte);
    check_ok(MPI_File_seek(file, 4, MPI_SEEK_SET));
    check_ok(MPI_File_seek(file, -1, MPI_SEEK_CUR));
    check_ok(MPI_File_get_position(file, &at));
    check(at == 3, "position %lld", (long long)at);
    check_class(MPI_File_seek(file, -4, MPI_SEEK_CUR), MPI_ERR_ARG);
    check_class(MPI_File_seek(file, 0, 17), MPI_ERR_ARG);
    check_ok(MPI_File_get_position(file, &at));
    check(at == 3, "position %lld after errors", (long long)at);
    /* so that of this rank's second block two elements are in the file */
    for (int r = 0; r < size; r++) {
        MPI_Offset bytes = last;

        check_ok(MPI_Bcast(&bytes, 1, MPI_OFFSET, r, MPI_COMM_WORLD));
        check_ok(MPI_File_set_size(file, bytes));
        if (r == rank) {
            check_ok(MPI_File_seek(file, 0, MPI_SEEK_END));
            check_ok(MPI_File_get_position(file, &at));
            check(at == BLOCK + 2, "the end is at %lld", (long long)at);
            check_ok(MPI_File_read_at(file, 1, in, 4 * BLOCK, MPI_INT, &status));
            check_count(&status, MPI_INT, BLOCK + 1);
            check_ok(MPI_File_read_at(file, BLOCK + 2, in, 5, MPI_INT, &status));
            check_count(&status, MPI_INT, 0);
            check_ok(MPI_File_read_at(file, 100000, in, 5, MPI_INT, &status));
            check_count(&status, MPI_INT, 0);
        }
        check_ok(MPI_Barrier(MPI_COMM_WORLD));
    }
    check_ok(MPI_File_close(&file));
}

static void asked(void)
{
    MPI_File file = scratch_open("asked");
    MPI_Datatype etype, filetype, type = stripe();
    char datarep[MPI_MAX_DATAREP_STRING];
    MPI_Count lb, extent;
    MPI_Offset disp;
    int bytes;

    check_ok(MPI_File_get_view(file, &disp, &etype, &filetype, datarep));
    check(disp == 0 && etype == MPI_BYTE && filetype == MPI_BYTE, "the first view");
    check(strcmp(datarep, "native") == 0, "representation %s", datarep);
    check_ok(MPI_File_set_view(file, 9, MPI_INT, type, "internal", MPI_INFO_NULL));
    check_ok(MPI_Type_free(&type));
    check_ok(MPI_File_get_view(file, &disp, &etype, &filetype, datarep));
    check(disp == 9 && etype == MPI_INT && strcmp(datarep, "internal") == 0, "set view");
    check_ok(MPI_Type_size(filetype, &bytes));
    check_ok(MPI_Type_get_extent_c(filetype, &lb, &extent));
    check(bytes == 4 * BLOCK && extent == 4 * BLOCK * size, "%d bytes", bytes);
    check_ok(MPI_Type_free(&filetype));
    check_ok(MPI_File_get_type_extent_c(file, MPI_DOUBLE, &extent));
    check(extent == 8, "extent %lld", (long long)extent);
    check_ok(MPI_File_close(&file));
}

static void refused(void)
{
    MPI_File file = scratch_open("refused");
    MPI_Datatype odd, none;
    char bytes[8] = "";
    MPI_Status status;

    check_class(MPI_File_set_view(file, -3, MPI_INT, MPI_INT, "native", MPI_INFO_NULL),
                MPI_ERR_ARG);
    check_class(MPI_File_set_view(file, MPI_DISPLACEMENT_CURRENT, MPI_INT, MPI_INT,
                                  "native", MPI_INFO_NULL),
                MPI_ERR_ARG);
    check_class(MPI_File_set_view(file, 0, MPI_INT, MPI_INT, "martian", MPI_INFO_NULL),
                MPI_ERR_UNSUPPORTED_DATAREP);
    check_ok(MPI_Type_contiguous(3, MPI_BYTE, &odd));
    check_class(MPI_File_set_view(file, 0, MPI_INT, odd, "native", MPI_INFO_NULL),
                MPI_ERR_TYPE); /* not committed */
    check_ok(MPI_Type_commit(&odd));
    check_class(MPI_File_set_view(file, 0, MPI_INT, odd, "native", MPI_INFO_NULL),
                MPI_ERR_TYPE); /* no whole etypes */
    check_ok(MPI_File_set_view(file, 0, odd, odd, "native", MPI_INFO_NULL));
    check_class(MPI_File_write(file, bytes, 4, MPI_BYTE, &status), MPI_ERR_TYPE);
    check_class(MPI_File_write(file, bytes, -1, MPI_BYTE, &status), MPI_ERR_COUNT);
    check_ok(MPI_File_write(file, bytes, 6, MPI_BYTE, &status));
    check_ok(MPI_Type_contiguous(0, MPI_INT, &none));
    check_ok(MPI_Type_commit(&none));
    check_ok(MPI_File_set_view(file, 0, MPI_INT, none, "native", MPI_INFO_NULL));
    check_ok(MPI_File_write_all(file, bytes, 0, MPI_INT, &status));
    check_count(&status, MPI_INT, 0);
    check_class(MPI_File_write(file, bytes, 1, MPI_INT, &status), MPI_ERR_ARG);
    if (size > 1)
        check_class(MPI_File_set_view(file, 0, rank ? MPI_INT : MPI_DOUBLE,
                                      rank ? MPI_INT : MPI_DOUBLE, "native",
                                      MPI_INFO_NULL),
                    MPI_ERR_NOT_SAME);
    check_ok(MPI_Type_free(&odd));
    check_ok(MPI_Type_free(&none));
    check_ok(MPI_File_close(&file));
}

/* A sparse file: element i of a rank is 5 GiB after element i - 1. */
static void far_away(void)
{
    const MPI_Count gib = (MPI_Count)1 << 30;
    MPI_File file = scratch_open("far");
    MPI_Datatype far;
    MPI_Offset bytes, at;
    int out[3] = { rank, 10 + rank, 20 + rank }, in[3] = { 0 };

    check_ok(MPI_Type_create_resized_c(MPI_INT, 0, 5 * gib, &far));
    check_ok(MPI_Type_commit(&far));
    check_ok(MPI_File_set_view(file, 4 * rank, MPI_INT, far, "native", MPI_INFO_NULL));
    check_ok(MPI_File_write(file, out, 3, MPI_INT, MPI_STATUS_IGNORE));
    check_ok(MPI_File_get_byte_offset(file, 2, &at));
    check(at == 4 * rank + 10 * gib, "byte %lld", (long long)at);
    settle(file);
    check_ok(MPI_File_get_size(file, &bytes));
    check(bytes == 10 * gib + 4 * size, "%lld bytes", (long long)bytes);
    check_ok(MPI_File_set_view(file, 0, MPI_BYTE, MPI_BYTE, "native", MPI_INFO_NULL));
    for (int i = 0; i < 3; i++)
        check_ok(MPI_File_read_at(file, 4 * rank + i * 5 * gib, &in[i], 4, MPI_BYTE,
                                  MPI_STATUS_IGNORE));
    check(memcmp(in, out, sizeof in) == 0, "read %d %d %d", in[0], in[1], in[2]);
    check_ok(MPI_Type_free(&far));
    check_ok(MPI_File_close(&file));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    scratch_make();
    for (int way = 0; way < WAYS; way++)
        stripes(way);
    holes_everywhere();
    places();
    asked();
    refused();
    far_away();
    scratch_remove();
    return finish();
}
