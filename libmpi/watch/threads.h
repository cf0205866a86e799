/* SPDX-License-Identifier: BSD-3-Clause */
/* threads.h: whether another thread than the one that waits may call MPI. */
#ifndef WATCH_THREADS_H
#define WATCH_THREADS_H

#include <stdbool.h>

/* With MPI_THREAD_MULTIPLE: true unless it is a Python program with one thread of Python.
 * The others it may have are of numerical libraries, which do not call MPI; mpi4py asks
 * for MPI_THREAD_MULTIPLE if it is told nothing else. */
bool threads_may_call(void);

#endif
