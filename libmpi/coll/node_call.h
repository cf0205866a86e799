/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node_call.h: one collective operation of a team of one node (coll/node_team.h).
 *
 * Every operation is the same three stages: leave in one's slot what one brings, wait for
 * the slots one needs, take what is there.  Long data does so in several rounds, a piece
 * in each, through parcels: while one member takes a piece, another brings the next, and
 * the data passes from one core to the other in their caches.  Cost: two copies, but fast
 * ones.  Reading straight from the memory of the other process is one copy and two to
 * three times as slow: the kernel looks up every page of it (measured with 8 MB between
 * two cores of an EPYC 9005: 216 us through parcels, 600 us with process_vm_readv).
 *
 * Who does what is a table by the kind of the operation (coll/node_kind.h).
 * node_call_advance goes as far as it can and never waits: a blocking call turns it, and
 * a schedule has it as a step (sched_poll), so that nonblocking operations are the same
 * code.
 */
#ifndef COLL_NODE_CALL_H
#define COLL_NODE_CALL_H

#include "coll/coll.h"
#include "coll/node_team.h"

struct node_call {
    const struct coll *c;
    const struct node_kind *kind;
    struct node_team *team;
    uint32_t number;                      /* of this round */
    uint32_t round, rounds;               /* from 0 on */
    uint32_t parcels;                     /* this member's rounds with data in a parcel */
    MPI_Count slot_stride, parcel_stride; /* from one place to the next */
    MPI_Count room, at; /* bytes of each block that a round moves, that were moved */
    struct node_saying saying; /* members who say something else are elsewhere */
    int error_class;
    uint32_t brought; /* rounds to which this member has brought its part */
    int next, end;    /* members to wait for */
};

/* Gets the team what c needs, if it has not been asked for yet: all members do this in a
 * blocking call, at the same place.  True if c may fit now. */
bool node_call_prepare(const struct coll *c);

/* The same for a call that must not wait: the next one that may does it. */
void node_call_want(const struct coll *c);

/* The same for whatever comes later; whole is the mark of what it is a part of. */
void node_call_get_parcels(struct node_team *node, const struct team *team,
                           uint32_t whole);

/* True if the operation can be done this way, and if the team has what it needs for it:
 * the same on all members. */
bool node_call_is_possible(const struct coll *c);
bool node_call_fits(const struct coll *c);

/* The team's next operation; c stays as it is until it is over. */
void node_call_begin(struct node_call *call, struct node_team *team,
                     const struct coll *c);

/* True if it is over: call->error_class is MPI_ERR_NOT_SAME then if a member is in
 * another operation, and its text is in err_text(). */
bool node_call_advance(struct node_call *call);

/* Carries c out, and waits. */
int node_call_run(const struct coll *c);

/* The same for what coll/node_short.h has begun: its round has its number, and this
 * member's part is there. */
int node_call_resume(struct coll *c);

/* The same as a step of a schedule: what stands in the tables of algorithms. */
void node_call_build(struct sched *s, const struct coll *c);

#endif
