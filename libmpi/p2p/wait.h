/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * wait.h: the one place where the library blocks.
 *
 * Unless SLIPWAY_WAIT says otherwise, it spins while that is free, yields the core when
 * more ranks than cores share the node (or if it lasts: other programs may share it),
 * leaves a core on which more ranks wait than have to (node/core.h),
 * and sleeps until its bell or the network wakes it after some milliseconds without
 * progress: a rank that waits long costs no CPU, and one that waits on a crowded node
 * lets the others work.
 */
#ifndef P2P_WAIT_H
#define P2P_WAIT_H

#include <stdbool.h>
#include <stdint.h>

#include "p2p/blocked.h"
#include "util/list.h"

/* local_size ranks of this job share the node.  MPI_ERR_ARG: SLIPWAY_WAIT is no word that
 * it may be. */
int wait_init(int local_size);

/* Waits for a condition that progress() can bring about, or another rank of the node,
 * who then calls wake_sleeper (p2p/wake.h).  describe, with the same argument, says what
 * is waited for if somebody asks, and is not called by a wait that is short; NULL: the
 * name of the call says it all. */
void wait_until(bool (*is_done)(const void *argument), const void *argument,
                blocked_f *describe);

/* A wait that is long: it lasts for some milliseconds. */
struct waiting {
    struct list link;
    bool (*is_done)(const void *argument);
    const void *argument;
    blocked_f *describe;
    uint64_t number; /* of the long waits of this process */
    uint64_t since;  /* clock_ns() */
};

/* The one of this process, of several threads' the oldest; NULL: there is none.  And the
 * one that began after another. */
const struct waiting *wait_long(void);
const struct waiting *wait_long_after(const struct waiting *waiting);

/* Who is called during a long wait, at least ten times a second; or NULL. */
extern void (*wait_watcher)(void);

/* Waits for what other ranks of the node are about to change: a short look at little
 * else, before the network and the rest have their turn as well.  False: it takes
 * longer, or a message has come whose sender may wait for an answer. */
bool wait_briefly(bool (*is_done)(const void *argument), const void *argument);

/* A rank that waits is there at once when something comes: it spins on a core of its own. */
bool wait_spins(void);

/* What a waiting rank does, in words. */
const char *wait_manner(void);

#endif
