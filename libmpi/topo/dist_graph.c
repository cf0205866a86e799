/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/dist_graph.h"

#include <stdlib.h>

#include "topo/create.h"
#include "topo/edges.h"
#include "util/err.h"

static int create(comm_t *parent, const struct neighbors *neighbors,
                  const struct dist_graph *weights, comm_t **comm)
{
    int error = create_from_first(parent, parent->size, comm);

    if (error)
        return error;
    error = topology_dist_graph(neighbors, weights, &(*comm)->topology);
    if (error)
        object_put(&(*comm)->object);
    return error;
}

/* Checks */

static bool is_array(const int *weights)
{
    return weights && weights != MPI_UNWEIGHTED && weights != MPI_WEIGHTS_EMPTY;
}

static int check_ranks(const comm_t *comm, const char *name, const int *ranks, int n)
{
    if (n < 0)
        return err(MPI_ERR_ARG, "there are %d %s: the number must not be negative", n,
                   name);
    if (n > 0 && !ranks)
        return err(MPI_ERR_ARG, "%s is NULL: pass an array of %d", name, n);
    for (int i = 0; i < n; i++)
        if (ranks[i] < 0 || ranks[i] >= comm->size)
            return err(MPI_ERR_RANK, "%s[%d] is %d: ranks are 0 to %d", name, i, ranks[i],
                       comm->size - 1);
    return MPI_SUCCESS;
}

static int check_weights(const char *name, const int *weights, int n)
{
    if (n > 0 && weights != MPI_UNWEIGHTED && !is_array(weights))
        return err(MPI_ERR_ARG,
                   "%s is %s, with %d edges: use MPI_UNWEIGHTED if they have no weights",
                   name, weights ? "MPI_WEIGHTS_EMPTY" : "NULL", n);
    for (int i = 0; is_array(weights) && i < n; i++)
        if (weights[i] < 0)
            return err(MPI_ERR_ARG, "%s[%d] is %d: weights must not be negative", name, i,
                       weights[i]);
    return MPI_SUCCESS;
}

/* MPI_UNWEIGHTED on one side alone is no error if the other side has no edges. */
static int check_both(const struct neighbors *n, const int *source_weights,
                      const int *destination_weights)
{
    bool in = source_weights == MPI_UNWEIGHTED,
         out = destination_weights == MPI_UNWEIGHTED;

    if (in != out && (in ? n->outdegree : n->indegree) > 0)
        return err(
            MPI_ERR_ARG, "%s is MPI_UNWEIGHTED and %s is not: both must be, or none",
            in ? "sourceweights" : "destweights", in ? "destweights" : "sourceweights");
    return MPI_SUCCESS;
}

static int check_adjacent(const comm_t *parent, const struct neighbors *n,
                          const int *source_weights, const int *destination_weights)
{
    int error = check_ranks(parent, "sources", n->sources, n->indegree);

    if (!error)
        error = check_ranks(parent, "destinations", n->destinations, n->outdegree);
    if (!error)
        error = check_weights("sourceweights", source_weights, n->indegree);
    if (!error)
        error = check_weights("destweights", destination_weights, n->outdegree);
    return error ? error : check_both(n, source_weights, destination_weights);
}

int dist_graph_create_adjacent(comm_t *parent, const struct neighbors *neighbors,
                               const int *source_weights, const int *destination_weights,
                               comm_t **comm)
{
    struct dist_graph weights = {
        .weighted =
            source_weights != MPI_UNWEIGHTED && destination_weights != MPI_UNWEIGHTED,
        .source_weights = source_weights,
        .destination_weights = destination_weights,
    };
    int error = check_adjacent(parent, neighbors, source_weights, destination_weights);

    return error ? error : create(parent, neighbors, &weights, comm);
}

static int check_part(const comm_t *parent, const struct dist_graph_part *part,
                      int *nedges)
{
    int error = check_ranks(parent, "sources", part->sources, part->nsources);
    long total = 0;

    if (!error && part->nsources > 0 && !part->degrees)
        error = err(MPI_ERR_ARG, "degrees is NULL: pass an array of %d", part->nsources);
    for (int i = 0; !error && i < part->nsources; i++) {
        total += part->degrees[i];
        if (part->degrees[i] < 0)
            error = err(MPI_ERR_ARG, "degrees[%d] is %d: it must not be negative", i,
                        part->degrees[i]);
    }
    if (!error && total > INT32_MAX)
        error = err(MPI_ERR_ARG, "there are %ld edges: a process can name %d", total,
                    INT32_MAX);
    if (!error)
        error = check_ranks(parent, "destinations", part->destinations, (int)total);
    if (!error)
        error = check_weights("weights", part->weights, (int)total);
    *nedges = (int)total;
    return error;
}

static struct edge *list_edges(const struct dist_graph_part *part, int nedges)
{
    struct edge *edges = malloc(((size_t)nedges + 1) * sizeof *edges);
    int n = 0;

    for (int i = 0; edges && i < part->nsources; i++)
        for (int j = 0; j < part->degrees[i]; j++, n++)
            edges[n] = (struct edge){
                part->sources[i],
                part->destinations[n],
                is_array(part->weights) ? part->weights[n] : 1,
            };
    return edges;
}

static int no_memory(void)
{
    return err(MPI_ERR_NO_MEM, "no memory for the edges of a distributed graph");
}

/* The edges of this process; and what follows from them. */
struct mine {
    struct edge *in, *out;
    int indegree, outdegree;
};

static int create_from_mine(comm_t *parent, const struct mine *mine, bool weighted,
                            comm_t **comm)
{
    int in = mine->indegree, out = mine->outdegree;
    size_t total = (size_t)in + (size_t)out;
    int *ranks = malloc((2 * total + 1) * sizeof *ranks), *weights = ranks + total;
    struct neighbors neighbors = { in, out, ranks, ranks + in, false };
    struct dist_graph graph = { weighted, weights, weights + in };
    int error;

    if (!ranks)
        return no_memory();
    for (int i = 0; i < in; i++) {
        ranks[i] = mine->in[i].source;
        weights[i] = mine->in[i].weight;
    }
    for (int i = 0; i < out; i++) {
        ranks[in + i] = mine->out[i].destination;
        weights[in + i] = mine->out[i].weight;
    }
    error = create(parent, &neighbors, &graph, comm);
    free(ranks);
    return error;
}

/* Every edge is told to both its ends. */
static int create_from_edges(comm_t *parent, const struct edge *edges, int nedges,
                             bool weighted, comm_t **comm)
{
    struct mine mine = { 0 };
    int error = edges_deliver(parent, edges, nedges, false, &mine.in, &mine.indegree);

    if (!error)
        error = edges_deliver(parent, edges, nedges, true, &mine.out, &mine.outdegree);
    if (!error)
        error = create_from_mine(parent, &mine, weighted, comm);
    free(mine.in);
    free(mine.out);
    return error;
}

int dist_graph_create(comm_t *parent, const struct dist_graph_part *part, comm_t **comm)
{
    struct edge *edges;
    int nedges, error = check_part(parent, part, &nedges);

    if (error)
        return error;
    edges = list_edges(part, nedges);
    if (!edges)
        return no_memory();
    error =
        create_from_edges(parent, edges, nedges, part->weights != MPI_UNWEIGHTED, comm);
    free(edges);
    return error;
}
