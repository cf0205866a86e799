/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/core.h"

#include <sched.h>
#include <stddef.h>

#include "node/segment.h"

enum {
    LOOK_NS = 200000,   /* between two looks */
    FRESH_NS = 2000000, /* what others show counts for so long */
    REST_NS = 10000000, /* after a move */
};

static uint64_t next_look;

/* The core on which a rank has waited just now, -1 if it has not. */
static int core_of(uint32_t local_rank, uint64_t now)
{
    const struct slot *slot = segment_slot(local_rank);
    uint64_t at = __atomic_load_n(&slot->core_at, __ATOMIC_ACQUIRE);

    return at + FRESH_NS > now ? (int)__atomic_load_n(&slot->core, __ATOMIC_RELAXED) : -1;
}

static void show(struct slot *mine, int core, uint64_t now)
{
    __atomic_store_n(&mine->core, (uint32_t)core, __ATOMIC_RELAXED);
    __atomic_store_n(&mine->core_at, now, __ATOMIC_RELEASE);
}

/* The first ranks of the node, so many of them, that wait on a core. */
static int waiting_on(int core, uint32_t ranks, uint64_t now)
{
    int waiting = 0;

    for (uint32_t i = 0; i < ranks; i++)
        waiting += core_of(i, now) == core;
    return waiting;
}

/* Leaves in cores those with less than their share; all but this one if that is nothing. */
static void choose(cpu_set_t *cores, int core, int share, uint64_t now)
{
    uint32_t ranks = segment_header()->slots;
    cpu_set_t free;

    CPU_CLR(core, cores);
    free = *cores;
    for (uint32_t i = 0; i < ranks; i++) {
        int other = core_of(i, now);

        if (other >= 0 && CPU_ISSET(other, &free) &&
            waiting_on(other, ranks, now) >= share)
            CPU_CLR(other, &free);
    }
    if (CPU_COUNT(&free) > 0)
        *cores = free;
}

/* A core that is not allowed is left at once. */
static bool leave(int core, int share, uint64_t now)
{
    cpu_set_t allowed, wanted;

    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) < 2)
        return false;
    wanted = allowed;
    choose(&wanted, core, share, now);
    if (sched_setaffinity(0, sizeof wanted, &wanted) != 0)
        return false;
    sched_setaffinity(0, sizeof allowed, &allowed);
    return true;
}

bool core_wait(int local_rank, int share, uint64_t now)
{
    struct slot *mine = segment_slot((uint32_t)local_rank);
    int core = sched_getcpu();
    bool left;

    if (now < next_look || !mine || core < 0 || core >= CPU_SETSIZE)
        return false;
    show(mine, core, now);
    left =
        waiting_on(core, (uint32_t)local_rank, now) >= share && leave(core, share, now);
    next_look = now + (left ? REST_NS : LOOK_NS);
    return left;
}
