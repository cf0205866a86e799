/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * columns.h: collectives across nodes that have the same number of members each.  The
 * members with the same number on their nodes are a column: so the team is a table of
 * nodes and columns, and an operation goes along both.  Other than with one speaker for
 * each node (coll/across.h) all members work at the same time, in the node as on the
 * network.
 */
#ifndef COLL_COLUMNS_H
#define COLL_COLUMNS_H

#include "coll/coll.h"

/* True if there are columns, and the operation gives the right result this way: the same
 * on all members. */
bool columns_are_right(const struct coll *c);

void alltoall_columns(struct sched *s, const struct coll *c);
void allreduce_columns(struct sched *s, const struct coll *c);

#endif
