/* SPDX-License-Identifier: BSD-3-Clause */
#include "check/thread.h"

#include <mpi.h>
#include <pthread.h>
#include <stdbool.h>

#include "util/lock.h"
#include "util/log.h"

static int level = MPI_THREAD_MULTIPLE; /* not known yet */
static pthread_t initialiser;
static bool said;

/* The thread that is in MPI, and how deep: callbacks call MPI, too. */
static pthread_t inside;
static int depth;

int thread_level(void)
{
    return level;
}

static void complain(enum mpi_call call, const char *what, const char *ask)
{
    static const char *const names[] = { [MPI_THREAD_SINGLE / 1024] = "MPI_THREAD_SINGLE",
                                         [MPI_THREAD_FUNNELED / 1024] =
                                             "MPI_THREAD_FUNNELED",
                                         [MPI_THREAD_SERIALIZED / 1024] =
                                             "MPI_THREAD_SERIALIZED" };

    if (__atomic_exchange_n(&said, true, __ATOMIC_RELAXED))
        return;
    log_line(
        "%s: warning: %s, but MPI was initialised with %s: ask MPI_Init_thread for %s",
        call_name(call), what, names[level / 1024], ask);
}

static void check_caller(enum mpi_call call)
{
    if (!lock_needed && level < MPI_THREAD_SERIALIZED &&
        !pthread_equal(pthread_self(), initialiser))
        complain(call,
                 "it was called by another thread than the one that initialised MPI",
                 "MPI_THREAD_SERIALIZED or MPI_THREAD_MULTIPLE");
}

/* Without --mpi-check: at some of the calls. */
static void look(void)
{
    check_caller(*call_mark & ~CALL_OVER);
}

void thread_level_is(int now)
{
    level = now;
    initialiser = pthread_self();
    if (level < MPI_THREAD_SERIALIZED)
        call_looker = look;
}

static void enter(enum mpi_call call)
{
    bool other;

    if (lock_needed || level == MPI_THREAD_MULTIPLE)
        return;
    check_caller(call);
    other = depth > 0 && !pthread_equal(inside, pthread_self());
    if (level == MPI_THREAD_SERIALIZED && other)
        complain(call, "it was called while another thread is in MPI",
                 "MPI_THREAD_MULTIPLE, or let threads take turns");
    inside = pthread_self();
    depth++;
}

static void leave(void)
{
    if (depth > 0)
        depth--;
}

const struct call_watch thread_watch = { enter, leave };
