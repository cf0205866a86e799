/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * arena.h: memory that is handed out piece by piece and given back all at once.
 * arena_reset keeps the newest chunk unless it is over ARENA_KEEP bytes, so that an arena
 * that is used again and again soon allocates nothing.
 */
#ifndef UTIL_ARENA_H
#define UTIL_ARENA_H

#include <stddef.h>

enum { ARENA_ALIGN = 64, ARENA_KEEP = 1 << 20 };

struct arena {
    struct arena_chunk *chunks; /* the newest first; pieces come from it */
    size_t used;                /* bytes of the newest chunk */
};

/* An arena of zeroes is empty. */
void arena_fini(struct arena *arena);
void arena_reset(struct arena *arena);

/* bytes of memory, aligned to ARENA_ALIGN, not zeroed; NULL if there is no memory. */
void *arena_alloc(struct arena *arena, size_t bytes);

#endif
