/* SPDX-License-Identifier: BSD-3-Clause */
/* locks.c: ranks that wait for ever for the lock of a window, and some that only wait long. */
#include "bugs.h"

#include <unistd.h>

static int memory[4];
static int one;

static MPI_Win make_window(void)
{
    MPI_Win win;

    MPI_Win_create(memory, sizeof memory, sizeof memory[0], MPI_INFO_NULL, MPI_COMM_WORLD,
                   &win);
    return win;
}

static void receive(int source)
{
    MPI_Recv(&one, 1, MPI_INT, source, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void send(int dest)
{
    MPI_Send(&one, 1, MPI_INT, dest, 3, MPI_COMM_WORLD);
}

/* Rank 0 has the lock of target and waits for rank 1, who wants it. */
static void hold_and_wait(MPI_Win win, int rank, int target)
{
    if (rank == 0)
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, target, 0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0)
        receive(1);
    else if (rank == 1)
        MPI_Win_lock(MPI_LOCK_SHARED, target, 0, win);
}

/* Closed circles */

static void at_holder(int rank, int size)
{
    (void)size;
    hold_and_wait(make_window(), rank, 0);
}

static void at_waiter(int rank, int size)
{
    (void)size;
    hold_and_wait(make_window(), rank, 1);
}

/* The target moves all the time, and cannot help. */
static void at_third(int rank, int size)
{
    int flag;

    (void)size;
    hold_and_wait(make_window(), rank, 2);
    while (rank == 2)
        MPI_Iprobe(0, 1, MPI_COMM_WORLD, &flag, MPI_STATUS_IGNORE);
}

static void crossed(int rank, int size)
{
    MPI_Win win = make_window();

    (void)size;
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, rank, 0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 1 - rank, 0, win);
    MPI_Win_unlock(1 - rank, win);
}

static void lock_all(int rank, int size)
{
    MPI_Win win = make_window();

    (void)size;
    if (rank == 0)
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 1, 0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0)
        receive(1);
    else
        MPI_Win_lock_all(0, win);
}

/* These two share the lock, and the third waits for both. */
static void shared(int rank, int size)
{
    MPI_Win win = make_window();

    (void)size;
    if (rank < 2)
        MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank < 2)
        receive(2);
    else
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, win);
}

static void without_unlock(int rank, int size)
{
    MPI_Win win = make_window();

    (void)size;
    if (rank == 0)
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 1, 0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 1) {
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 1, 0, win);
        MPI_Win_unlock(1, win);
    }
    MPI_Barrier(MPI_COMM_WORLD);
}

/* These are right */

/* Rank 0 holds the lock while it waits for the last rank, which takes its time. */
static void slow(int rank, int size)
{
    MPI_Win win = make_window();

    if (rank == 0)
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 1, 0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == size - 1) {
        sleep(4);
        send(0);
    }
    if (rank == 0)
        receive(size - 1);
    else
        MPI_Win_lock(rank == 1 ? MPI_LOCK_EXCLUSIVE : MPI_LOCK_SHARED, 1, 0, win);
    MPI_Win_unlock(1, win);
    MPI_Win_free(&win);
}

/* Everybody wants every lock in turn, and keeps it for a while. */
static void queue(int rank, int size)
{
    MPI_Win win = make_window();

    for (int round = 0; round < 2 * size; round++) {
        int target = (round & 1) ? 0 : size - 1;

        if (round % 3)
            MPI_Win_lock(MPI_LOCK_EXCLUSIVE, target, 0, win);
        else
            MPI_Win_lock_all(0, win);
        usleep(20000 * (useconds_t)(1 + (rank + round) % 5));
        if (round % 3)
            MPI_Win_unlock(target, win);
        else
            MPI_Win_unlock_all(win);
    }
    MPI_Win_free(&win);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "at_holder", at_holder },
        { "at_waiter", at_waiter },
        { "at_third", at_third },
        { "crossed", crossed },
        { "lock_all", lock_all },
        { "shared", shared },
        { "without_unlock", without_unlock },
        { "slow", slow },
        { "queue", queue },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
