/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hierarchy.h: the members of a communicator by the nodes they are on.  Nodes are
 * numbered in the order of their first members, which lead them.  All members know the
 * same, but `mine` and what follows.
 */
#ifndef COLL_HIERARCHY_H
#define COLL_HIERARCHY_H

#include <stdbool.h>

#include "coll/node_team.h"
#include "comm/comm.h"

struct hierarchy {
    int nodes;
    int *node_of;           /* each member's node */
    int *index_of;          /* and its number among the members there */
    int *sizes;             /* members of each node */
    int *leaders;           /* the first of each */
    bool ordered;           /* the ranks of each node are consecutive */
    bool even;              /* all nodes have as many */
    int mine;               /* this member's node, */
    int *members;           /* who is there, and */
    struct node_team *team; /* their shared memory; NULL: they have none */
};

/* The nodes of a communicator, which all members find out together if that has not been
 * done: called by all, at the same place of their collectives.  NULL: it has no members
 * on several nodes of which some share one.  operation (fingerprint_operation) is what
 * their messages say they meet for. */
struct hierarchy *hierarchy_meet(comm_t *comm, int operation);

/* The same without asking: NULL as long as nobody has met. */
struct hierarchy *hierarchy_of(const comm_t *comm);

/* The communicator goes. */
void hierarchy_leave(comm_t *comm);

/* places[i] says where member i is.  NULL: no memory.  team is not looked for. */
struct hierarchy *hierarchy_create(int rank, int size, const int places[]);
void hierarchy_destroy(struct hierarchy *h);

#endif
