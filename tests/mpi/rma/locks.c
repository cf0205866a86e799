/* SPDX-License-Identifier: BSD-3-Clause */
/* locks: nobody is kept out for ever, in whatever order locks are asked for. */
#include "../check.h"

enum { TURNS = 200 };

static void add_one(int target, MPI_Win win)
{
    const int one = 1;
    int before;

    check_ok(MPI_Win_lock(MPI_LOCK_EXCLUSIVE, target, 0, win));
    check_ok(MPI_Get(&before, 1, MPI_INT, target, 0, 1, MPI_INT, win));
    check_ok(MPI_Win_flush(target, win));
    before += one;
    check_ok(MPI_Put(&before, 1, MPI_INT, target, 0, 1, MPI_INT, win));
    check_ok(MPI_Win_unlock(target, win));
}

static int sum(MPI_Win win)
{
    int *all = room((size_t)size * sizeof *all), total = 0;

    check_ok(MPI_Win_lock_all(0, win));
    for (int i = 0; i < size; i++)
        check_ok(MPI_Get(all + i, 1, MPI_INT, i, 0, 1, MPI_INT, win));
    check_ok(MPI_Win_unlock_all(win));
    for (int i = 0; i < size; i++)
        total += all[i];
    free(all);
    return total;
}

/* Some want the lock of their neighbour alone, the others share all. */
static void one_and_all(MPI_Win win)
{
    int writers = (size + 1) / 2, last = 0;

    for (int turn = 0; turn < TURNS; turn++)
        if (rank % 2 == 0) {
            add_one((rank + turn) % size, win);
        } else {
            int now = sum(win);

            check(now >= last, "the sum was %d, and is %d", last, now);
            last = now;
        }
    MPI_Barrier(MPI_COMM_WORLD);
    check(sum(win) == TURNS * writers, "the sum is %d", sum(win));
    MPI_Barrier(MPI_COMM_WORLD);
}

/* The locks of two at a time, shared, in the order that each likes. */
static void two_shared(MPI_Win win)
{
    int right = (rank + 1) % size, value;

    for (int turn = 0; turn < TURNS && size > 1; turn++) {
        check_ok(MPI_Win_lock(MPI_LOCK_SHARED, rank, 0, win));
        check_ok(MPI_Win_lock(MPI_LOCK_SHARED, right, 0, win));
        check_ok(MPI_Get(&value, 1, MPI_INT, right, 0, 1, MPI_INT, win));
        check_ok(MPI_Win_unlock(right, win));
        check_ok(MPI_Win_unlock(rank, win));
        add_one(right, win);
    }
    MPI_Barrier(MPI_COMM_WORLD);
}

/* The locks of two windows, whose order differs between neighbours. */
static void two_windows(MPI_Win win)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size, other = 0;
    int target = rank % 2 ? left : right;
    MPI_Win second;

    check_ok(MPI_Win_create(&other, sizeof other, sizeof other, MPI_INFO_NULL,
                            MPI_COMM_WORLD, &second));
    for (int turn = 0; turn < TURNS; turn++) {
        MPI_Win first = rank % 2 ? second : win, last = rank % 2 ? win : second;

        check_ok(MPI_Win_lock(MPI_LOCK_SHARED, target, 0, first));
        check_ok(MPI_Win_lock(MPI_LOCK_SHARED, target, 0, last));
        check_ok(MPI_Win_unlock(target, last));
        check_ok(MPI_Win_unlock(target, first));
        add_one(right, win);
        add_one(left, second);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    check_ok(MPI_Win_free(&second));
}

/* Readers who ask again and again leave the writer his turn. */
static void readers_and_a_writer(MPI_Win win)
{
    const int done = -1;
    int value = 0;

    if (rank == 0) {
        check_ok(MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, win));
        check_ok(MPI_Put(&done, 1, MPI_INT, 0, 0, 1, MPI_INT, win));
        check_ok(MPI_Win_unlock(0, win));
    }
    while (rank > 0 && value != done) {
        check_ok(MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, win));
        check_ok(MPI_Get(&value, 1, MPI_INT, 0, 0, 1, MPI_INT, win));
        check_ok(MPI_Win_unlock(0, win));
    }
    MPI_Barrier(MPI_COMM_WORLD);
}

int main(int argc, char **argv)
{
    int counter = 0;
    MPI_Win win;

    check_init(&argc, &argv);
    check_ok(MPI_Win_create(&counter, sizeof counter, sizeof counter, MPI_INFO_NULL,
                            MPI_COMM_WORLD, &win));
    one_and_all(win);
    two_shared(win);
    two_windows(win);
    readers_and_a_writer(win);
    check_ok(MPI_Win_free(&win));
    return finish();
}
