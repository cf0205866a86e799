/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node_kind.h: who does what in a collective operation of a team of one node: a table by
 * the kind of the operation, for coll/node_call.c.
 *
 * An operation is carried out in rounds, each of which moves a piece of every block: the
 * bytes from call->at on, as many as have room.  In a round a member leaves what it
 * brings in a place of its slot or parcel, and takes what is in the places of others.
 */
#ifndef COLL_NODE_KIND_H
#define COLL_NODE_KIND_H

#include "coll/node_call.h"

/* Who leaves something for whom. */
enum node_flow { ALL_TO_ALL, ALL_TO_ROOT, ROOT_TO_ALL, LOWER_TO_HIGHER };

struct node_kind {
    void (*bring)(const struct node_call *call); /* NULL: there is no such operation */
    void (*take)(const struct node_call *call);
    MPI_Count (*most)(const struct coll *c); /* bytes of the longest block */
    enum node_flow flow;
    bool reduces;
    bool
        to_each; /* a member brings a block for each, and has a place for each; if nothing
                     is reduced, none for its own */
    const struct side *(*alike)(const struct coll *c); /* of which all must say the same;
                                                          NULL: of none */
    bool secret; /* a member does not know how long the blocks of the others are */
};

extern const struct node_kind node_kinds[COLL_KINDS];

#endif
