/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/edges.h"

#include <stdlib.h>

#include "coll/coll.h"
#include "util/err.h"

static int end_of(const struct edge *edge, bool out)
{
    return out ? edge->source : edge->destination;
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

static int exchange(comm_t *comm, struct bundle *send, struct bundle *recv)
{
    int error = exchange_counts(comm, send, recv);

    if (!error && !bundle_open(recv, comm->size))
        error = no_memory();
    return error ? error : exchange_edges(comm, send, recv);
}

/* Keeps what was received. */
static void take(struct bundle *recv, int peers, struct edge **mine, int *nmine)
{
    *mine = recv->edges;
    *nmine = bundle_edges(recv, peers);
    recv->edges = NULL;
}

int edges_deliver(comm_t *comm, const struct edge *edges, int nedges, bool out,
                  struct edge **mine, int *nmine)
{
    struct bundle send, recv;
    int error = MPI_SUCCESS;

    if (!bundle_init(&send, comm->size))
        return no_memory();
    if (!bundle_init(&recv, comm->size) ||
        !bundle_fill(&send, comm->size, edges, nedges, out))
        error = no_memory();
    if (!error)
        error = exchange(comm, &send, &recv);
    if (!error)
        take(&recv, comm->size, mine, nmine);
    bundle_fini(&send);
    bundle_fini(&recv);
    return error;
}
