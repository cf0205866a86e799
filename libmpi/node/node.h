/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node.h: this rank's slot in the node segment (node/slot.h), which the plugin handed
 * down: by it the launcher tells a rank that ends inside MPI from one that ends well.
 * Without the plugin there is no segment, and these do nothing.
 */
#ifndef NODE_NODE_H
#define NODE_NODE_H

#include "node/slot.h"

/* Maps the segment and marks local_rank's slot as running.  A segment that is not what
 * slot.h says is left alone, with a line for the user. */
void node_open(int rank, int local_rank);

/* Marks the slot; then, with SLOT_FINALIZED, it is over. */
void node_mark(enum slot_state state);

#endif
