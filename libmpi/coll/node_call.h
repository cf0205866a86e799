/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node_call.h: one collective operation of a team of one node (coll/node_team.h).
 *
 * Every operation is the same three stages: leave in one's slot what one brings, wait for
 * the slots one needs, take what is there.  Who does what is a table by the kind of the
 * operation.  node_call_advance goes as far as it can and never waits: a blocking call
 * turns it, and a schedule has it as a step (sched_poll), so that nonblocking operations
 * are the same code.
 */
#ifndef COLL_NODE_CALL_H
#define COLL_NODE_CALL_H

#include "coll/coll.h"
#include "coll/node_team.h"

struct node_call {
    const struct coll *c;
    struct node_team *team;
    uint64_t number;
    bool small; /* the data fits into the slots */
    enum { NODE_CALL_BRING, NODE_CALL_WAIT, NODE_CALL_OVER } stage;
    int next, end; /* members to wait for */
};

/* True if the operation can be done this way: the same on all members. */
bool node_call_fits(const struct coll *c);

/* The team's next operation; c stays as it is until it is over. */
void node_call_begin(struct node_call *call, struct node_team *team,
                     const struct coll *c);

/* True if it is over. */
bool node_call_advance(struct node_call *call);

/* Carries c out, and waits. */
void node_call_run(const struct coll *c);

/* The same as a step of a schedule: what stands in the tables of algorithms. */
void node_call_build(struct sched *s, const struct coll *c);

#endif
