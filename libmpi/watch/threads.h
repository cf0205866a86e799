/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * threads.h: whether others of this process's threads than those that wait may bring
 * about what these wait for.
 *
 * If all of them are in such a wait, none may: nobody is left who could make a thread,
 * and handlers of signals may not call MPI.  A thread that sleeps outside MPI may wake
 * up at any time, for all that is known here: one that waits in pthread_join, too.
 */
#ifndef WATCH_THREADS_H
#define WATCH_THREADS_H

#include <stdbool.h>

/* With MPI_THREAD_MULTIPLE: true unless all threads are the ones that wait, so many, or it
 * is a Python program with one thread of Python. The others it may have are of numerical
 * libraries, which do not call MPI; mpi4py asks for MPI_THREAD_MULTIPLE if it is told
 * nothing else. */
bool threads_may_call(int waits);

/* The same above MPI_THREAD_SINGLE, for calls that complete a request of the one thread
 * that waits: no other may make them at that time, but programs of threads do. */
bool threads_may_complete(int waits);

#endif
