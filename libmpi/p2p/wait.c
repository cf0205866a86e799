/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/wait.h"

#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <unistd.h>

#include "boot/boot.h"
#include "net/net.h"
#include "node/bell.h"
#include "node/core.h"
#include "node/node.h"
#include "p2p/inlet.h"
#include "p2p/progress.h"
#include "util/call.h"
#include "util/clock.h"
#include "util/env.h"
#include "util/lock.h"

enum {
    LOOKS = 500,          /* at a condition alone, which is likely to come true at once */
    LOOKS_PER_INLET = 16, /* and then one at whether messages have come; crowded: after
                             each yield */
    ROUNDS_CROWDED = 50,  /* of looks, with a yield after each */
    LOOKS_PER_YIELD = 100, /* what another core is about to do is done meanwhile */
    YIELDS_PER_LOOK = 16,  /* between two looks at who else is on this core */
    ROUNDS_PER_LOOK = 128, /* idle rounds between two looks at the clock */
    ROUNDS_ALONE = 256, /* and before a rank on a core of its own yields, too: something
                           else may be using the node, or its partner the core */
    ROUNDS_ALONE_NET = 32, /* of rounds that ask the kernel (15 us): a partner on the same
                              core waits no longer for it, and one elsewhere has answered
                              over TCP by then */
    SPIN_NS = 4000000,  /* without progress before a rank on a core of its own sleeps */
    YIELD_NS = 1000000, /* and one that shares it */
    SLEEP_MS = 100,     /* at most, in case an event was missed */
    SLEEP_THREADED_MS = 1, /* another thread may bring about what this one waits for */
};

static const char *const manners[] = { "auto", "spin", "yield", "sleep", NULL };
enum { WAIT_AUTO, WAIT_SPIN, WAIT_YIELD, WAIT_SLEEP };

static int share;    /* ranks to a core */
static bool crowded; /* more ranks than cores */
static int manner;   /* SLIPWAY_WAIT */

/* The cores that this process may use; others of the node may be its neighbours' alone,
 * so the count of the node is looked at, too: the smaller one decides. */
static int cores(void)
{
    long node = sysconf(_SC_NPROCESSORS_ONLN);
    cpu_set_t mask;

    if (sched_getaffinity(0, sizeof mask, &mask) != 0 || CPU_COUNT(&mask) < 2)
        return (int)node; /* bound to one core: presumably nobody else is */
    return CPU_COUNT(&mask) < node ? CPU_COUNT(&mask) : (int)node;
}

int wait_init(int local_size)
{
    int there = cores();

    share = (local_size + there - 1) / there;
    crowded = share > 1;
    return env_word(ENV_SLIPWAY_WAIT, manners, &manner);
}

bool wait_spins(void)
{
    return manner == WAIT_SPIN || (manner == WAIT_AUTO && !crowded);
}

const char *wait_manner(void)
{
    if (manner == WAIT_SPIN)
        return "spins";
    if (manner == WAIT_SLEEP)
        return "sleeps at once";
    if (manner == WAIT_YIELD)
        return "yields its core";
    return crowded ? "yields its core, then sleeps" : "spins, then sleeps";
}

/* What a waiting rank does when a round of progress moved nothing. */
struct idle {
    unsigned rounds;
    uint64_t since; /* 0: not known yet */
};

void (*wait_watcher)(void);

static struct list long_waits = { &long_waits, &long_waits };

static const struct waiting *wait_at(const struct list *link)
{
    return link == &long_waits ? NULL : container_of(link, struct waiting, link);
}

const struct waiting *wait_long(void)
{
    return wait_at(long_waits.next);
}

const struct waiting *wait_long_after(const struct waiting *waiting)
{
    return wait_at(waiting->link.next);
}

static void announce(struct waiting *waiting, uint64_t since)
{
    static uint64_t waits;

    waiting->number = ++waits;
    waiting->since = since;
    list_append(&long_waits, &waiting->link);
    node_show_wait(true);
}

static void renounce(struct waiting *waiting)
{
    list_remove(&waiting->link);
    node_show_wait(!list_is_empty(&long_waits));
}

static void watch_wait(struct waiting *waiting, uint64_t since)
{
    if (list_is_empty(&waiting->link))
        announce(waiting, since);
    if (wait_watcher)
        wait_watcher();
}

