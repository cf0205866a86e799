/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/piece.h"

#include <string.h>

#include "node/node.h"
#include "node/segment.h"

enum { GRAIN = 4096, GRAINS = NODE_POOL / GRAIN };

/* How many grains the piece that begins here has; 0: none begins here. */
static uint16_t taken[GRAINS];

static uint64_t pool_start(void)
{
    const struct node_header *header = segment_header();

    return header->pool_offset + (uint64_t)node_local_rank() * header->pool_size;
}

static uint32_t *users_of(uint64_t offset)
{
    return segment_at(offset, PIECE_HEAD);
}

/* Forgets the pieces that all users have left. */
static void sweep(void)
{
    for (int i = 0; i < GRAINS; i++)
        if (taken[i] && __atomic_load_n(users_of(pool_start() + (uint64_t)i * GRAIN),
                                        __ATOMIC_ACQUIRE) == 0)
            taken[i] = 0;
}

/* The first gap of so many grains, -1 if there is none. */
static int find_gap(int grains)
{
    int start = 0;

    while (start + grains <= GRAINS) {
        int i = start;

        while (i < start + grains && !taken[i])
            i++;
        if (i == start + grains)
            return start;
        start = i + taken[i];
    }
    return -1;
}

uint64_t piece_take(uint64_t bytes, uint32_t users)
{
    const struct node_header *header = segment_header();
    uint64_t grains = (bytes + GRAIN - 1) / GRAIN, offset;
    int start;

    if (!header || header->pool_size < NODE_POOL || grains > GRAINS)
        return 0;
    sweep();
    start = find_gap((int)grains);
    offset = pool_start() + (uint64_t)start * GRAIN;
    if (start < 0 || !segment_reserve(offset, grains * GRAIN))
        return 0;
    memset(segment_at(offset, bytes), 0, bytes);
    *users_of(offset) = users;
    taken[start] = (uint16_t)grains;
    return offset;
}

void piece_leave(uint64_t offset)
{
    __atomic_sub_fetch(users_of(offset), 1, __ATOMIC_ACQ_REL);
}

void piece_drop(uint64_t offset)
{
    *users_of(offset) = 0;
}
