/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * edges.h: the edges of a distributed graph on their way from those who name them to
 * those whom they concern: one MPI_Alltoall (how many), one MPI_Alltoallv (which).
 */
#ifndef TOPO_EDGES_H
#define TOPO_EDGES_H

#include <stdbool.h>

#include "comm/comm.h"

struct edge {
    int source, destination, weight;
};

/* Tells every process the edges out of it, or those into it.  *mine (malloc'ed) are those
 * of this one, in the order of the rank that named them, then as that one named them.
 * Collective; MPI_ERR_NO_MEM, or what the network says. */
int edges_deliver(comm_t *comm, const struct edge *edges, int nedges, bool out,
                  struct edge **mine, int *nmine);

#endif
