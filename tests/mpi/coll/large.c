/* SPDX-License-Identifier: BSD-3-Clause */
/* large: collectives of more bytes than an int counts; the argument says how many.  Only
 * some bytes are written and looked at.  The ranks wait for each other for seconds, which
 * is no deadlock: one would end the job. */
#include "../check.h"

enum { STRIDE = 1 << 20 };

static unsigned char mark(size_t i, int owner)
{
    return (unsigned char)(i / STRIDE * 7 + i % 251 + (size_t)owner * 3);
}

/* Every STRIDEth byte from the first on, and the last. */
static size_t next(size_t i, size_t end)
{
    return i == end - 1 ? end : i + STRIDE < end ? i + STRIDE : end - 1;
}

static void write_marks(unsigned char *buffer, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i = next(i, end))
        buffer[i] = mark(i, rank);
}

static void expect_marks(const unsigned char *buffer, size_t begin, size_t end, int owner)
{
    for (size_t i = begin; i < end; i = next(i, end))
        check(buffer[i] == mark(i, owner), "byte %zu of rank %d is %d", i, owner,
              buffer[i]);
}

static void bcast(unsigned char *buffer, size_t bytes)
{
    if (rank == 1)
        write_marks(buffer, 0, bytes);
    check_ok(MPI_Bcast_c(buffer, (MPI_Count)bytes, MPI_BYTE, 1, MPI_COMM_WORLD));
    expect_marks(buffer, 0, bytes, 1);
}

static void allreduce(unsigned char *buffer, size_t bytes)
{
    write_marks(buffer, 0, bytes);
    check_ok(MPI_Allreduce_c(MPI_IN_PLACE, buffer, (MPI_Count)bytes, MPI_BYTE, MPI_BXOR,
                             MPI_COMM_WORLD));
    for (size_t i = 0; i < bytes; i = next(i, bytes)) {
        unsigned char all = 0;

        for (int r = 0; r < size; r++)
            all ^= mark(i, r);
        check(buffer[i] == all, "byte %zu is %d, not %d", i, buffer[i], all);
    }
}

static void allgather(unsigned char *buffer, size_t bytes)
{
    size_t part = bytes / (size_t)size;

    write_marks(buffer, (size_t)rank * part, (size_t)(rank + 1) * part);
    check_ok(MPI_Allgather_c(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, buffer, (MPI_Count)part,
                             MPI_BYTE, MPI_COMM_WORLD));
    for (int r = 0; r < size; r++)
        expect_marks(buffer, (size_t)r * part, (size_t)(r + 1) * part, r);
}

int main(int argc, char **argv)
{
    size_t bytes = argc > 1 ? strtoull(argv[1], NULL, 0) : 0;
    unsigned char *buffer = room(bytes);

    setenv("SLIPWAY_HANG", "60,abort", 1);
    check_init(&argc, &argv);
    bcast(buffer, bytes);
    allreduce(buffer, bytes);
    allgather(buffer, bytes);
    free(buffer);
    return finish();
}
