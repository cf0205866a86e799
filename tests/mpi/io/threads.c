/* SPDX-License-Identifier: BSD-3-Clause */
/* threads: several threads of every rank write to one file, by the shared pointer and at
 * places of their own. */
#include <pthread.h>

#include "scratch.h"

enum { THREADS = 3, ROUNDS = 50 };

static MPI_File shared, placed;

/* Thread t of this rank among all, from 1 on: what it writes. */
static int mark(long t)
{
    return rank * THREADS + (int)t + 1;
}

static void *write_both(void *argument)
{
    long t = (long)argument;
    int data[2] = { mark(t), mark(t) };
    MPI_Status status;

    for (int round = 0; round < ROUNDS; round++) {
        check_ok(MPI_File_write_shared(shared, data, 2, MPI_INT, &status));
        check_count(&status, MPI_INT, 2);
        check_ok(MPI_File_write_at(placed, 4 * (mark(t) - 1 + round * size * THREADS),
                                   data, 1, MPI_INT, &status));
        check_count(&status, MPI_INT, 1);
    }
    return NULL;
}

/* Every thread's pairs are there, and none has torn another. */
static void check_shared(void)
{
    int all = size * THREADS * ROUNDS, *data = room(2 * all * sizeof *data);
    int *found = room(all * sizeof *found);
    MPI_Status status;

    check_ok(MPI_File_read_at(shared, 0, data, 2 * all, MPI_INT, &status));
    check_count(&status, MPI_INT, 2 * all);
    for (int i = 0; i < all; i++) {
        check(data[2 * i] == data[2 * i + 1], "pair %d: %d, %d", i, data[2 * i],
              data[2 * i + 1]);
        check(data[2 * i] > 0 && data[2 * i] <= size * THREADS, "pair %d: %d", i,
              data[2 * i]);
        found[data[2 * i] - 1]++;
    }
    for (int i = 0; i < size * THREADS; i++)
        check(found[i] == ROUNDS, "%d pairs of thread %d", found[i], i);
    free(found);
    free(data);
}

static void check_placed(void)
{
    int n = size * THREADS, *data = room(n * sizeof *data);

    for (int round = 0; round < ROUNDS; round++) {
        check_ok(
            MPI_File_read_at(placed, 4 * round * n, data, n, MPI_INT, MPI_STATUS_IGNORE));
        for (int i = 0; i < n; i++)
            check(data[i] == i + 1, "round %d, place %d has %d", round, i, data[i]);
    }
    free(data);
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS];
    int provided;

    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    scratch_make();
    shared = scratch_open("shared");
    placed = scratch_open("placed");
    for (long t = 0; t < THREADS; t++)
        pthread_create(&threads[t], NULL, write_both, (void *)t);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    settle(shared);
    settle(placed);
    check_shared();
    check_placed();
    check_ok(MPI_File_close(&shared));
    check_ok(MPI_File_close(&placed));
    scratch_remove();
    return finish();
}
