/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/progress.h"

#include "net/net.h"

static struct list ready = { &ready, &ready };

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

bool progress(void)
{
    bool moved = net_progress();
    struct list *link;

    while ((link = list_pop(&ready))) {
        struct deferred *deferred = container_of(link, struct deferred, link);

        deferred->run(deferred);
        moved = true;
    }
    return moved;
}
