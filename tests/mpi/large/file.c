/* SPDX-License-Identifier: BSD-3-Clause */
/* Files of more bytes than an int counts, written and read by one call each, with and
 * without holes in memory.  Arguments: large.h. */
#include "large.h"

#include "../io/scratch.h"

static size_t bytes;
static char *out, *in;

static void whole(MPI_File file)
{
    MPI_Status status;
    MPI_Offset end;

    large_write(out, bytes, rank, 1);
    check_ok(MPI_File_write_at_c(file, 1, out, (MPI_Count)bytes, MPI_BYTE, &status));
    large_expect_status(&status, bytes);
    check_ok(MPI_File_get_size(file, &end));
    check(end == (MPI_Offset)bytes + 1, "the file has %lld B", (long long)end);
    check_ok(MPI_File_seek(file, -(MPI_Offset)bytes, MPI_SEEK_END));
    check_ok(MPI_File_read_c(file, in, (MPI_Count)bytes, MPI_BYTE, &status));
    large_expect_status(&status, bytes);
    large_expect(in, bytes, rank, 1);
    check_ok(MPI_File_get_position(file, &end));
    check(end == (MPI_Offset)bytes + 1, "the position is %lld", (long long)end);
}

/* Its end passes what was written before. */
static void with_holes(MPI_File file)
{
    MPI_Datatype type = large_type();
    MPI_Count count = (MPI_Count)(bytes / STRIDE);
    MPI_Request request;

    large_write(out, bytes, rank, 2);
    check_ok(MPI_File_iwrite_at_c(file, STRIDE, out, count, type, &request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_ok(MPI_File_iread_at_c(file, STRIDE, in, count, type, &request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    large_expect(in, (size_t)(count - 1) * STRIDE + FIRST + 1, rank, 2);
    check_ok(MPI_Type_free(&type));
}

int main(int argc, char **argv)
{
    MPI_File file;

    bytes = large_init(&argc, &argv);
    scratch_make();
    out = large_buffer(bytes);
    in = large_buffer(bytes);
    file = scratch_open("large");
    whole(file);
    with_holes(file);
    check_ok(MPI_File_close(&file));
    scratch_remove();
    return finish();
}
