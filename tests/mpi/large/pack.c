/* SPDX-License-Identifier: BSD-3-Clause */
/* Packing more bytes than an int counts, from elements with holes and into them.
 * Arguments: large.h. */
#include "large.h"

static size_t bytes, packed; /* of memory; of what it holds without holes */
static char *from, *buffer, *to;

static void expect_moved(MPI_Count position, int key)
{
    check(position == (MPI_Count)packed, "position is %lld", (long long)position);
    large_expect(to, bytes - STRIDE + FIRST + 1, rank, key);
}

static void pack(MPI_Count count, MPI_Datatype type)
{
    MPI_Count position = 0, room;

    large_write(from, bytes, rank, 1);
    check_ok(MPI_Pack_size_c(count, type, MPI_COMM_WORLD, &room));
    check(room >= (MPI_Count)packed, "%lld B are needed", (long long)room);
    check_ok(MPI_Pack_c(from, count, type, buffer, room, &position, MPI_COMM_WORLD));
    check(position == (MPI_Count)packed, "position is %lld", (long long)position);
    position = 0;
    check_ok(MPI_Unpack_c(buffer, room, &position, to, count, type, MPI_COMM_WORLD));
    expect_moved(position, 1);
}

static void pack_external(MPI_Count count, MPI_Datatype type)
{
    MPI_Count position = 0, room;

    large_write(from, bytes, rank, 2);
    check_ok(MPI_Pack_external_size_c("external32", count, type, &room));
    check(room == (MPI_Count)packed, "%lld B are needed", (long long)room);
    check_ok(
        MPI_Pack_external_c("external32", from, count, type, buffer, room, &position));
    position = 0;
    check_ok(
        MPI_Unpack_external_c("external32", buffer, room, &position, to, count, type));
    expect_moved(position, 2);
}

/* A call that counts with an int says that it cannot. */
static void narrow(int count, MPI_Datatype type)
{
    int room;

    errors_return(MPI_COMM_WORLD);
    check_class(MPI_Pack_size(count, type, MPI_COMM_WORLD, &room),
                MPI_ERR_VALUE_TOO_LARGE);
}

int main(int argc, char **argv)
{
    MPI_Datatype type;
    MPI_Count count;

    bytes = large_init(&argc, &argv) / STRIDE * STRIDE + STRIDE;
    count = (MPI_Count)(bytes / STRIDE);
    packed = (size_t)count * (STRIDE - HOLE);
    from = large_buffer(bytes);
    buffer = large_buffer(bytes);
    to = large_buffer(bytes);
    type = large_type();
    pack(count, type);
    pack_external(count, type);
    if (packed > INT32_MAX)
        narrow((int)count, type);
    check_ok(MPI_Type_free(&type));
    return finish();
}
