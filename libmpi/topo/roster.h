/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * roster.h: the members of another group, of whichever jobs they are.
 *
 * Numbers of processes mean something within a job only (p2p/foreign.h).  So two groups
 * that meet tell each other who their members are and where; then each member tells by
 * which numbers it knows the others, because that is what they have to call themselves
 * when they write to it.  One number per job says all.
 *
 * Cost: for groups of a and b, of j jobs, and addresses of some hundred bytes, a gather
 * and a broadcast of a + b addresses, and the same of a * j numbers.
 */
#ifndef TOPO_ROSTER_H
#define TOPO_ROSTER_H

#include "topo/agreement.h"

/* After it was reached between two groups, of which ours is the members of the (intra-)
 * communicator local: the other one, with all its members introduced.  Collective over
 * both.  An MPI error class. */
int roster_swap(struct agreement *a, comm_t *local, group_t **remote);

#endif
