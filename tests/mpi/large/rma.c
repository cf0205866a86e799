/* SPDX-License-Identifier: BSD-3-Clause */
/* One-sided communication of more bytes than an int counts, by rank 0 with rank 1's window,
 * and of few bytes far into it.  Arguments: large.h. */
#include "large.h"

static size_t bytes;
static char *out, *memory;
static MPI_Win win;

static void put(MPI_Count count, MPI_Datatype type, size_t end, int key)
{
    large_write(out, bytes, rank, key);
    check_ok(MPI_Win_fence(0, win));
    if (rank == 0)
        check_ok(MPI_Put_c(out, count, type, 1, 0, count, type, win));
    check_ok(MPI_Win_fence(0, win));
    if (rank == 1)
        large_expect(memory, end, 0, key);
}

static void get(int key)
{
    MPI_Request request;

    large_write(memory, bytes, rank, key);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    if (rank == 0) {
        check_ok(MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win));
        check_ok(MPI_Rget_c(out, (MPI_Count)bytes, MPI_BYTE, 1, 0, (MPI_Count)bytes,
                            MPI_BYTE, win, &request));
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
        check_ok(MPI_Win_unlock(1, win));
        large_expect(out, bytes, 1, key);
    }
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
}

/* Both sides have holes. */
static void put_with_holes(int key)
{
    MPI_Datatype type = large_type();
    MPI_Count count = (MPI_Count)(bytes / STRIDE);

    put(count, type, (size_t)(count - 1) * STRIDE + FIRST + 1, key);
    check_ok(MPI_Type_free(&type));
}

static void far_away(void)
{
    const MPI_Aint end = (MPI_Aint)bytes - 1;
    const char one = 77;

    check_ok(MPI_Win_fence(0, win));
    if (rank == 0)
        check_ok(MPI_Put(&one, 1, MPI_BYTE, 1, end, 1, MPI_BYTE, win));
    check_ok(MPI_Win_fence(0, win));
    check(rank == 0 || memory[end] == one, "the last byte is %d", memory[end]);
}

int main(int argc, char **argv)
{
    bytes = large_init(&argc, &argv);
    out = large_buffer(bytes);
    memory = large_buffer(bytes);
    check_ok(
        MPI_Win_create(memory, (MPI_Aint)bytes, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &win));
    put((MPI_Count)bytes, MPI_BYTE, bytes, 1);
    get(2);
    put_with_holes(3);
    far_away();
    check_ok(MPI_Win_free(&win));
    return finish();
}
