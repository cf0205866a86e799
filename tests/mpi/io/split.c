/* SPDX-License-Identifier: BSD-3-Clause */
/* split: split collectives and nonblocking calls: their order, their buffers, statuses of
 * reads that meet the end of the file, empty ones. */
#include "scratch.h"

enum { COUNT = 100 };

static void explicit_and_individual(void)
{
    MPI_File file = scratch_open("split");
    int out[COUNT], in[2 * COUNT];
    MPI_Status status;

    for (int i = 0; i < COUNT; i++)
        out[i] = 1000 * rank + i;
    check_ok(MPI_File_set_view(file, 4 * COUNT * rank, MPI_INT, MPI_INT, "native",
                               MPI_INFO_NULL));
    check_ok(MPI_File_write_all_begin(file, out, COUNT / 2, MPI_INT));
    check_ok(MPI_File_write_all_end(file, out, &status));
    check_count(&status, MPI_INT, COUNT / 2);
    check_ok(MPI_File_write_at_all_begin_c(file, COUNT / 2, out + COUNT / 2, COUNT / 2,
                                           MPI_INT));
    check_ok(MPI_File_write_at_all_end(file, out + COUNT / 2, MPI_STATUS_IGNORE));
    settle(file);
    check_ok(MPI_File_read_at_all_begin(file, 0, in, COUNT, MPI_INT));
    check_ok(MPI_File_read_at_all_end(file, in, &status));
    check_count(&status, MPI_INT, COUNT);
    check(memcmp(in, out, sizeof out) == 0, "other data was read");
    check_ok(MPI_File_seek(file, 1, MPI_SEEK_SET));
    check_ok(MPI_File_read_all_begin_c(file, in, 2 * COUNT, MPI_INT));
    check_ok(MPI_File_read_all_end(file, in, &status));
    check_count(&status, MPI_INT,
                rank == size - 1 ? COUNT - 1 : 2 * COUNT - (rank == size - 2));
    check_ok(MPI_File_close(&file));
}

static void ordered(void)
{
    MPI_File file = scratch_open("split-ordered");
    MPI_Status status;
    char out[3] = { 'a', 'b', (char)rank }, in[3];

    check_ok(MPI_File_write_ordered_begin(file, out, 3, MPI_CHAR));
    check_ok(MPI_File_write_ordered_end(file, out, &status));
    check_count(&status, MPI_CHAR, 3);
    settle(file);
    check_ok(MPI_File_seek_shared(file, 0, MPI_SEEK_SET));
    check_ok(MPI_File_read_ordered_begin_c(file, in, 3, MPI_CHAR));
    check_ok(MPI_File_read_ordered_end(file, in, &status));
    check(memcmp(in, out, 3) == 0, "rank %d's data", in[2]);
    check_ok(MPI_File_close(&file));
}

/* One at a time, each with its own end and buffer. */
static void misused(void)
{
    MPI_File file = scratch_open("misused");
    int data[4] = { 0 };

    check_class(MPI_File_write_all_end(file, data, MPI_STATUS_IGNORE), MPI_ERR_OTHER);
    check_ok(MPI_File_write_all_begin(file, data, 4, MPI_INT));
    check_class(MPI_File_read_all_begin(file, data, 4, MPI_INT), MPI_ERR_OTHER);
    check_class(MPI_File_write_at_all_end(file, data, MPI_STATUS_IGNORE), MPI_ERR_OTHER);
    check_class(MPI_File_write_all_end(file, data + 1, MPI_STATUS_IGNORE),
                MPI_ERR_BUFFER);
    check_class(MPI_File_close(&file), MPI_ERR_OTHER);
    check_ok(MPI_File_write_at(file, 64, data, 1, MPI_INT, MPI_STATUS_IGNORE));
    check_ok(MPI_File_write_all_end(file, data, MPI_STATUS_IGNORE));
    check_class(MPI_File_write_all_end(file, data, MPI_STATUS_IGNORE), MPI_ERR_OTHER);
    check_ok(MPI_File_close(&file));
}

static void nonblocking(void)
{
    MPI_File file = scratch_open("nonblocking");
    int out[COUNT], in[COUNT] = { 0 }, flag;
    MPI_Request requests[COUNT];
    MPI_Status statuses[COUNT];
    MPI_Offset base = (MPI_Offset)4 * COUNT * rank;

    for (int i = 0; i < COUNT; i++) {
        out[i] = rank - i;
        check_ok(
            MPI_File_iwrite_at_c(file, base + 4 * i, &out[i], 1, MPI_INT, &requests[i]));
    }
    check_ok(MPI_Waitall(COUNT, requests, statuses));
    for (int i = 0; i < COUNT; i++)
        check_count(&statuses[i], MPI_INT, 1);
    check_ok(MPI_File_iread_at_all_c(file, base, in, COUNT, MPI_INT, &requests[0]));
    check_ok(MPI_File_iread_at(file, base + 4, &flag, 0, MPI_INT, &requests[1]));
    check_ok(MPI_Request_free(&requests[1]));
    check_ok(MPI_Wait(&requests[0], &statuses[0]));
    check_count(&statuses[0], MPI_INT, COUNT);
    check(memcmp(in, out, sizeof in) == 0, "other data was read");
    check(requests[0] == MPI_REQUEST_NULL, "the request is still there");
    settle(file);
    check_ok(MPI_File_iread_at(file, 4 * COUNT * size - 6, in, 5, MPI_INT, requests));
    do
        check_ok(MPI_Test(requests, &flag, statuses));
    while (!flag);
    check_count(statuses, MPI_BYTE, 6);
    check_count(statuses, MPI_INT, MPI_UNDEFINED);
    check_class(MPI_File_iread_at(file, -5, in, 5, MPI_INT, requests), MPI_ERR_ARG);
    check(requests[0] == MPI_REQUEST_NULL, "a failed call has made a request");
    check_ok(MPI_File_close(&file));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    scratch_make();
    explicit_and_individual();
    ordered();
    misused();
    nonblocking();
    scratch_remove();
    return finish();
}
