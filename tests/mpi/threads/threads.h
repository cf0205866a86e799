/* SPDX-License-Identifier: BSD-3-Clause */
/* threads.h: some threads that run one function, with MPI_THREAD_MULTIPLE. */
#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>

#include "../check.h"

enum { THREADS = 4 };

static inline void threads_init(int *argc, char ***argv)
{
    int provided;

    MPI_Init_thread(argc, argv, MPI_THREAD_MULTIPLE, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    check(provided == MPI_THREAD_MULTIPLE, "level %d", provided);
}

/* Runs run(&arguments[i]) in thread i, arguments being of `bytes` bytes each. */
static inline void threads_run(void *(*run)(void *), void *arguments, size_t bytes)
{
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        check(pthread_create(&threads[i], NULL, run, (char *)arguments + i * bytes) == 0,
              "no thread %d", i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

#endif
