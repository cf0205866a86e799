/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pool.h: objects of one size that come and go often.  What is put back is handed out
 * next, so it is still in the cache; memory returns to the system with pool_fini only.
 */
#ifndef UTIL_POOL_H
#define UTIL_POOL_H

#include <stddef.h>

struct pool {
    size_t size;               /* bytes of an object */
    struct pool_item *free;    /* put back */
    struct pool_chunk *chunks; /* all memory */
};

/* A pool may be static: { .size = sizeof(struct x) } is an empty one. */

/* An object with arbitrary contents, aligned for any type; NULL: no memory. */
void *pool_get(struct pool *pool);
void pool_put(struct pool *pool, void *object);

/* Frees all memory, also of objects that were not put back. */
void pool_fini(struct pool *pool);

#endif
