/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/progress.h"

#include "net/card.h"
#include "net/net.h"
#include "p2p/inlet.h"
#include "p2p/lane.h"

/* A look at the net costs several looks at the rings of the node. */
enum { ROUNDS_PER_NET = 16 };

static struct list ready = { &ready, &ready };
static struct list polled = { &polled, &polled };

void deferred_init(struct deferred *deferred, void (*run)(struct deferred *deferred))
{
    list_init(&deferred->link);
    deferred->run = run;
}

void progress_defer(struct deferred *deferred)
{
    if (list_is_empty(&deferred->link))
        list_append(&ready, &deferred->link);
}

void poller_init(struct poller *poller, bool (*poll)(struct poller *poller))
{
    list_init(&poller->link);
    poller->poll = poll;
}

void progress_poll(struct poller *poller)
{
    if (list_is_empty(&poller->link))
        list_append(&polled, &poller->link);
}

/* Out of the list first: it may be gone afterwards, or want to be polled for something
 * else. */
static bool poll_all(void)
{
    struct list now = { &now, &now };
    bool moved = false;
    struct list *link;

    while ((link = list_pop(&polled)))
        list_append(&now, link);
    while ((link = list_pop(&now))) {
        struct poller *poller = container_of(link, struct poller, link);

        if (poller->poll(poller))
            moved = true;
        else
            list_append(&polled, link);
    }
    return moved;
}

/* All but what arrives. */
static bool progress_others(void)
{
    bool moved = lane_progress();
    struct list *link;

    if (unlikely(!list_is_empty(&polled)))
        moved |= poll_all();

    while ((link = list_pop(&ready))) {
        struct deferred *deferred = container_of(link, struct deferred, link);

        deferred->run(deferred);
        moved = true;
    }
    return moved;
}

/* The net first: what it brings may defer something. */
bool progress(void)
{
    bool moved = net_progress();

    moved |= inlet_progress();
    if (unlikely(card_is_wanted()))
        card_show();
    moved |= progress_others();
    return moved;
}

bool progress_again(unsigned round)
{
    bool moved;

    if (round % ROUNDS_PER_NET == 0 || !inlet_in_use())
        return progress();
    moved = list_is_empty(&polled) ? inlet_progress_or_wait() : inlet_progress();
    moved |= progress_others();
    return moved;
}
