/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/peer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "p2p/arrival.h"
#include "p2p/lane.h"
#include "util/err.h"

struct peer_address {
    size_t bytes;
    char address[];
};

static struct {
    int world; /* those below are of this job */
    int self;
    peer_lookup_f *lookup;
} all;

struct peer **peer_table;
int peer_count;

int peer_init(int procs, int self, peer_lookup_f *lookup)
{
    peer_table = calloc((size_t)procs, sizeof(struct peer *));
    if (!peer_table)
        return err(MPI_ERR_NO_MEM, "no memory for a table of %d processes", procs);
    peer_count = all.world = procs;
    all.self = self;
    all.lookup = lookup;
    return MPI_SUCCESS;
}

static void forget(struct peer *peer)
{
    struct list *link;

    while (peer && (link = list_pop(&peer->early)))
        arrival_destroy(container_of(link, struct arrival, by_source));
    if (peer)
        free(peer->address);
    free(peer);
}

void peer_fini(void)
{
    for (int i = 0; i < peer_count; i++)
        forget(peer_table[i]);
    free(peer_table);
    peer_table = NULL;
    peer_count = all.world = 0;
}

int peer_self(void)
{
    return all.self;
}

struct peer *peer_make(int proc)
{
    struct peer *peer;

    if (proc < 0 || proc >= peer_count)
        return NULL;
    peer = calloc(1, sizeof *peer);
    if (peer) {
        list_init(&peer->early);
        list_init(&peer->parcels);
        peer->known_as = peer_is_foreign(proc) ? -1 : all.self;
    }
    return peer_table[proc] = peer;
}

const struct peer *peer_known(int proc)
{
    return proc >= 0 && proc < peer_count ? peer_table[proc] : NULL;
}

static int connect_to_foreign(int proc, struct peer *peer)
{
    if (!peer->address)
        return err(MPI_ERR_INTERN, "process %d of another job was never introduced",
                   proc);
    return net_connect(peer->address->address, peer->address->bytes, &peer->endpoint);
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

static int find(int proc, struct peer **peer)
{
    *peer = peer_of(proc);
    return *peer ? MPI_SUCCESS
                 : err(MPI_ERR_INTERN, "process %d of %d cannot be reached", proc,
                       peer_count);
}

int peer_connect(int proc, struct peer **peer)
{
    int error = find(proc, peer);

    if (error || (*peer)->lane || (*peer)->endpoint)
        return error;
    if (!peer_is_foreign(proc))
        error = lane_open(proc, &(*peer)->lane);
    return error || (*peer)->lane ? error : peer_connect_net(proc, peer);
}

int peer_connect_net(int proc, struct peer **peer)
{
    int error = find(proc, peer);

    if (error || (*peer)->endpoint)
        return error;
    return peer_is_foreign(proc) ? connect_to_foreign(proc, *peer)
                                 : connect_to(proc, *peer);
}

/* Processes of other jobs */

bool peer_is_foreign(int proc)
{
    return proc >= all.world;
}

int peer_add(int procs, int *first)
{
    struct peer **peers;
    size_t count;

    if (procs > INT_MAX - peer_count)
        return err(MPI_ERR_OTHER,
                   "%d processes more than the %d that are known are too "
                   "many",
                   procs, peer_count);
    count = (size_t)peer_count + (size_t)procs;
    peers = realloc(peer_table, count * sizeof(struct peer *));
    if (!peers)
        return err(MPI_ERR_NO_MEM, "no memory for a table of %zu processes", count);
    memset(peers + peer_count, 0, (size_t)procs * sizeof(struct peer *));
    peer_table = peers;
    *first = peer_count;
    peer_count += procs;
    return MPI_SUCCESS;
}

void peer_doubt(int proc, bool doubt)
{
    struct peer *peer = peer_of(proc);

    if (peer && peer->endpoint && peer_is_foreign(proc))
        net_doubt(peer->endpoint, doubt);
}

static int keep_address(struct peer *peer, const void *address, size_t bytes)
{
    struct peer_address *copy = malloc(sizeof *copy + bytes);

    if (!copy)
        return err(MPI_ERR_NO_MEM, "no memory for an address of %zu B", bytes);
    copy->bytes = bytes;
    memcpy(copy->address, address, bytes);
    peer->address = copy;
    return MPI_SUCCESS;
}

int peer_introduce(int proc, const void *address, size_t bytes, int known_as)
{
    struct peer *peer = peer_of(proc);

    if (!peer)
        return err(MPI_ERR_NO_MEM, "no memory for process %d", proc);
    if (!peer_is_foreign(proc))
        return MPI_SUCCESS;
    if (known_as >= 0)
        peer->known_as = known_as;
    return peer->address ? MPI_SUCCESS : keep_address(peer, address, bytes);
}
