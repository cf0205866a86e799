/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * progress.h: everything that moves without being called moves in here.  Callbacks of the
 * network only take note; what must follow (the next step of a collective) is deferred
 * and run by progress() when the network is done.
 */
#ifndef P2P_PROGRESS_H
#define P2P_PROGRESS_H

#include <stdbool.h>

#include "util/list.h"

struct deferred {
    struct list link;
    void (*run)(struct deferred *deferred);
};

/* Runs deferred->run once from progress(); deferring what is deferred already does
 * nothing. */
void deferred_init(struct deferred *deferred, void (*run)(struct deferred *deferred));
void progress_defer(struct deferred *deferred);

/* What no callback announces: poll is called by every progress() until it returns true.
 * With that it may be gone. */
struct poller {
    struct list link;
    bool (*poll)(struct poller *poller);
};

void poller_init(struct poller *poller, bool (*poll)(struct poller *poller));
void progress_poll(struct poller *poller);

/* One round; true if anything moved. */
bool progress(void);

/* One of many: the net is not looked at in each of them while ranks of the node send. */
bool progress_again(unsigned round);

#endif
