/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pool.h: objects of one size that come and go often.  What is put back is handed out
 * next, so it is still in the cache; memory returns to the system with pool_fini only.
 */
#ifndef UTIL_POOL_H
#define UTIL_POOL_H

#include <stddef.h>

#include "util/macros.h"

struct pool {
    size_t size;               /* bytes of an object */
    struct pool_item *free;    /* put back */
    struct pool_chunk *chunks; /* all memory */
};

/* A pool may be static: { .size = sizeof(struct x) } is an empty one. */

struct pool_item {
    struct pool_item *next;
};

/* What pool_get does when nothing was put back. */
void *pool_get_fresh(struct pool *pool);

/* An object with arbitrary contents, aligned for any type; NULL: no memory. */
static inline void *pool_get(struct pool *pool)
{
    struct pool_item *item = pool->free;

    if (unlikely(!item))
        return pool_get_fresh(pool);
    pool->free = item->next;
    return item;
}

static inline void pool_put(struct pool *pool, void *object)
{
    struct pool_item *item = object;

    item->next = pool->free;
    pool->free = item;
}

/* Visits all objects, also those that are put back: who asks has to tell them apart. */
void pool_each(const struct pool *pool, void (*visit)(void *object, void *argument),
               void *argument);

/* Frees all memory, also of objects that were not put back. */
void pool_fini(struct pool *pool);

#endif
