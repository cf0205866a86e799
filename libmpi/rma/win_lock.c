/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/win_lock.h"

#include <stdlib.h>

#include "util/log.h"

struct waiter {
    struct list link;
    int origin;
    enum lock_claim claim;
};

void win_lock_init(struct win_lock *lock,
                   void (*grant)(struct win_lock *lock, int origin))
{
    *lock = (struct win_lock){ .grant = grant };
    list_init(&lock->waiting);
}

static bool is_free_for(const struct win_lock *lock, enum lock_claim claim)
{
    return !lock->exclusive && !(claim == LOCK_EXCLUSIVE && lock->shared > 0);
}

/* It is the turn of who has nobody before him, or need not mind. */
static bool may_take(const struct win_lock *lock, enum lock_claim claim, bool is_first)
{
    return is_free_for(lock, claim) && (is_first || claim == LOCK_SHARED_OF_SEVERAL);
}

static void take(struct win_lock *lock, enum lock_claim claim)
{
    lock->exclusive = claim == LOCK_EXCLUSIVE;
    lock->shared += claim != LOCK_EXCLUSIVE;
}

bool win_lock_ask(struct win_lock *lock, int origin, enum lock_claim claim)
{
    struct waiter *waiter;

    if (may_take(lock, claim, list_is_empty(&lock->waiting))) {
        take(lock, claim);
        return true;
    }
    waiter = malloc(sizeof *waiter);
    if (!waiter)
        log_panic("no memory for rank %d to wait for a window's lock", origin);
    waiter->origin = origin;
    waiter->claim = claim;
    list_append(&lock->waiting, &waiter->link);
    return false;
}

static void grant(struct win_lock *lock, struct waiter *waiter)
{
    int origin = waiter->origin;

    list_remove(&waiter->link);
    take(lock, waiter->claim);
    free(waiter);
    lock->grant(lock, origin);
}

static void grant_to_next(struct win_lock *lock)
{
    list_for_each_safe (link, &lock->waiting) {
        struct waiter *waiter = container_of(link, struct waiter, link);

        if (may_take(lock, waiter->claim, lock->waiting.next == link))
            grant(lock, waiter);
    }
}

void win_lock_release(struct win_lock *lock)
{
    if (lock->exclusive)
        lock->exclusive = false;
    else
        lock->shared--;
    grant_to_next(lock);
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
