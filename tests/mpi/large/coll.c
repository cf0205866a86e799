/* SPDX-License-Identifier: BSD-3-Clause */
/* Collectives of more bytes than an int counts: those of a vector, or of all blocks of a
 * rank together.  Where blocks may differ one is empty, and they stand in the opposite
 * order.  Arguments: large.h; and which calls: blocking, nonblocking, persistent. */
#include "large.h"

enum { ROOT = 1, RANKS = 16 };

static size_t bytes, block; /* of a vector; of one of as many blocks as ranks */
static char *out, *in;
static int key; /* of the operation that runs */

static MPI_Count even[RANKS], counts[RANKS];
static MPI_Aint displs[RANKS];
static MPI_Datatype types[RANKS];

static enum { BLOCKING, NONBLOCKING, PERSISTENT } way;

static int complete(int error, MPI_Request request)
{
    check_ok(error);
    if (way == PERSISTENT)
        check_ok(MPI_Start(&request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    return way == PERSISTENT ? MPI_Request_free(&request) : MPI_SUCCESS;
}

/* Blocking, nonblocking or persistent, with the same arguments. */
#define collective(call, nonblocking_call, ...)                                          \
    do {                                                                                 \
        MPI_Request request = MPI_REQUEST_NULL;                                          \
        int error;                                                                       \
        key++;                                                                           \
        if (way == BLOCKING)                                                             \
            error = call##_c(__VA_ARGS__);                                               \
        else if (way == NONBLOCKING)                                                     \
            error = nonblocking_call##_c(__VA_ARGS__, &request);                         \
        else                                                                             \
            error = call##_init_c(__VA_ARGS__, MPI_INFO_NULL, &request);                 \
        check_ok(way == BLOCKING ? error : complete(error, request));                    \
    } while (0)

/* What this rank has for all: one message, or one for each rank. */
static void write_one(size_t length)
{
    large_write(out, length, rank, key + 1);
}

static void write_each(const MPI_Count lengths[], const MPI_Aint places[])
{
    for (int r = 0; r < size; r++)
        if (lengths[r])
            large_write(out + (places ? (size_t)places[r] : (size_t)r * block), block,
                        rank, key + 1 + r);
}

/* What came: from each rank its message, the one for rank `to` if they differ. */
static void expect_each(const MPI_Count lengths[], const MPI_Aint places[], int to)
{
    for (int r = 0; r < size; r++)
        if (lengths[r])
            large_expect(in + (places ? (size_t)places[r] : (size_t)r * block), block, r,
                         key + to);
}

/* The bytes [begin, end) of the vectors of ranks first to last, reduced. */
static void expect_reduced(size_t begin, size_t end, int first, int last)
{
    for (size_t i = FIRST; i < end; i = large_next(i, bytes)) {
        char all = 0;

        if (i < begin)
            continue;
        for (int r = first; r <= last; r++)
            all ^= large_mark(i, r, key);
        check(in[i - begin] == all, "operation %d, byte %zu is %d, not %d", key, i,
              in[i - begin], all);
    }
}

static void from_one_to_all(void)
{
    if (rank == ROOT)
        large_write(in, bytes, ROOT, key + 1);
    collective(MPI_Bcast, MPI_Ibcast, in, (MPI_Count)bytes, MPI_BYTE, ROOT,
               MPI_COMM_WORLD);
    large_expect(in, bytes, ROOT, key);
    write_each(even, NULL);
    collective(MPI_Scatter, MPI_Iscatter, out, (MPI_Count)block, MPI_BYTE, in,
               (MPI_Count)block, MPI_BYTE, ROOT, MPI_COMM_WORLD);
    large_expect(in, block, ROOT, key + rank);
    write_each(counts, displs);
    collective(MPI_Scatterv, MPI_Iscatterv, out, counts, displs, MPI_BYTE, in,
               counts[rank], MPI_BYTE, ROOT, MPI_COMM_WORLD);
    if (counts[rank])
        large_expect(in, block, ROOT, key + rank);
}

static void from_all_to_one(void)
{
    write_one(block);
    collective(MPI_Gather, MPI_Igather, out, (MPI_Count)block, MPI_BYTE, in,
               (MPI_Count)block, MPI_BYTE, ROOT, MPI_COMM_WORLD);
    if (rank == ROOT)
        expect_each(even, NULL, 0);
    write_one(block);
    collective(MPI_Gatherv, MPI_Igatherv, out, counts[rank], MPI_BYTE, in, counts, displs,
               MPI_BYTE, ROOT, MPI_COMM_WORLD);
    if (rank == ROOT)
        expect_each(counts, displs, 0);
}

static void from_all_to_all(void)
{
    write_one(block);
    collective(MPI_Allgather, MPI_Iallgather, out, (MPI_Count)block, MPI_BYTE, in,
               (MPI_Count)block, MPI_BYTE, MPI_COMM_WORLD);
    expect_each(even, NULL, 0);
    write_one(block);
    collective(MPI_Allgatherv, MPI_Iallgatherv, out, counts[rank], MPI_BYTE, in, counts,
               displs, MPI_BYTE, MPI_COMM_WORLD);
    expect_each(counts, displs, 0);
    write_each(even, NULL);
    collective(MPI_Alltoall, MPI_Ialltoall, out, (MPI_Count)block, MPI_BYTE, in,
               (MPI_Count)block, MPI_BYTE, MPI_COMM_WORLD);
    expect_each(even, NULL, rank);
}

/* Nobody sends to rank 0, and so it receives nothing. */
static void from_all_to_all_but_one(void)
{
    static const MPI_Count none[RANKS];
    const MPI_Count *come = rank == 0 ? none : even;

    write_each(counts, displs);
    collective(MPI_Alltoallv, MPI_Ialltoallv, out, counts, displs, MPI_BYTE, in, come,
               displs, MPI_BYTE, MPI_COMM_WORLD);
    expect_each(come, displs, rank);
    write_each(counts, displs);
    collective(MPI_Alltoallw, MPI_Ialltoallw, out, counts, displs, types, in, come,
               displs, types, MPI_COMM_WORLD);
    expect_each(come, displs, rank);
}

static void reductions(void)
{
    write_one(bytes);
    collective(MPI_Reduce, MPI_Ireduce, out, in, (MPI_Count)bytes, MPI_BYTE, MPI_BXOR,
               ROOT, MPI_COMM_WORLD);
    if (rank == ROOT)
        expect_reduced(0, bytes, 0, size - 1);
    large_write(in, bytes, rank, key + 1);
    collective(MPI_Allreduce, MPI_Iallreduce, MPI_IN_PLACE, in, (MPI_Count)bytes,
               MPI_BYTE, MPI_BXOR, MPI_COMM_WORLD);
    expect_reduced(0, bytes, 0, size - 1);
}

static void scans(void)
{
    write_one(bytes);
    collective(MPI_Scan, MPI_Iscan, out, in, (MPI_Count)bytes, MPI_BYTE, MPI_BXOR,
               MPI_COMM_WORLD);
    expect_reduced(0, bytes, 0, rank);
    write_one(bytes);
    collective(MPI_Exscan, MPI_Iexscan, out, in, (MPI_Count)bytes, MPI_BYTE, MPI_BXOR,
               MPI_COMM_WORLD);
    if (rank > 0)
        expect_reduced(0, bytes, 0, rank - 1);
}

/* Every rank has a part of the result; blocks of the vector, of which one may be empty. */
static void scattered_reductions(void)
{
    size_t all = bytes;

    bytes = (size_t)size * block;
    write_one(bytes);
    collective(MPI_Reduce_scatter_block, MPI_Ireduce_scatter_block, out, in,
               (MPI_Count)block, MPI_BYTE, MPI_BXOR, MPI_COMM_WORLD);
    expect_reduced((size_t)rank * block, (size_t)(rank + 1) * block, 0, size - 1);
    bytes = (size_t)(size - 1) * block;
    write_one(bytes);
    collective(MPI_Reduce_scatter, MPI_Ireduce_scatter, out, in, counts, MPI_BYTE,
               MPI_BXOR, MPI_COMM_WORLD);
    if (rank > 0)
        expect_reduced((size_t)(rank - 1) * block, (size_t)rank * block, 0, size - 1);
    bytes = all;
}

/* On a ring: two neighbors, whatever the number of ranks, and so two blocks. */
static void neighbors(void)
{
    size_t half = bytes / 2 / STRIDE * STRIDE + STRIDE + 1;
    int ring = 1, left = (rank + size - 1) % size, right = (rank + 1) % size;
    MPI_Comm comm;

    check_ok(MPI_Cart_create(MPI_COMM_WORLD, 1, &size, &ring, 0, &comm));
    write_one(half);
    collective(MPI_Neighbor_allgather, MPI_Ineighbor_allgather, out, (MPI_Count)half,
               MPI_BYTE, in, (MPI_Count)half, MPI_BYTE, comm);
    large_expect(in, half, left, key);
    large_expect(in + half, half, right, key);
    large_write(out, half, rank, key + 1);
    large_write(out + half, half, rank, key + 2);
    collective(MPI_Neighbor_alltoall, MPI_Ineighbor_alltoall, out, (MPI_Count)half,
               MPI_BYTE, in, (MPI_Count)half, MPI_BYTE, comm);
    large_expect(in, half, left, key + 1);
    large_expect(in + half, half, right, key);
    check_ok(MPI_Comm_free(&comm));
}

static void everything(void)
{
    from_one_to_all();
    from_all_to_one();
    from_all_to_all();
    from_all_to_all_but_one();
    reductions();
    scans();
    scattered_reductions();
    neighbors();
}

static void lay_out(void)
{
    block = (bytes / (size_t)size / STRIDE + 1) * STRIDE + 1;
    for (int r = 0; r < size; r++) {
        even[r] = (MPI_Count)block;
        counts[r] = r > 0 ? (MPI_Count)block : 0;
        displs[r] = (size - 1 - r) * (MPI_Aint)block;
        types[r] = MPI_BYTE;
    }
    out = large_buffer(bytes + (size_t)(size + 1) * STRIDE);
    in = large_buffer(bytes + (size_t)(size + 1) * STRIDE);
}

int main(int argc, char **argv)
{
    static const char *const ways[] = { "blocking", "nonblocking", "persistent" };

    bytes = large_init(&argc, &argv);
    lay_out();
    for (way = BLOCKING; way <= PERSISTENT; way++)
        for (int i = 2; i < argc; i++)
            if (strcmp(argv[i], ways[way]) == 0)
                everything();
    return finish();
}
