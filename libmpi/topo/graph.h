/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * graph.h: graph topologies, in which every process knows all edges (MPI 5.0, 8.5.3).
 * The neighbours of node i are edges[index[i - 1]] to edges[index[i] - 1].
 */
#ifndef TOPO_GRAPH_H
#define TOPO_GRAPH_H

#include "comm/comm.h"
#include "topo/topology.h"

/* Where the neighbours of rank are; returns how many. */
int graph_neighbors(const struct graph *graph, int rank, const int **neighbors);

/* Whether index and edges describe a graph of at most `most` nodes; sets graph->nedges.
 * MPI_ERR_ARG, MPI_ERR_TOPOLOGY. */
int graph_check(struct graph *graph, int most);

/* MPI_Graph_create: the parent's first processes in their order, NULL for the others;
 * collective. */
int graph_create(comm_t *parent, struct graph *graph, comm_t **comm);

#endif
