/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/topology.h"

#include <stdlib.h>
#include <string.h>

#include "topo/cart.h"
#include "topo/graph.h"
#include "util/err.h"

/* A topology with room for so many ints; NULL: no memory. */
static struct topology *create(int kind, size_t ints)
{
    struct topology *topology = calloc(1, sizeof *topology + ints * sizeof(int));

    if (topology)
        topology->kind = kind;
    else
        err(MPI_ERR_NO_MEM, "no memory for a topology of %zu numbers", ints);
    return topology;
}

/* Copies n ints to *end, moves *end behind them, and returns where they are. */
static const int *put(int **end, const int *ints, int n)
{
    int *at = *end;

    if (n > 0)
        memcpy(at, ints, (size_t)n * sizeof *ints);
    *end += n;
    return at;
}

int topology_kind(const struct topology *topology)
{
    return topology ? topology->kind : MPI_UNDEFINED;
}

/* The standard's order (8.6): dimension by dimension, first the one before, then the one
 * after. */
static void find_cart_neighbors(struct topology *t, int *neighbors)
{
    int n = 2 * t->cart.ndims;

    for (int i = 0; i < n; i++)
        neighbors[i] = cart_neighbor(&t->cart, i / 2, i % 2 ? 1 : -1);
    t->neighbors = (struct neighbors){ n, n, neighbors, neighbors, true };
}

int topology_cart(const struct cart *shape, int rank, struct topology **topology)
{
    int n = shape->ndims;
    struct topology *t = create(MPI_CART, 5 * (size_t)n);
    int *end, *coords;

    if (!t)
        return MPI_ERR_NO_MEM;
    end = t->ints;
    t->cart.ndims = n;
    t->cart.dims = put(&end, shape->dims, n);
    t->cart.periods = put(&end, shape->periods, n);
    for (int i = 0; i < n; i++)
        t->ints[n + i] = shape->periods[i] != 0;
    t->cart.coords = coords = end;
    cart_coords(&t->cart, rank, coords);
    find_cart_neighbors(t, coords + n);
    *topology = t;
    return MPI_SUCCESS;
}

int topology_graph(const struct graph *graph, int rank, struct topology **topology)
{
    struct topology *t = create(MPI_GRAPH, (size_t)graph->nnodes + (size_t)graph->nedges);
    const int *mine;
    int *end, n;

    if (!t)
        return MPI_ERR_NO_MEM;
    end = t->ints;
    t->graph.nnodes = graph->nnodes;
    t->graph.nedges = graph->nedges;
    t->graph.index = put(&end, graph->index, graph->nnodes);
    t->graph.edges = put(&end, graph->edges, graph->nedges);
    n = graph_neighbors(&t->graph, rank, &mine);
    t->neighbors = (struct neighbors){ n, n, mine, mine, false };
    *topology = t;
    return MPI_SUCCESS;
}

int topology_dist_graph(const struct neighbors *neighbors,
                        const struct dist_graph *weights, struct topology **topology)
{
    int in = neighbors->indegree, out = neighbors->outdegree;
    struct topology *t = create(MPI_DIST_GRAPH, 2 * ((size_t)in + (size_t)out));
    int *end;

    if (!t)
        return MPI_ERR_NO_MEM;
    end = t->ints;
    t->neighbors.indegree = in;
    t->neighbors.outdegree = out;
    t->neighbors.sources = put(&end, neighbors->sources, in);
    t->neighbors.destinations = put(&end, neighbors->destinations, out);
    t->dist_graph.weighted = weights->weighted;
    if (weights->weighted) {
        t->dist_graph.source_weights = put(&end, weights->source_weights, in);
        t->dist_graph.destination_weights = put(&end, weights->destination_weights, out);
    }
    *topology = t;
    return MPI_SUCCESS;
}

int topology_copy(const struct topology *from, int rank, struct topology **topology)
{
    switch (from->kind) {
    case MPI_CART:
        return topology_cart(&from->cart, rank, topology);
    case MPI_GRAPH:
        return topology_graph(&from->graph, rank, topology);
    default:
        return topology_dist_graph(&from->neighbors, &from->dist_graph, topology);
    }
}
