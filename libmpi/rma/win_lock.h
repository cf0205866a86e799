/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * win_lock.h: the lock of a window at one of its targets (MPI 5.0, 12.5.3), which is
 * held by one origin alone or shared by several.  Who has to wait gets it in the order
 * of asking: a shared lock does not pass an exclusive one that waits, so readers that come
 * again and again keep no writer out.
 *
 * But one who has locks of other targets, or windows, too, or asks for all (MPI_Win_lock_all), does:
 * others may wait for those, and two of that kind for each other, with a writer between
 * them at each lock.
 */
#ifndef RMA_WIN_LOCK_H
#define RMA_WIN_LOCK_H

#include <stdbool.h>

#include "util/list.h"

struct win_lock {
    int shared;     /* origins that share it */
    bool exclusive; /* one holds it alone */
    struct list waiting;
    void (*grant)(struct win_lock *lock, int origin); /* tells one who has waited */
};

void win_lock_init(struct win_lock *lock,
                   void (*grant)(struct win_lock *lock, int origin));

enum lock_claim {
    LOCK_EXCLUSIVE,
    LOCK_SHARED,
    LOCK_SHARED_OF_SEVERAL, /* the origin has, or asks for, locks of others, too */
};

/* True if origin holds the lock now; false if grant will say so. */
bool win_lock_ask(struct win_lock *lock, int origin, enum lock_claim claim);

/* Gives it back, and grants it to those whose turn it is. */
void win_lock_release(struct win_lock *lock);

/* Calls visit for each that waits, in their order. */
void win_lock_each_waiter(const struct win_lock *lock,
                          void (*visit)(int origin, void *argument), void *argument);

/* Forgets those who wait. */
void win_lock_fini(struct win_lock *lock);

#endif
