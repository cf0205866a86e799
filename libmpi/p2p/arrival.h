/* SPDX-License-Identifier: BSD-3-Clause */
/* arrival.h: a message that is here, or announced, before a receive has asked for it. */
#ifndef P2P_ARRIVAL_H
#define P2P_ARRIVAL_H

#include "net/net.h"
#include "p2p/header.h"
#include "util/list.h"

enum arrival_kind {
    ARRIVAL_COPY,       /* data is a copy of ours, behind the struct */
    ARRIVAL_KEPT,       /* data is UCX's own buffer: net_release */
    ARRIVAL_RENDEZVOUS, /* data is still at the sender: net_fetch or net_release */
    ARRIVAL_NODE,       /* data is a struct incoming: incoming_fetch or _release */
    ARRIVAL_SELF,       /* sender is a send of this process that waits for its receive */
};

struct arrival {
    struct list
        by_source;       /* among those from the same source, or of a peer's early ones */
    struct list by_time; /* among all of the communicator */
    enum arrival_kind kind;
    struct header header;
    void *data;
    struct transfer *sender; /* ARRIVAL_SELF */
};

/* The arrival of what the net brought: kept where UCX lets us, else copied.  NULL: no
 * memory. */
struct arrival *arrival_create(const struct header *header, struct net_data data);

/* room bytes at ->data to be filled by the caller; or none, and sender stands for the
 * data. */
struct arrival *arrival_create_self(const struct header *header, size_t room,
                                    struct transfer *sender);

/* Where the data of an ARRIVAL_RENDEZVOUS or _NODE is fetched from (p2p/carrier.h). */
static inline struct net_data arrival_source(const struct arrival *arrival)
{
    return (struct net_data){ arrival->data, arrival->header.bytes,
                              arrival->kind == ARRIVAL_NODE ? NET_NODE : NET_RENDEZVOUS };
}

/* Whether the send is not over before the message is taken: its data is still there, or
 * it is synchronous. */
static inline bool arrival_holds_sender(const struct arrival *arrival)
{
    return (arrival->kind != ARRIVAL_COPY && arrival->kind != ARRIVAL_KEPT) ||
           arrival->header.synchronous;
}

/* Gives the memory back, and to UCX what is UCX's.  Takes NULL. */
void arrival_destroy(struct arrival *arrival);

#endif
