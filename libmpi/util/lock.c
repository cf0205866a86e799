/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/lock.h"

#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

bool lock_needed;

static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static atomic_int waiting; /* threads inside lock_take that do not have it yet */
static int depth;          /* how often its holder has it */

/* A futex: how often one that waited has got it.  Who stands back sleeps there. */
static _Atomic uint32_t turns;
static atomic_int standing_back;

static void let_in_again(void)
{
    atomic_fetch_add(&turns, 1);
    if (atomic_load(&standing_back) > 0)
        syscall(SYS_futex, &turns, FUTEX_WAKE_PRIVATE, INT32_MAX, NULL, NULL, 0);
}

void lock_take(void)
{
    if (pthread_mutex_trylock(&mutex) != 0) {
        atomic_fetch_add(&waiting, 1);
        pthread_mutex_lock(&mutex);
        atomic_fetch_sub(&waiting, 1);
        let_in_again();
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

/* Until one that waits has got it, or a millisecond. */
static void stand_back(void)
{
    const struct timespec most = { .tv_nsec = 1000000 };
    uint32_t now = atomic_load(&turns);
    int held;

    atomic_fetch_add(&standing_back, 1);
    held = lock_release();
    syscall(SYS_futex, &turns, FUTEX_WAIT_PRIVATE, now, &most, NULL, 0);
    atomic_fetch_sub(&standing_back, 1);
    lock_restore(held);
}

/* A mutex is not fair: its last holder would nearly always win it again.  So the one who
 * waits for a message stands back until another thread has got it: asleep, as a core that
 * is merely yielded goes to other programs for a whole slice of time. */
enum lock_turn lock_yield(void)
{
    if (!lock_needed)
        return LOCK_ALONE;
    if (atomic_load(&waiting) == 0)
        return LOCK_KEPT;
    stand_back();
    return LOCK_PASSED_ON;
}
