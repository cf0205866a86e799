/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * topology.h: the virtual topology of a communicator (MPI 5.0, chapter 8), as this
 * process sees it.  It is made once and never changes. It is one block of memory, so that
 * free() is all that a communicator has to know to get rid of it.
 */
#ifndef TOPO_TOPOLOGY_H
#define TOPO_TOPOLOGY_H

#include <stdbool.h>

#include "coll/neighbor.h"

struct cart {
    int ndims;
    const int *dims, *periods; /* per dimension; periods are 0 or 1 */
    const int *coords;         /* of this process */
};

struct graph {
    int nnodes, nedges;
    const int *index, *edges; /* as MPI_Graph_create has them */
};

struct dist_graph {
    bool weighted;
    const int *source_weights, *destination_weights; /* parallel to the neighbours */
};

struct topology {
    struct neighbors neighbors; /* first: this is what coll/ sees */
    int kind; /* MPI_CART, MPI_GRAPH, MPI_DIST_GRAPH: which of the three */
    union {
        struct cart cart;
        struct graph graph;
        struct dist_graph dist_graph;
    };
    int ints[]; /* what all pointers point into */
};

/* MPI_CART, MPI_GRAPH, MPI_DIST_GRAPH, or MPI_UNDEFINED for NULL. */
int topology_kind(const struct topology *topology);

/*
 * The topology of process rank.  Arguments are checked already, and copied; for the
 * first, shape->coords is not looked at.  For the third, what the neighbours are is in
 * *neighbors, and the weights are not looked at unless it is weighted.  MPI_ERR_NO_MEM.
 */
int topology_cart(const struct cart *shape, int rank, struct topology **topology);
int topology_graph(const struct graph *graph, int rank, struct topology **topology);
int topology_dist_graph(const struct neighbors *neighbors,
                        const struct dist_graph *weights, struct topology **topology);

/* The same for a duplicate of the communicator, where this process has the same rank. */
int topology_copy(const struct topology *from, int rank, struct topology **topology);

#endif
