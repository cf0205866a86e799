/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/pool.h"

#include <stdlib.h>

enum { OBJECTS_PER_CHUNK = 64 };

struct pool_chunk {
    struct pool_chunk *next;
    _Alignas(max_align_t) char objects[];
};

static size_t step_of(const struct pool *pool)
{
    return (pool->size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
}

static void grow(struct pool *pool)
{
    size_t step = step_of(pool);
    struct pool_chunk *chunk = malloc(sizeof *chunk + step * OBJECTS_PER_CHUNK);

    if (!chunk)
        return;
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    for (int i = OBJECTS_PER_CHUNK - 1; i >= 0; i--)
        pool_put(pool, chunk->objects + (size_t)i * step);
}

void *pool_get_fresh(struct pool *pool)
{
    grow(pool);
    return pool->free ? pool_get(pool) : NULL;
}

void pool_each(const struct pool *pool, void (*visit)(void *object, void *argument),
               void *argument)
{
    for (struct pool_chunk *chunk = pool->chunks; chunk; chunk = chunk->next)
        for (size_t i = 0; i < OBJECTS_PER_CHUNK; i++)
            visit(chunk->objects + i * step_of(pool), argument);
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
