/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/win_lock.h"

#include <stdlib.h>

#include "util/log.h"

struct waiter {
    struct list link;
    int origin;
    bool exclusive;
};

void win_lock_init(struct win_lock *lock,
                   void (*grant)(struct win_lock *lock, int origin))
{
    *lock = (struct win_lock){ .grant = grant };
    list_init(&lock->waiting);
}

static bool is_free_for(const struct win_lock *lock, bool exclusive)
{
    return !lock->exclusive && !(exclusive && lock->shared > 0);
}

static void take(struct win_lock *lock, bool exclusive)
{
    lock->exclusive = exclusive;
    lock->shared += !exclusive;
}

bool win_lock_ask(struct win_lock *lock, int origin, bool exclusive)
{
    struct waiter *waiter;

    if (list_is_empty(&lock->waiting) && is_free_for(lock, exclusive)) {
        take(lock, exclusive);
        return true;
    }
    waiter = malloc(sizeof *waiter);
    if (!waiter)
        log_panic("no memory for rank %d to wait for a window's lock", origin);
    waiter->origin = origin;
    waiter->exclusive = exclusive;
    list_append(&lock->waiting, &waiter->link);
    return false;
}

/* The first of those who wait. */
static struct waiter *next(const struct win_lock *lock)
{
    return container_of(lock->waiting.next, struct waiter, link);
}

void win_lock_release(struct win_lock *lock)
{
    if (lock->exclusive)
        lock->exclusive = false;
    else
        lock->shared--;
    while (!list_is_empty(&lock->waiting) && is_free_for(lock, next(lock)->exclusive)) {
        struct waiter *waiter = next(lock);
        int origin = waiter->origin;

        list_remove(&waiter->link);
        take(lock, waiter->exclusive);
        free(waiter);
        lock->grant(lock, origin);
    }
}

void win_lock_each_waiter(const struct win_lock *lock,
                          void (*visit)(int origin, void *argument), void *argument)
{
    list_for_each (link, &lock->waiting)
        visit(container_of(link, struct waiter, link)->origin, argument);
}

void win_lock_fini(struct win_lock *lock)
{
    struct list *link;

    while ((link = list_pop(&lock->waiting)))
        free(container_of(link, struct waiter, link));
}
