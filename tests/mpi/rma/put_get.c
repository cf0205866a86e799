/* SPDX-License-Identifier: BSD-3-Clause */
/* put_get: puts and gets between all ranks, in every kind of epoch, of all lengths. */
#include "../check.h"

static const size_t lengths[] = { 0, 1, 7, 64, 4096, 65537, 1 << 20 };

enum { LENGTHS = sizeof lengths / sizeof *lengths, LONGEST = 1 << 20 };

enum epoch { FENCE, POST, LOCK, LOCK_ALL, EPOCHS };

static MPI_Group everybody;

static void begin(enum epoch epoch, int target, MPI_Win win)
{
    switch (epoch) {
    case FENCE:
        check_ok(MPI_Win_fence(0, win));
        break;
    case POST:
        check_ok(MPI_Win_post(everybody, 0, win));
        check_ok(MPI_Win_start(everybody, 0, win));
        break;
    case LOCK:
        check_ok(MPI_Win_lock(MPI_LOCK_EXCLUSIVE, target, 0, win));
        break;
    default:
        check_ok(MPI_Win_lock_all(0, win));
    }
}

static void end(enum epoch epoch, int target, MPI_Win win)
{
    switch (epoch) {
    case FENCE:
        check_ok(MPI_Win_fence(0, win));
        break;
    case POST:
        check_ok(MPI_Win_complete(win));
        check_ok(MPI_Win_wait(win));
        break;
    case LOCK:
        check_ok(MPI_Win_unlock(target, win));
        break;
    default:
        check_ok(MPI_Win_unlock_all(win));
    }
}

/* Everybody puts to its right neighbour, and gets what it put back. */
static void exchange(enum epoch epoch, size_t length, unsigned char *memory, MPI_Win win)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    unsigned char *out = room(length), *in = room(length);

    fill(out, length, rank, (int)epoch);
    begin(epoch, right, win);
    check_ok(MPI_Put(out, (int)length, MPI_BYTE, right, 0, (int)length, MPI_BYTE, win));
    end(epoch, right, win);
    MPI_Barrier(MPI_COMM_WORLD);
    check_filled(memory, length, left, (int)epoch);
    begin(epoch, right, win);
    check_ok(MPI_Get(in, (int)length, MPI_BYTE, right, 0, (int)length, MPI_BYTE, win));
    end(epoch, right, win);
    check_filled(in, length, rank, (int)epoch);
    MPI_Barrier(MPI_COMM_WORLD);
    free(out);
    free(in);
}

/* Gets with a request, from everybody at once. */
static void fetch_all(unsigned char *memory, MPI_Win win)
{
    MPI_Request *requests = room((size_t)size * sizeof *requests);
    unsigned char *in = room((size_t)size * 64);

    fill(memory, 64, rank, 9);
    MPI_Barrier(MPI_COMM_WORLD);
    check_ok(MPI_Win_lock_all(MPI_MODE_NOCHECK, win));
    for (int i = 0; i < size; i++)
        check_ok(
            MPI_Rget(in + 64 * i, 64, MPI_BYTE, i, 0, 64, MPI_BYTE, win, &requests[i]));
    check_ok(MPI_Waitall(size, requests, MPI_STATUSES_IGNORE));
    for (int i = 0; i < size; i++)
        check_filled(in + 64 * i, 64, i, 9);
    check_ok(MPI_Win_unlock_all(win));
    MPI_Barrier(MPI_COMM_WORLD);
    free(requests);
    free(in);
}

/* A put is not overtaken by what comes behind it, nor does it overtake what went before. */
static void keep_order(MPI_Win win)
{
    int right = (rank + 1) % size, count = LONGEST / (int)sizeof(int);
    int *out = room(LONGEST), *in = room(LONGEST);

    for (int i = 0; i < count; i++)
        out[i] = i + rank;
    check_ok(MPI_Win_lock(MPI_LOCK_EXCLUSIVE, right, 0, win));
    check_ok(MPI_Put(out, count, MPI_INT, right, 0, count, MPI_INT, win));
    check_ok(MPI_Win_flush(right, win));
    check_ok(MPI_Accumulate(out, count, MPI_INT, right, 0, count, MPI_INT, MPI_SUM, win));
    check_ok(MPI_Win_flush(right, win));
    check_ok(MPI_Get(in, count, MPI_INT, right, 0, count, MPI_INT, win));
    check_ok(MPI_Win_flush(right, win));
    for (int i = 0; i < count; i++)
        check(in[i] == 2 * (i + rank), "element %d is %d", i, in[i]);
    check_ok(MPI_Win_unlock(right, win));
    MPI_Barrier(MPI_COMM_WORLD);
    free(out);
    free(in);
}

/* A put into the memory that it comes from, three bytes on, and every other byte of it:
 * wrong (--mpi-check says so), but it harms nothing. */
static void shift_own(unsigned char *memory, MPI_Win win)
{
    MPI_Datatype every_other;

    check_ok(MPI_Type_vector(100, 1, 2, MPI_BYTE, &every_other));
    check_ok(MPI_Type_commit(&every_other));
    for (int i = 0; i < 400; i++)
        memory[i] = (unsigned char)i;
    check_ok(MPI_Win_lock(MPI_LOCK_EXCLUSIVE, rank, 0, win));
    check_ok(MPI_Put(memory, 200, MPI_BYTE, rank, 3, 200, MPI_BYTE, win));
    check_ok(MPI_Win_flush(rank, win));
    for (int i = 0; i < 200; i++)
        check(memory[i + 3] == i, "byte %d is %d", i + 3, memory[i + 3]);
    for (int i = 0; i < 400; i++)
        memory[i] = (unsigned char)i;
    check_ok(MPI_Put(memory, 1, every_other, rank, 1, 100, MPI_BYTE, win));
    check_ok(MPI_Win_unlock(rank, win));
    for (int i = 0; i < 100; i++)
        check(memory[i + 1] == 2 * i, "byte %d is %d", i + 1, memory[i + 1]);
    check_ok(MPI_Type_free(&every_other));
    MPI_Barrier(MPI_COMM_WORLD);
}

static void try_all(unsigned char *memory, MPI_Win win)
{
    for (enum epoch epoch = FENCE; epoch < EPOCHS; epoch++)
        for (int i = 0; i < LENGTHS; i++)
            exchange(epoch, lengths[i], memory, win);
    check_ok(MPI_Win_fence(MPI_MODE_NOSUCCEED, win));
    fetch_all(memory, win);
    keep_order(win);
    if (!getenv("SLIPWAY_CHECK"))
        shift_own(memory, win);
    check_ok(MPI_Win_free(&win));
    check(win == MPI_WIN_NULL, "the handle is not MPI_WIN_NULL");
}

int main(int argc, char **argv)
{
    unsigned char *memory, *own;
    MPI_Win win;

    check_init(&argc, &argv);
    MPI_Comm_group(MPI_COMM_WORLD, &everybody);
    check_ok(MPI_Win_allocate(LONGEST, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &win));
    try_all(memory, win);
    own = room(LONGEST);
    check_ok(MPI_Win_create(own, LONGEST, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &win));
    try_all(own, win);
    free(own);
    MPI_Group_free(&everybody);
    return finish();
}
