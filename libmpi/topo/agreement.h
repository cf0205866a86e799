/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * agreement.h: how the members of a new communicator come to know its context id.
 *
 * One of them, the leader, hands it out (comm/comm.h), and a broadcast tells the others.
 * An inter-communicator has two groups and two leaders: each offers an id, they swap
 * their offers, each tells its group both, and the larger one is taken.  An offer also
 * carries what else one group has to know of the other.
 *
 * The messages are those of collectives, so no program's message can meet them.
 */
#ifndef TOPO_AGREEMENT_H
#define TOPO_AGREEMENT_H

#include "coll/team.h"
#include "comm/comm.h"
#include "p2p/request.h"

struct contexts {
    uint64_t context; /* of the new communicator */
    uint64_t local;   /* of an inter-communicator's comm->local */
};

/* Ids that nobody else has, from this process. */
struct contexts contexts_next(void);

struct offer {
    struct contexts contexts;
    int size;    /* of the leader's group: MPI_Intercomm_create */
    int high;    /* MPI_Intercomm_merge */
    int foreign; /* the same: numbers of processes do not do (topo/roster.h) */
    int reserved;
    uint64_t name; /* hash of the name that goes with a call without a parent */
};

enum { OURS, THEIRS };

struct agreement {
    struct offer offers[2]; /* OURS is the leader's; both are known when it is reached */
    struct team local;      /* who is told here */
    int *map;               /* of local, if it is a part of the communicator */
    int leader;             /* who tells, in local */
    struct team across;     /* the way to the other leader, and its number there */
    int other_leader;       /* MPI_PROC_NULL if there is one group only */
};

/* Among all members of comm, also of an inter-communicator; collective. */
void agreement_of_comm(struct agreement *a, comm_t *comm);

/* Among the members of group, which are members of comm; collective over group only.  tag
 * as coll/team.h has it.  MPI_ERR_NO_MEM, MPI_ERR_GROUP if comm lacks a member. */
int agreement_of_group(struct agreement *a, comm_t *comm, const group_t *group, int tag);

/* Chooses another leader than rank 0, before anything else; called by all. */
void agreement_set_leader(struct agreement *a, int leader);

/* Adds a second group: its leader is rank other_leader of comm.  Called by the leader. */
void agreement_add_other(struct agreement *a, comm_t *comm, int other_leader, int tag);

/* Comes to it, blocking; or starts to: *request is complete when it is reached.  A starts
 * an operation of comm, for whose request it needs that; a must stay until then. */
int agreement_reach(struct agreement *a);
int agreement_start(struct agreement *a, comm_t *comm, request_t **request);

/* What came out. */
struct contexts agreement_contexts(const struct agreement *a);

/* After it was reached: the leaders swap what each group has, of any length, and tell
 * their groups what they got. */
int agreement_swap(struct agreement *a, const void *ours, MPI_Count our_bytes,
                   void *theirs, MPI_Count their_bytes);

void agreement_fini(struct agreement *a);

#endif
