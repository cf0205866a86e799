/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/core.h"

#include <sched.h>
#include <stddef.h>
#include <sys/resource.h>

#include "node/segment.h"

enum {
    LOOK_NS = 200000,    /* between two looks */
    FRESH_NS = 2000000,  /* what others show counts for so long */
    REST_NS = 10000000,  /* after a move */
    GLANCE_NS = 4000000, /* between two looks at how often this thread was interrupted */
    TURN_NS = 1000000,   /* who takes turns does so at least that often; a time slice is
                         longer */
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

/* False if there is no choice. */
static bool find_allowed(cpu_set_t *allowed)
{
    return sched_getaffinity(0, sizeof *allowed, allowed) == 0 && CPU_COUNT(allowed) > 1;
}

/* A core that is not allowed is left at once. */
static bool move(const cpu_set_t *wanted, const cpu_set_t *allowed)
{
    if (sched_setaffinity(0, sizeof *wanted, wanted) != 0)
        return false;
    sched_setaffinity(0, sizeof *allowed, allowed);
    return true;
}

static bool leave(int core, int share, uint64_t now)
{
    cpu_set_t allowed, wanted;

    if (!find_allowed(&allowed))
        return false;
    wanted = allowed;
    choose(&wanted, core, share, now);
    return move(&wanted, &allowed);
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

/* Whether others have had this core again and again since the last look. */
static bool takes_turns(uint64_t now)
{
    static uint64_t last;
    static long turns;
    struct rusage usage;
    uint64_t elapsed = now - last;
    bool often;

    if (getrusage(RUSAGE_THREAD, &usage) != 0)
        return false;
    often = (uint64_t)(usage.ru_nivcsw - turns) * TURN_NS > elapsed;
    last = now;
    turns = usage.ru_nivcsw;
    return often;
}

/* -1: there is none. */
static int nth_core(const cpu_set_t *cores, int n)
{
    for (int core = 0; core < CPU_SETSIZE; core++)
        if (CPU_ISSET(core, cores) && n-- == 0)
            return core;
    return -1;
}

static bool go_to(int place)
{
    cpu_set_t allowed, wanted;
    int core;

    if (!find_allowed(&allowed))
        return false;
    core = nth_core(&allowed, place % CPU_COUNT(&allowed));
    if (core < 0 || core == sched_getcpu())
        return false;
    CPU_ZERO(&wanted);
    CPU_SET(core, &wanted);
    return move(&wanted, &allowed);
}

bool core_claim(int place, uint64_t now)
{
    static uint64_t next_glance;
    bool gone;

    if (now < next_glance)
        return false;
    gone = takes_turns(now) && go_to(place);
    next_glance = now + (gone ? REST_NS : GLANCE_NS);
    return gone;
}
