/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * dist_graph.h: distributed graphs, in which a process knows its own edges only (MPI 5.0,
 * 8.5.4).  Ranks keep their order: reorder and hints are not made use of.
 */
#ifndef TOPO_DIST_GRAPH_H
#define TOPO_DIST_GRAPH_H

#include "comm/comm.h"
#include "topo/topology.h"

/* What MPI_Dist_graph_create says: source i has the next degrees[i] destinations. */
struct dist_graph_part {
    int nsources;
    const int *sources, *degrees, *destinations;
    const int *weights; /* one per destination, or MPI_UNWEIGHTED or MPI_WEIGHTS_EMPTY */
};

/* MPI_Dist_graph_create_adjacent: everybody names its own neighbours.  The weights may be
 * MPI_UNWEIGHTED (both then) or MPI_WEIGHTS_EMPTY.  MPI_ERR_ARG, MPI_ERR_RANK. */
int dist_graph_create_adjacent(comm_t *parent, const struct neighbors *neighbors,
                               const int *source_weights, const int *destination_weights,
                               comm_t **comm);

/* MPI_Dist_graph_create: everybody names some edges, of whomever.  The neighbours of a
 * process are in the order of the rank that named them, then as that one named them. */
int dist_graph_create(comm_t *parent, const struct dist_graph_part *part, comm_t **comm);

#endif
