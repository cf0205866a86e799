/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * neighbor.h: whom a process of a virtual topology is a neighbour of (MPI 5.0, 8.6).
 * struct topology (topo/) has a struct neighbors as its first member; that is all that
 * collectives know of a topology.
 */
#ifndef COLL_NEIGHBOR_H
#define COLL_NEIGHBOR_H

#include <stdbool.h>

#include "comm/comm.h"

struct neighbors {
    int indegree, outdegree;
    const int *sources,
        *destinations; /* ranks or MPI_PROC_NULL, in the standard's order */
    bool cartesian; /* sources and destinations are down and up of each dimension: what is
                       sent down arrives from up, also where both are the same process */
};

/* NULL if comm has no topology. */
static inline const struct neighbors *neighbors_of(const comm_t *comm)
{
    return (const struct neighbors *)comm->topology;
}

#endif
