/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/pool.h"

#include <stdlib.h>

enum { OBJECTS_PER_CHUNK = 64 };

struct pool_item {
    struct pool_item *next;
};

struct pool_chunk {
    struct pool_chunk *next;
    _Alignas(max_align_t) char objects[];
};

static void grow(struct pool *pool)
{
    size_t step = (pool->size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
    struct pool_chunk *chunk = malloc(sizeof *chunk + step * OBJECTS_PER_CHUNK);

    if (!chunk)
        return;
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    for (int i = OBJECTS_PER_CHUNK - 1; i >= 0; i--)
        pool_put(pool, chunk->objects + (size_t)i * step);
}

void *pool_get(struct pool *pool)
{
    struct pool_item *item;

    if (!pool->free)
        grow(pool);
    item = pool->free;
    if (item)
        pool->free = item->next;
    return item;
}

void pool_put(struct pool *pool, void *object)
{
    struct pool_item *item = object;

    item->next = pool->free;
    pool->free = item;
}

void pool_fini(struct pool *pool)
{
    while (pool->chunks) {
        struct pool_chunk *chunk = pool->chunks;

        pool->chunks = chunk->next;
        free(chunk);
    }
    pool->free = NULL;
}
