/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * across.h: collectives across nodes of which some have several members
 * (coll/hierarchy.h).  Each is three phases, every one a collective of a smaller team,
 * for which the tables of coll/algorithm.h are asked again: the members of a node among
 * themselves, one member of each node among themselves, the members of a node.  So a
 * node's data crosses the network once, and in the node it passes through shared memory.
 */
#ifndef COLL_ACROSS_H
#define COLL_ACROSS_H

#include "coll/coll.h"

/* True if the operation gives the right result this way: the same on all members. */
bool across_is_right(const struct coll *c);

/* A part of c's team, in the memory of the schedule; map[i], to be filled in, is the
 * transport's number of its member i.  And c for such a part: a phase, all of whose
 * members are elsewhere, or on one node if its `node` is set. */
struct team *across_part(struct sched *s, const struct coll *c, int rank, int size,
                         int **map);
struct coll across_phase(const struct coll *c, const struct team *team);

void barrier_across(struct sched *s, const struct coll *c);
void bcast_across(struct sched *s, const struct coll *c);
void reduce_across(struct sched *s, const struct coll *c);
void allreduce_across(struct sched *s, const struct coll *c);
void gather_across(struct sched *s, const struct coll *c);
void scatter_across(struct sched *s, const struct coll *c);
void allgather_across(struct sched *s, const struct coll *c);

#endif
