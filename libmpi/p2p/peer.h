/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * peer.h: another process: how to reach it, and the order of messages with it.
 *
 * An endpoint is made, and the peer's address fetched, at the first message to it:
 * start-up grows with the neighbours of a rank and not with the world.
 */
#ifndef P2P_PEER_H
#define P2P_PEER_H

#include <stdint.h>

#include "net/net.h"
#include "util/list.h"

struct peer {
    struct net_endpoint *endpoint; /* NULL until peer_connect */
    uint32_t next_out;             /* sequence number of the next message to it */
    uint32_t next_in;              /* and of the next from it */
    struct list early; /* struct arrival.by_source that overtook one before them */
    struct list parcels; /* p2p/parcel.c: here, or being fetched, and not handed on */
};

/* Looks up the address of a process; the bytes are malloc'ed.  An MPI error class. */
typedef int peer_lookup_f(int proc, void **address, size_t *bytes);

/* procs processes, numbered from 0; self is this one. */
int peer_init(int procs, int self, peer_lookup_f *lookup);
void peer_fini(void);

/* The number of this process. */
int peer_self(void);

/* The peer with this number, NULL if there is no such number or no memory.  Local. */
struct peer *peer_of(int proc);

/* The peer if there is an endpoint to it already, else NULL. */
struct peer *peer_connected(int proc);

/* The same with an endpoint; asks the launcher for the address the first time, so not to
 * be called from a callback of the net.  An MPI error class. */
int peer_connect(int proc, struct peer **peer);

#endif
