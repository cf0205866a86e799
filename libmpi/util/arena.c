/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/arena.h"

#include <stdint.h>
#include <stdlib.h>

enum { CHUNK = 16 << 10 };

struct arena_chunk {
    _Alignas(ARENA_ALIGN) struct arena_chunk *older;
    size_t size; /* bytes behind this header */
};

static void free_chunks(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *older = chunk->older;

        free(chunk);
        chunk = older;
    }
}

void arena_fini(struct arena *arena)
{
    free_chunks(arena->chunks);
    *arena = (struct arena){ 0 };
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *newest = arena->chunks;

    arena->used = 0;
    if (!newest)
        return;
    free_chunks(newest->older);
    newest->older = NULL;
    if (newest->size > ARENA_KEEP)
        arena_fini(arena);
}

static struct arena_chunk *add_chunk(struct arena *arena, size_t bytes)
{
    size_t size = arena->chunks ? 2 * arena->chunks->size : CHUNK;
    struct arena_chunk *chunk;

    if (size > ARENA_KEEP)
        size = ARENA_KEEP;
    if (size < bytes)
        size = bytes;
    chunk = aligned_alloc(ARENA_ALIGN, sizeof *chunk + size);
    if (!chunk)
        return NULL;
    *chunk = (struct arena_chunk){ .older = arena->chunks, .size = size };
    arena->chunks = chunk;
    arena->used = 0;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    struct arena_chunk *chunk = arena->chunks;
    void *piece;

    if (bytes > SIZE_MAX / 4)
        return NULL;
    bytes = (bytes + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (!chunk || chunk->size - arena->used < bytes)
        chunk = add_chunk(arena, bytes);
    if (!chunk)
        return NULL;
    piece = (char *)(chunk + 1) + arena->used;
    arena->used += bytes;
    return piece;
}
