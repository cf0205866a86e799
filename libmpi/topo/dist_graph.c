/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/dist_graph.h"

#include <stdlib.h>

#include "coll/coll.h"
#include "topo/create.h"
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
        return err(MPI_ERR_ARG, "%d %s; the number must not be negative", n, name);
    if (n > 0 && !ranks)
        return err(MPI_ERR_ARG, "%s is NULL, with %d of them", name, n);
    for (int i = 0; i < n; i++)
        if (ranks[i] < 0 || ranks[i] >= comm->size)
            return err(MPI_ERR_RANK, "%s[%d] is %d; ranks are 0 to %d", name, i, ranks[i],
                       comm->size - 1);
    return MPI_SUCCESS;
}

static int check_weights(const char *name, const int *weights, int n)
{
    if (n > 0 && weights != MPI_UNWEIGHTED && !is_array(weights))
        return err(MPI_ERR_ARG,
                   "%s is %s, with %d edges; use MPI_UNWEIGHTED if they have "
                   "no weights",
                   name, weights ? "MPI_WEIGHTS_EMPTY" : "NULL", n);
    for (int i = 0; is_array(weights) && i < n; i++)
        if (weights[i] < 0)
            return err(MPI_ERR_ARG, "%s[%d] is %d; weights must not be negative", name, i,
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
        return err(MPI_ERR_ARG, "%s is MPI_UNWEIGHTED and %s is not",
                   in ? "sourceweights" : "destweights",
                   in ? "destweights" : "sourceweights");
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
        error = err(MPI_ERR_ARG, "degrees is NULL, with %d sources", part->nsources);
    for (int i = 0; !error && i < part->nsources; i++) {
        total += part->degrees[i];
        if (part->degrees[i] < 0)
            error = err(MPI_ERR_ARG, "degrees[%d] is %d; it must not be negative", i,
                        part->degrees[i]);
    }
    if (!error && total > INT32_MAX)
        error = err(MPI_ERR_ARG, "%ld edges; a process can name %d", total, INT32_MAX);
    if (!error)
        error = check_ranks(parent, "destinations", part->destinations, (int)total);
    if (!error)
        error = check_weights("weights", part->weights, (int)total);
    *nedges = (int)total;
    return error;
}

/* Every edge is told to both its ends, as an edge out of the one and into the other.  The
 * messages are those of MPI_Alltoall (how many) and MPI_Alltoallv (which). */

struct edge {
    int source, destination, weight;
};

static int end_of(const struct edge *edge, bool out)
{
    return out ? edge->source : edge->destination;
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

/* A side of the exchange: the edges of each peer, one peer after the other. */
struct bundle {
    MPI_Count *counts, *displs; /* bytes, per peer; displs has one more: the total */
    struct edge *edges;
};

static bool bundle_init(struct bundle *bundle, int peers)
{
    bundle->counts = calloc(2 * (size_t)peers + 1, sizeof *bundle->counts);
    bundle->displs = bundle->counts + peers;
    bundle->edges = NULL;
    return bundle->counts != NULL;
}

static void bundle_fini(struct bundle *bundle)
{
    free(bundle->counts);
    free(bundle->edges);
}

/* With the counts known: where the edges of each peer are, and room for all. */
static bool bundle_open(struct bundle *bundle, int peers)
{
    bundle->displs[0] = 0;
    for (int i = 0; i < peers; i++)
        bundle->displs[i + 1] = bundle->displs[i] + bundle->counts[i];
    bundle->edges = malloc((size_t)bundle->displs[peers] + 1);
    return bundle->edges != NULL;
}

static int bundle_edges(const struct bundle *bundle, int peers)
{
    return (int)(bundle->displs[peers] / (MPI_Count)sizeof(struct edge));
}

/* Sorts edges by the process that is to hear of them; those of one stay in order. */
static bool bundle_fill(struct bundle *bundle, int peers, const struct edge *edges,
                        int nedges, bool out)
{
    for (int i = 0; i < nedges; i++)
        bundle->counts[end_of(&edges[i], out)] += (MPI_Count)sizeof *edges;
    if (!bundle_open(bundle, peers))
        return false;
    for (int i = 0; i < nedges; i++) {
        MPI_Count *at = &bundle->displs[end_of(&edges[i], out)];

        bundle->edges[*at / (MPI_Count)sizeof *edges] = edges[i];
        *at += (MPI_Count)sizeof *edges;
    }
    for (int i = 0; i < peers; i++)
        bundle->displs[i] -= bundle->counts[i];
    return true;
}

static int exchange_counts(comm_t *comm, struct bundle *send, struct bundle *recv)
{
    struct coll c = {
        .kind = COLL_ALLTOALL,
        .send = { .buffer = send->counts, .count = 1, .handle = MPI_COUNT },
        .recv = { .buffer = recv->counts, .count = 1, .handle = MPI_COUNT },
        .comm = comm,
    };

    return coll_blocking(&c);
}

static struct side side_of(const struct bundle *bundle)
{
    return (struct side){
        .buffer = bundle->edges,
        .uneven = true,
        .counts = counts_64(bundle->counts),
        .displs = counts_64(bundle->displs),
        .handle = MPI_BYTE,
    };
}

static int exchange_edges(comm_t *comm, struct bundle *send, struct bundle *recv)
{
    struct coll c = {
        .kind = COLL_ALLTOALLV,
        .send = side_of(send),
        .recv = side_of(recv),
        .comm = comm,
    };

    return coll_blocking(&c);
}

static int no_memory(void)
{
    return err(MPI_ERR_NO_MEM, "no memory for the edges of a distributed graph");
}

/* Tells everybody its edges; recv gets those of this process. */
static int deliver(comm_t *comm, const struct edge *edges, int nedges, bool out,
                   struct bundle *recv)
{
    struct bundle send;
    int error;

    if (!bundle_init(&send, comm->size))
        return no_memory();
    error =
        bundle_fill(&send, comm->size, edges, nedges, out) ? MPI_SUCCESS : no_memory();
    if (!error)
        error = exchange_counts(comm, &send, recv);
    if (!error && !bundle_open(recv, comm->size))
        error = no_memory();
    if (!error)
        error = exchange_edges(comm, &send, recv);
    bundle_fini(&send);
    return error;
}

static int create_from_bundles(comm_t *parent, const struct bundle *in,
                               const struct bundle *out, bool weighted, comm_t **comm)
{
    int indegree = bundle_edges(in, parent->size);
    int outdegree = bundle_edges(out, parent->size);
    size_t total = (size_t)indegree + (size_t)outdegree;
    int *ranks = malloc((2 * total + 1) * sizeof *ranks), *weights = ranks + total;
    struct neighbors neighbors = { indegree, outdegree, ranks, ranks + indegree, false };
    struct dist_graph graph = { weighted, weights, weights + indegree };
    int error;

    if (!ranks)
        return no_memory();
    for (int i = 0; i < indegree; i++) {
        ranks[i] = in->edges[i].source;
        weights[i] = in->edges[i].weight;
    }
    for (int i = 0; i < outdegree; i++) {
        ranks[indegree + i] = out->edges[i].destination;
        weights[indegree + i] = out->edges[i].weight;
    }
    error = create(parent, &neighbors, &graph, comm);
    free(ranks);
    return error;
}

static int create_from_edges(comm_t *parent, const struct edge *edges, int nedges,
                             bool weighted, comm_t **comm)
{
    struct bundle in, out;
    int error;

    if (!bundle_init(&in, parent->size))
        return no_memory();
    if (!bundle_init(&out, parent->size)) {
        bundle_fini(&in);
        return no_memory();
    }
    error = deliver(parent, edges, nedges, false, &in);
    if (!error)
        error = deliver(parent, edges, nedges, true, &out);
    if (!error)
        error = create_from_bundles(parent, &in, &out, weighted, comm);
    bundle_fini(&in);
    bundle_fini(&out);
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
