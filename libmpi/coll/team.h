/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * team.h: whom the messages of a collective go to.  An algorithm sees a rank, a size and
 * the numbers 0 .. size-1; the map and the transport behind them are no business of its
 * own.  So the same algorithm runs on a communicator, on the remote group of an
 * inter-communicator, on some of the ranks only, and in one process in the tests.
 *
 * A team is a small value: part of a team is a copy with another rank, size and map.
 */
#ifndef COLL_TEAM_H
#define COLL_TEAM_H

#include <stdbool.h>

#include "p2p/blocked.h"
#include "p2p/message.h"
#include "p2p/progress.h"
#include "p2p/transfer.h"

struct team;

/* What carries a team's messages.  Messages from one member to another with the same tag
 * arrive in order. */
struct team_ops {
    /* As transfer_send and transfer_recv (p2p/transfer.h).  The message has its buffer,
     * count, type, tag and peer (as the map gives it); the rest is filled in here. */
    int (*send)(const struct team *team, struct message *message, transfer_done_f *done,
                void *argument);
    int (*recv)(const struct team *team, struct message *message, transfer_done_f *done,
                void *argument);
    /* As wait_for (p2p/wait.h). */
    void (*wait)(const struct team *team, const bool *flag);
    /* As progress_defer (p2p/progress.h). */
    void (*defer)(const struct team *team, struct deferred *deferred);
};

enum { TEAM_LANES = 8 }; /* tags that a team owns: tag .. tag + TEAM_LANES - 1 */

struct team {
    int rank, size;
    const int *map;          /* the transport's number of each member; NULL: the same */
    int tag;                 /* of lane 0 */
    int operation;           /* fingerprint_operation() of what they do; 0: unknown */
    const struct coll *call; /* while it is waited with: what the program has called */
    const struct team_ops *ops;
    void *transport; /* for ops: the communicator */
};

static inline int team_peer(const struct team *team, int member)
{
    return team->map ? team->map[member] : member;
}

/* The members of comm, or of its remote group (peers are its ranks then, and rank is this
 * process's own in the local group).  tag is from team_tag(). */
struct team team_of_comm(comm_t *comm, int tag);

/* The tag of comm's next collective.  All members call this in the same order.  A
 * persistent collective keeps its tag, and has it from a range of its own: the others
 * come round again some day. */
int team_tag(comm_t *comm, bool persistent);

#endif
