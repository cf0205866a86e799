/* SPDX-License-Identifier: BSD-3-Clause */
/* conflicts.c: one-sided operations that nothing puts in order. */
#include "bugs.h"

static int memory[64], mine[8];

static MPI_Win window(void)
{
    MPI_Win win;

    MPI_Win_create(memory, sizeof memory, sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD,
                   &win);
    return win;
}

static void put(int target, int disp, MPI_Win win)
{
    MPI_Put(mine, 4, MPI_INT, target, disp, 4, MPI_INT, win);
}

static void get(int target, int disp, MPI_Win win)
{
    MPI_Get(mine + 4, 4, MPI_INT, target, disp, 4, MPI_INT, win);
}

static void one_origin(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0) {
        get(1, 0, win);
        put(1, 2, win);
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

/* One is over before the other begins, and that is chance. */
static void by_chance(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    if (rank != 1) {
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win);
        put(1, 0, win);
        MPI_Win_unlock(1, win);
    }
    MPI_Win_free(&win);
}

static void own_buffer(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0)
        put(1, 0, win);
    else
        MPI_Get(memory + 2, 4, MPI_INT, 0, 32, 4, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void stored(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0)
        get(1, 0, win);
    else
        memory[1] = 7;
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void stored_locked(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_lock_all(0, win);
    if (rank == 0)
        put(1, 0, win);
    else
        memory[1] = 7;
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);
}

static void lock_in_fence(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0) {
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win);
        put(1, 0, win);
        MPI_Win_unlock(1, win);
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

static void no_precede(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    if (rank == 0)
        put(1, 0, win);
    MPI_Win_fence(MPI_MODE_NOPRECEDE, win);
    MPI_Win_free(&win);
}

/* Memory that is no good */

static void two_windows(int rank, int size)
{
    MPI_Win one = window(), two;

    (void)rank, (void)size;
    MPI_Win_create(memory + 60, 16, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &two);
    MPI_Win_free(&two);
    MPI_Win_free(&one);
}

static __attribute__((noinline)) void create_on_stack(MPI_Win *win)
{
    int local[64];

    MPI_Win_create(local, sizeof local, 1, MPI_INFO_NULL, MPI_COMM_WORLD, win);
}

static void on_stack(int rank, int size)
{
    MPI_Win win;

    (void)rank, (void)size;
    create_on_stack(&win);
    MPI_Win_free(&win);
}

/* These are right */

static void on_living_stack(int rank, int size)
{
    int local[64];
    MPI_Win win;

    (void)rank, (void)size;
    MPI_Win_create(local, sizeof local, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_free(&win);
}

/* Locks and fences, in phases of their own; the target stores between them. */
static void phases(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    for (int i = 0; i < 3; i++) {
        memset(memory, i, sizeof memory);
        MPI_Barrier(MPI_COMM_WORLD);
        if (rank == 0) {
            MPI_Win_lock(i ? MPI_LOCK_SHARED : MPI_LOCK_EXCLUSIVE, 1, 0, win);
            put(1, 0, win);
            MPI_Win_unlock(1, win);
        }
        MPI_Barrier(MPI_COMM_WORLD);
        memory[1] = 5;
        MPI_Win_fence(0, win);
        if (rank == 0)
            put(1, 0, win);
        MPI_Win_fence(0, win);
    }
    MPI_Win_free(&win);
}

/* Rank 0 tells rank 2 that it is done. */
static void told(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_lock_all(0, win);
    if (rank == 2)
        MPI_Recv(NULL, 0, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (rank != 1)
        put(1, 0, win);
    MPI_Win_flush(1, win);
    if (rank == 0)
        MPI_Send(NULL, 0, MPI_INT, 2, 0, MPI_COMM_WORLD);
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);
}

/* What was stored before a barrier may be fetched after it. */
static void stored_before(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_lock_all(0, win);
    memory[rank] = 9;
    MPI_Win_sync(win);
    MPI_Barrier(MPI_COMM_WORLD);
    get(1 - rank, 0, win);
    MPI_Win_flush(1 - rank, win);
    MPI_Barrier(MPI_COMM_WORLD);
    memory[rank] = 10;
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);
}

/* Neighbours put into the rim; the inside is computed meanwhile. */
static void halo(int rank, int size)
{
    MPI_Win win = window();

    for (int i = 0; i < 3; i++) {
        MPI_Win_fence(MPI_MODE_NOPRECEDE, win);
        MPI_Put(memory + 16, 1, MPI_INT, (rank + 1) % size, 0, 1, MPI_INT, win);
        MPI_Put(memory + 17, 1, MPI_INT, (rank + size - 1) % size, 63, 1, MPI_INT, win);
        for (int k = 20; k < 40; k++)
            memory[k]++;
        MPI_Win_fence(MPI_MODE_NOSUCCEED, win);
        memory[0]++;
    }
    MPI_Win_free(&win);
}

/* A rank knows what it has stored itself. */
static void by_itself(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    MPI_Win_fence(0, win);
    memory[2] = 5;
    put(rank, 0, win);
    MPI_Win_fence(MPI_MODE_NOSUCCEED, win);
    memory[2] = 6;
    MPI_Win_lock(MPI_LOCK_SHARED, rank, 0, win);
    get(rank, 0, win);
    MPI_Win_unlock(rank, win);
    MPI_Win_free(&win);
}

/* Of its own window, too, a rank may take a lock to store. */
static void initialised_locked(int rank, int size)
{
    MPI_Win win = window();

    (void)size;
    if (rank == 1) {
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win);
        memory[1] = 7;
        MPI_Win_unlock(1, win);
        MPI_Send(NULL, 0, MPI_INT, 0, 0, MPI_COMM_WORLD);
    } else {
        MPI_Recv(NULL, 0, MPI_INT, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win);
        get(1, 0, win);
        MPI_Win_unlock(1, win);
    }
    MPI_Win_free(&win);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "one_origin", one_origin },
        { "by_chance", by_chance },
        { "own_buffer", own_buffer },
        { "stored", stored },
        { "stored_locked", stored_locked },
        { "lock_in_fence", lock_in_fence },
        { "no_precede", no_precede },
        { "two_windows", two_windows },
        { "on_stack", on_stack },
        { "on_living_stack", on_living_stack },
        { "phases", phases },
        { "told", told },
        { "stored_before", stored_before },
        { "halo", halo },
        { "by_itself", by_itself },
        { "initialised_locked", initialised_locked },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
