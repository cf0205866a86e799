/* SPDX-License-Identifier: BSD-3-Clause */
/* carrier.h: what carries messages: the lane to a rank of this node, or the net. */
#ifndef P2P_CARRIER_H
#define P2P_CARRIER_H

#include "net/net.h"
#include "p2p/incoming.h"
#include "p2p/lane.h"
#include "p2p/peer.h"

/* As net_send, to a peer that peer_connect has connected. */
static inline enum net_result carrier_send(struct peer *peer, const struct header *header,
                                           struct net_buffer data, struct net_op *op)
{
    return peer->lane ? lane_send(peer->lane, header, data, op)
                      : net_send(peer->endpoint, header, sizeof *header, data, op);
}

/* As net_fetch, of data that came as NET_RENDEZVOUS or NET_NODE. */
static inline enum net_result carrier_fetch(struct net_data from, struct net_buffer to,
                                            struct net_op *op)
{
    return from.kind == NET_NODE ? incoming_fetch(from.data, to, op)
                                 : net_fetch(from.data, to, op);
}

/* Waits until all that was sent has left this process; peers must make progress. */
void carrier_flush(void);

#endif
