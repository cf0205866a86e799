/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/lock.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

bool lock_needed;

static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static atomic_int waiting; /* threads inside lock_take that do not have it yet */
static int depth;          /* how often its holder has it */

void lock_take(void)
{
    if (pthread_mutex_trylock(&mutex) != 0) {
        atomic_fetch_add(&waiting, 1);
        pthread_mutex_lock(&mutex);
        atomic_fetch_sub(&waiting, 1);
    }
    depth++;
}

void lock_give(void)
{
    depth--;
    pthread_mutex_unlock(&mutex);
}

int lock_release(void)
{
    int held = lock_needed ? depth : 0;

    for (int i = 0; i < held; i++)
        lock_give();
    return held;
}

void lock_restore(int held)
{
    while (held-- > 0)
        lock_take();
}

/* A mutex is not fair: its last holder would nearly always win it again.  So the one who
 * waits for a message stands back until another thread has got it. */
bool lock_yield(void)
{
    int others = atomic_load(&waiting), held;

    if (!lock_needed)
        return false;
    if (others == 0)
        return true;
    held = lock_release();
    for (int i = 0; i < 1000 && atomic_load(&waiting) >= others; i++)
        sched_yield();
    lock_restore(held);
    return true;
}
