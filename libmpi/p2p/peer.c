/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/peer.h"

#include <stdlib.h>

#include "p2p/arrival.h"
#include "util/err.h"

static struct {
    struct peer **peers; /* by number; NULL until the first message from or to it */
    int procs;
    int self;
    peer_lookup_f *lookup;
} all;

int peer_init(int procs, int self, peer_lookup_f *lookup)
{
    all.peers = calloc((size_t)procs, sizeof(struct peer *));
    if (!all.peers)
        return err(MPI_ERR_NO_MEM, "no memory for a table of %d processes", procs);
    all.procs = procs;
    all.self = self;
    all.lookup = lookup;
    return MPI_SUCCESS;
}

static void forget(struct peer *peer)
{
    struct list *link;

    while (peer && (link = list_pop(&peer->early)))
        arrival_destroy(container_of(link, struct arrival, by_source));
    free(peer);
}

void peer_fini(void)
{
    for (int i = 0; i < all.procs; i++)
        forget(all.peers[i]);
    free(all.peers);
    all.peers = NULL;
    all.procs = 0;
}

int peer_self(void)
{
    return all.self;
}

struct peer *peer_of(int proc)
{
    struct peer *peer;

    if (proc < 0 || proc >= all.procs)
        return NULL;
    if (all.peers[proc])
        return all.peers[proc];
    peer = calloc(1, sizeof *peer);
    if (peer) {
        list_init(&peer->early);
        list_init(&peer->parcels);
    }
    return all.peers[proc] = peer;
}

struct peer *peer_connected(int proc)
{
    struct peer *peer = all.peers[proc];

    return peer && peer->endpoint ? peer : NULL;
}

static int connect_to(int proc, struct peer *peer)
{
    void *address;
    size_t bytes;
    int error = all.lookup(proc, &address, &bytes);

    if (error)
        return error;
    error = net_connect(address, bytes, &peer->endpoint);
    free(address);
    return error;
}

int peer_connect(int proc, struct peer **peer)
{
    *peer = peer_of(proc);
    if (!*peer)
        return err(MPI_ERR_INTERN, "process %d of %d cannot be reached", proc, all.procs);
    return (*peer)->endpoint ? MPI_SUCCESS : connect_to(proc, *peer);
}
