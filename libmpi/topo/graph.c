/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/graph.h"

#include "topo/create.h"
#include "util/err.h"

int graph_neighbors(const struct graph *graph, int rank, const int **neighbors)
{
    int first = rank > 0 ? graph->index[rank - 1] : 0;

    *neighbors = graph->edges + first;
    return graph->index[rank] - first;
}

static int check_index(const struct graph *graph)
{
    for (int i = 0; i < graph->nnodes; i++) {
        int before = i ? graph->index[i - 1] : 0;

        if (graph->index[i] < before)
            return err(MPI_ERR_ARG,
                       "indx[%d] is %d: it must not be below %d, the one before it", i,
                       graph->index[i], before);
    }
    return MPI_SUCCESS;
}

static int check_edges(const struct graph *graph)
{
    for (int i = 0; i < graph->nedges; i++)
        if (graph->edges[i] < 0 || graph->edges[i] >= graph->nnodes)
            return err(MPI_ERR_ARG, "edges[%d] is %d: the graph has nodes 0 to %d", i,
                       graph->edges[i], graph->nnodes - 1);
    return MPI_SUCCESS;
}

int graph_check(struct graph *graph, int most)
{
    int error;

    graph->nedges = 0;
    if (graph->nnodes < 0 || graph->nnodes > most)
        return err(
            MPI_ERR_ARG,
            "nnodes is %d: it must be 0 to %d, the number of processes of the communicator",
            graph->nnodes, most);
    if (graph->nnodes == 0)
        return MPI_SUCCESS;
    if (!graph->index)
        return err(MPI_ERR_ARG, "indx is NULL: pass an array of %d", graph->nnodes);
    error = check_index(graph);
    if (error)
        return error;
    graph->nedges = graph->index[graph->nnodes - 1];
    if (graph->nedges > 0 && !graph->edges)
        return err(MPI_ERR_ARG, "edges is NULL: pass an array of %d", graph->nedges);
    return check_edges(graph);
}

int graph_create(comm_t *parent, struct graph *graph, comm_t **comm)
{
    int error = graph_check(graph, parent->size);

    if (!error)
        error = create_from_first(parent, graph->nnodes, comm);
    if (error || !*comm)
        return error;
    error = topology_graph(graph, (*comm)->rank, &(*comm)->topology);
    if (error)
        object_put(&(*comm)->object);
    return error;
}
