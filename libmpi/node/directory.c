/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/directory.h"

#include <stddef.h>

#include "node/node.h"
#include "node/piece.h"
#include "node/segment.h"

/* The count has a line for itself: its owner looks at it all the time. */
struct directory {
    char piece[PIECE_HEAD];
    uint32_t count;
    char unused[64 - sizeof(uint32_t)];
    uint64_t offsets[]; /* by local rank; 0: none yet */
};

static struct directory *mine;  /* NULL: none */
static uint64_t taken[64 * 16]; /* a bit for each rank whose ring we have */
static uint32_t seen;           /* how many bits that are */

enum { MOST_RANKS = 64 * sizeof taken / sizeof taken[0] };

static uint64_t bytes_for_all(void)
{
    return sizeof *mine + segment_header()->slots * sizeof mine->offsets[0];
}

void directory_open(void)
{
    uint64_t offset;

    if (mine || !node_is_shared() || segment_header()->slots > MOST_RANKS)
        return;
    offset = piece_take(bytes_for_all(), 1);
    if (!offset)
        return;
    mine = segment_at(offset, bytes_for_all());
    __atomic_store_n(&segment_slot((uint32_t)node_local_rank())->directory, offset,
                     __ATOMIC_RELEASE);
}

static struct directory *find(int local_rank)
{
    const struct slot *slot = segment_slot((uint32_t)local_rank);
    uint64_t offset = slot ? __atomic_load_n(&slot->directory, __ATOMIC_ACQUIRE) : 0;

    return offset ? segment_at(offset, bytes_for_all()) : NULL;
}

bool directory_of(int local_rank)
{
    return find(local_rank) != NULL;
}

void directory_put(int local_rank, uint64_t offset)
{
    struct directory *directory = find(local_rank);

    __atomic_store_n(&directory->offsets[node_local_rank()], offset, __ATOMIC_RELEASE);
    __atomic_add_fetch(&directory->count, 1, __ATOMIC_RELEASE);
}

bool directory_has_more(void)
{
    return mine && __atomic_load_n(&mine->count, __ATOMIC_ACQUIRE) != seen;
}

static bool is_taken(uint32_t rank)
{
    return taken[rank / 64] >> rank % 64 & 1;
}

bool directory_take(int *local_rank, uint64_t *offset)
{
    for (uint32_t i = 0; i < segment_header()->slots; i++) {
        uint64_t at = __atomic_load_n(&mine->offsets[i], __ATOMIC_ACQUIRE);

        if (!at || is_taken(i))
            continue;
        taken[i / 64] |= UINT64_C(1) << i % 64;
        seen++;
        *local_rank = (int)i;
        *offset = at;
        return true;
    }
    return false;
}
