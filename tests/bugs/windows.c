/* SPDX-License-Identifier: BSD-3-Clause */
/* windows.c: one-sided communication. */
#include "bugs.h"

static int memory[64], mine[64], mine_too[64];

static MPI_Win window(void)
{
    MPI_Win win;

    MPI_Win_create(memory, sizeof memory, sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD,
                   &win);
    return win;
}

static void no_epoch(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    if (rank == 0)
        MPI_Put(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void no_closing_fence(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Put(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win);
    MPI_Win_free(&win);
}

static void no_unlock(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    if (rank == 0) {
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win);
        MPI_Put(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win);
    }
    MPI_Win_free(&win);
}

static void locked_twice(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    if (rank == 0) {
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win);
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win);
    }
    MPI_Win_free(&win);
}

static void unlock_alone(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    if (rank == 0)
        MPI_Win_unlock(1, win);
    MPI_Win_free(&win);
}

static void complete_alone(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    if (rank == 0)
        MPI_Win_complete(win);
    MPI_Win_free(&win);
}

static void bad_rank(int rank, int size)
{
    MPI_Win win = window();

    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Put(mine, 1, MPI_INT, size, 0, 1, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void out_of_range(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Get(mine, 2, MPI_INT, 1, 63, 2, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void other_type(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Put(mine, 4, MPI_INT, 1, 0, 4, MPI_FLOAT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void freed_window(int rank, int size)
{
    MPI_Win win = window(), copy = win;

    (void)size;
    MPI_Win_free(&win);
    if (rank == 0)
        MPI_Win_fence(0, copy);
}

static void null_buffer(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Put(NULL, 4, MPI_INT, 1, 0, 4, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void put_changed(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0) {
        MPI_Put(mine, 4, MPI_INT, 1, 0, 4, MPI_INT, win);
        mine[2] = 7;
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void get_changed(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_lock_all(0, win);
    if (rank == 0) {
        MPI_Get(mine, 4, MPI_INT, 1, 0, 4, MPI_INT, win);
        mine[2]++;
    }
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);
}

static void get_and_put_of_one_buffer(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0) {
        MPI_Get(mine, 4, MPI_INT, 1, 0, 4, MPI_INT, win);
        MPI_Put(mine, 4, MPI_INT, 1, 10, 4, MPI_INT, win);
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void two_puts(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank != 1)
        MPI_Put(mine, 4, MPI_INT, 1, rank, 4, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void get_and_put(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_lock_all(0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0)
        MPI_Put(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win);
    if (rank == 2)
        MPI_Get(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);
}

/* These are right */

static void neighbours(int rank, int size)
{
    MPI_Win win = window();

    for (int i = 0; i < 10; i++) {
        MPI_Win_fence(0, win);
        MPI_Put(mine, 1, MPI_INT, (rank + 1) % size, rank, 1, MPI_INT, win);
        MPI_Win_fence(0, win);
        MPI_Get(mine_too, 16, MPI_INT, (rank + 1) % size, 0, 16, MPI_INT, win);
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void sums(int rank, int size)
{
    MPI_Win win = window();

    (void)rank, (void)size;
    MPI_Win_fence(0, win);
    MPI_Accumulate(mine, 4, MPI_INT, 0, 0, 4, MPI_INT, MPI_SUM, win);
    MPI_Fetch_and_op(mine_too, mine_too + 1, MPI_INT, 0, 0, MPI_SUM, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void one_after_the_other(int rank, int size)
{
    MPI_Win win = window();

    for (int turn = 0; turn < size; turn++) {
        if (turn == rank) {
            MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, win);
            MPI_Put(mine, 4, MPI_INT, 0, 0, 4, MPI_INT, win);
            MPI_Win_flush(0, win);
            mine[0]++;
            MPI_Get(mine_too, 4, MPI_INT, 0, 0, 4, MPI_INT, win);
            MPI_Win_unlock(0, win);
            mine_too[0]++;
        }
        MPI_Barrier(MPI_COMM_WORLD);
    }
    MPI_Win_free(&win);
}

static void flushed(int rank, int size)
{
    MPI_Win win = window();

    MPI_Win_lock_all(0, win);
    for (int turn = 0; turn < size; turn++) {
        if (turn == rank) {
            MPI_Get(mine, 1, MPI_INT, 0, 0, 1, MPI_INT, win);
            MPI_Win_flush(0, win);
            mine[0]++;
            MPI_Put(mine, 1, MPI_INT, 0, 0, 1, MPI_INT, win);
            MPI_Win_flush(0, win);
        }
        MPI_Barrier(MPI_COMM_WORLD);
    }
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);
}

static void requested(int rank, int size)
{
    MPI_Win win = window();
    MPI_Request request;

    (void)size;
    MPI_Win_lock_all(0, win);
    if (rank == 0) {
        MPI_Rget(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        mine[0]++;
        MPI_Rput(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    }
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);
}

static void post_start(int rank, int size)
{
    MPI_Win win = window();
    MPI_Group world, other;
    int peer = 1 - rank;

    (void)size;
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Group_incl(world, 1, &peer, &other);
    for (int i = 0; i < 3; i++) {
        MPI_Win_post(other, 0, win);
        MPI_Win_start(other, 0, win);
        MPI_Put(mine, 4, MPI_INT, peer, 0, 4, MPI_INT, win);
        MPI_Win_complete(win);
        MPI_Win_wait(win);
        mine[0]++;
    }
    MPI_Group_free(&other);
    MPI_Group_free(&world);
    MPI_Win_free(&win);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "no_epoch", no_epoch },
        { "no_closing_fence", no_closing_fence },
        { "no_unlock", no_unlock },
        { "locked_twice", locked_twice },
        { "unlock_alone", unlock_alone },
        { "complete_alone", complete_alone },
        { "bad_rank", bad_rank },
        { "out_of_range", out_of_range },
        { "other_type", other_type },
        { "freed_window", freed_window },
        { "null_buffer", null_buffer },
        { "put_changed", put_changed },
        { "get_changed", get_changed },
        { "get_and_put_of_one_buffer", get_and_put_of_one_buffer },
        { "two_puts", two_puts },
        { "get_and_put", get_and_put },
        { "neighbours", neighbours },
        { "sums", sums },
        { "one_after_the_other", one_after_the_other },
        { "flushed", flushed },
        { "requested", requested },
        { "post_start", post_start },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
