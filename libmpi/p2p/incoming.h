/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * incoming.h: a message from a rank of this node whose data is not all here (p2p/lane.h):
 * it streams in, or was offered.  To those who receive it, it is what a rendezvous is on
 * the net (NET_NODE): it can be fetched or released, before or after it is complete.
 */
#ifndef P2P_INCOMING_H
#define P2P_INCOMING_H

#include <stdbool.h>

#include "net/net.h"
#include "p2p/header.h"
#include "p2p/lane.h"

struct incoming;

/* Of a message whose stream begins; or that was offered.  They end the process if there
 * is no memory. */
struct incoming *incoming_create(const struct header *header);
struct incoming *incoming_create_offered(const struct header *header,
                                         const struct lane_offer *offer);

/* For the reader of the ring: the next part of the stream; true if it was the last, and
 * incoming may be gone.  What comes before it is fetched is kept. */
bool incoming_part(struct incoming *incoming, const void *data, size_t bytes);

/* As net_fetch and net_release. */
enum net_result incoming_fetch(struct incoming *incoming, struct net_buffer room,
                               struct net_op *op);
void incoming_release(struct incoming *incoming);

/* Bytes of the stream that have not come yet. */
size_t incoming_left(const struct incoming *incoming);

#endif
