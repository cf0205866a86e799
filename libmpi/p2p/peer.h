/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * peer.h: another process: how to reach it, and the order of messages with it.
 *
 * A lane or an endpoint is made, and the peer's address fetched, at the first message to
 * it: start-up grows with the neighbours of a rank and not with the world.
 *
 * The processes of this job have their ranks in MPI_COMM_WORLD as numbers, the same
 * everywhere.  Those of other jobs are given numbers beyond (p2p/foreign.h), by each
 * process for itself; so what a process writes into a header as its own number is what
 * the receiver has told it to (known_as).
 */
#ifndef P2P_PEER_H
#define P2P_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "net/net.h"
#include "util/list.h"
#include "util/macros.h"

struct peer {
    struct lane *lane;             /* of a rank of this node (p2p/lane.h); or NULL, and */
    struct net_endpoint *endpoint; /* both are NULL until peer_connect */
    uint32_t next_out;             /* sequence number of the next message to it */
    uint32_t next_in;              /* and of the next from it */
    uint32_t parcels_out, parcels_in; /* of these; the rest are messages of programs */
    uint32_t letters_out,
        letters_in;      /* parcels that are not the watch's; and handed on */
    struct list early;   /* struct arrival.by_source that overtook one before them */
    struct list parcels; /* p2p/parcel.c: here, or being fetched, and not handed on */
    int known_as; /* the number of this process there, -1 if that is not known yet */
    struct peer_address *address; /* of a process of another job; else NULL */
};

/* Looks up the address of a process; the bytes are malloc'ed.  An MPI error class. */
typedef int peer_lookup_f(int proc, void **address, size_t *bytes);

/* procs processes, numbered from 0; self is this one. */
int peer_init(int procs, int self, peer_lookup_f *lookup);
void peer_fini(void);

/* The number of this process. */
int peer_self(void);

/* By number; NULL until the first message from or to it. */
extern struct peer **peer_table __attribute__((visibility("hidden")));

extern int peer_count; /* its length */

/* The peer with this number, NULL if there is no such number or no memory.  Local. */
struct peer *peer_make(int proc);

static inline struct peer *peer_of(int proc)
{
    return likely((unsigned)proc < (unsigned)peer_count && peer_table[proc])
               ? peer_table[proc]
               : peer_make(proc);
}

/* The same, NULL also if there was no message from or to it. */
const struct peer *peer_known(int proc);

/* The peer if it is connected already, else NULL. */
static inline struct peer *peer_connected(int proc)
{
    struct peer *peer = peer_table[proc];

    return peer && (peer->lane || peer->endpoint) ? peer : NULL;
}

/* The same with a lane or else an endpoint; asks the launcher for the address the first
 * time, so not to be called from a callback of the net.  An MPI error class. */
int peer_connect(int proc, struct peer **peer);

/* The same with an endpoint in any case. */
int peer_connect_net(int proc, struct peer **peer);

/* Processes of other jobs: takes numbers for procs more, *first and what follows. */
int peer_add(int procs, int *first);
bool peer_is_foreign(int proc);

/* Says how to reach a process of another job (copied; what was said once stays), and by
 * which number it knows this process, -1 if that is not known yet. */
int peer_introduce(int proc, const void *address, size_t bytes, int known_as);

/* Whether a process of another job may be no more (net_doubt). */
void peer_doubt(int proc, bool doubt);

#endif