static bool is_met(const struct waiting *waiting)
{
    return waiting->is_done(waiting->argument);
}

static void sleep_in_kernel(void)
{
    struct pollfd events[] = { { .fd = bell_descriptor(), .events = POLLIN },
                               { .fd = net_descriptor(), .events = POLLIN } };

    poll(events, 2, lock_needed ? SLEEP_THREADED_MS : SLEEP_MS);
    if (events[0].revents)
        bell_silence();
}

/* Others of the node change flags without a word, unless they know that this rank sleeps:
 * so after it has said so, it must look once more. */
static void sleep_until_event(const struct waiting *waiting)
{
    int held;

    node_doze();
    if (!is_met(waiting) && !progress() && net_arm()) {
        held = lock_release();
        sleep_in_kernel();
        lock_restore(held);
    }
    node_rouse();
    call_look();
}

/* Looks at the clock now and then, and always before a sleep. */
static bool has_waited_long(struct idle *idle)
{
    if (manner != WAIT_SLEEP && idle->rounds % ROUNDS_PER_LOOK != 0)
        return false;
    call_look();
    if (idle->since == 0)
        idle->since = clock_ns();
    return clock_ns() - idle->since > (crowded ? YIELD_NS : SPIN_NS);
}

/* More ranks than it should have may wait for this core, those of other nodes among them;
 * ranks of neighbouring nodes have different places.  The threads of a rank have not. */
static void look_around(void)
{
    uint64_t now = clock_ns();

    if (manner != WAIT_AUTO)
        return;
    if (node_is_shared())
        core_wait(node_local_rank(), share, now);
    if (!crowded && !lock_needed && boot()->size > 1)
        core_claim(boot()->local_ranks[0] + boot()->local_rank, now);
}

static void yield_core(void)
{
    static unsigned yields;
    int held = lock_release();

    sched_yield();
    lock_restore(held);
    if (++yields % YIELDS_PER_LOOK == 0)
        look_around();
}

static bool has_spun_enough(const struct idle *idle)
{
    bool asks_kernel = net_descriptor() >= 0 && !inlet_in_use();

    return idle->rounds >= (asks_kernel ? ROUNDS_ALONE_NET : ROUNDS_ALONE);
}

static void idle_round(struct idle *idle, struct waiting *waiting)
{
    enum lock_turn turn = unlikely(lock_needed) ? lock_yield() : LOCK_ALONE;
    bool threaded = turn != LOCK_ALONE, is_long;

    if (idle->rounds == ROUNDS_ALONE && !threaded)
        look_around();
    if (turn != LOCK_PASSED_ON &&
        (manner == WAIT_AUTO ? crowded || threaded || has_spun_enough(idle)
                             : manner == WAIT_YIELD))
        yield_core();
    idle->rounds++;
    is_long = has_waited_long(idle);
    if (is_long)
        watch_wait(waiting, idle->since);
    if (manner == WAIT_SLEEP || (manner == WAIT_AUTO && is_long))
        sleep_until_event(waiting);
}

void wait_until(bool (*is_done)(const void *argument), const void *argument,
                blocked_f *describe)
{
    struct waiting waiting = { .is_done = is_done,
                               .argument = argument,
                               .describe = describe };
    struct idle idle = { 0 };

    list_init(&waiting.link);
    while (!is_done(argument)) {
        if (progress_again(idle.rounds))
            idle = (struct idle){ 0 };
        else
            idle_round(&idle, &waiting);
    }
    if (unlikely(!list_is_empty(&waiting.link)))
        renounce(&waiting);
}

static void relax(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_ia32_pause();
#endif
}

bool wait_briefly(bool (*is_done)(const void *argument), const void *argument)
{
    int rounds = crowded ? ROUNDS_CROWDED : LOOKS, looks = crowded ? LOOKS_PER_YIELD : 1;

    for (; rounds > 0 && !lock_needed; rounds--) {
        if ((crowded || rounds % LOOKS_PER_INLET == 0) && inlet_has_more())
            return false;
        for (int n = 0; n < looks; n++)
            if (is_done(argument))
                return true;
        if (crowded)
            yield_core();
        else
            relax();
    }
    return false;
}
