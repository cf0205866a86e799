/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * onesided [MOST]: put, get and accumulate of rank 0 with the window of rank 1, each with the
 * MPI_Win_fence that ends it, from 8 bytes to MOST (2 MiB): with memory of MPI_Win_create, and of
 * MPI_Win_allocate (names that end in _allocated).
 */
#include "bench.h"

struct window {
    MPI_Win win;
    double *buffer;
    int count;
};

static void put(void *what, int i)
{
    struct window *w = what;

    (void)i;
    if (rank_of_world() == 0)
        MPI_Put(w->buffer, w->count, MPI_DOUBLE, 1, 0, w->count, MPI_DOUBLE, w->win);
    MPI_Win_fence(0, w->win);
}

static void get(void *what, int i)
{
    struct window *w = what;

    (void)i;
    if (rank_of_world() == 0)
        MPI_Get(w->buffer, w->count, MPI_DOUBLE, 1, 0, w->count, MPI_DOUBLE, w->win);
    MPI_Win_fence(0, w->win);
}

static void accumulate(void *what, int i)
{
    struct window *w = what;

    (void)i;
    if (rank_of_world() == 0)
        MPI_Accumulate(w->buffer, w->count, MPI_DOUBLE, 1, 0, w->count, MPI_DOUBLE,
                       MPI_SUM, w->win);
    MPI_Win_fence(0, w->win);
}

/* 1, 2, 3 ... are put, doubled by an accumulate, and come back by a get. */
static void check(struct window *w)
{
    MPI_Win_fence(0, w->win);
    for (int i = 0; i < w->count; i++)
        w->buffer[i] = i + 1;
    put(w, 0);
    accumulate(w, 0);
    get(w, 0);
    for (int i = 0; i < w->count; i++)
        if (rank_of_world() == 0 && w->buffer[i] != 2.0 * (i + 1))
            fail("onesided: a wrong number came back");
    memset(w->buffer, 0, (size_t)w->count * sizeof *w->buffer);
}

static void run(struct window *w, size_t most, const char *names[])
{
    static bench_f *const calls[] = { put, get, accumulate };

    for (size_t size = 8; size <= most; size *= 8) {
        w->count = (int)(size / sizeof *w->buffer);
        check(w);
        for (int i = 0; i < 3; i++) {
            double seconds = measure(calls[i], w);

            if (rank_of_world() == 0)
                print(names[i], size, seconds * 1e6, "us");
        }
    }
    MPI_Win_free(&w->win);
}

int main(int argc, char **argv)
{
    size_t most = argc > 1 ? strtoul(argv[1], NULL, 0) : 2 << 20;
    struct window w;
    void *own, *memory;

    MPI_Init(&argc, &argv);
    if (size_of_world() < 2)
        fail("onesided: needs two ranks");
    w.buffer = room(most);
    own = room(most);
    MPI_Win_create(own, (MPI_Aint)most, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &w.win);
    run(&w, most, (const char *[]){ "put", "get", "accumulate" });
    MPI_Win_allocate((MPI_Aint)most, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &w.win);
    run(&w, most,
        (const char *[]){ "put_allocated", "get_allocated", "accumulate_allocated" });
    free(own);
    free(w.buffer);
    MPI_Finalize();
    return 0;
}
