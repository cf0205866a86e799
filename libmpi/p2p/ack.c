/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ack.c: the answer to a synchronous send.  A match may happen inside a callback of the
 * net, where the sender's address must not be looked up; so the answer leaves from
 * progress().
 */
#include <stdlib.h>

#include "p2p/peer.h"
#include "p2p/progress.h"
#include "p2p/transfer_internal.h"
#include "util/log.h"

struct ack {
    struct deferred deferred;
    struct net_op op;
    int proc;
    struct header header;
};

static void ack_gone(struct net_op *op, int error_class)
{
    (void)error_class; /* the sender hears of a broken connection by itself */
    free(container_of(op, struct ack, op));
}

static void ack_leave(struct deferred *deferred)
{
    struct ack *ack = container_of(deferred, struct ack, deferred);
    struct net_buffer nothing = { NULL, 0, NULL };
    struct peer *peer;

    if (peer_connect(ack->proc, &peer) ||
        net_send(peer->endpoint, &ack->header, sizeof ack->header, nothing, &ack->op) !=
            NET_PENDING)
        free(ack);
}

void ack_send(const struct header *header)
{
    struct ack *ack = malloc(sizeof *ack);

    if (!ack)
        log_panic("no memory to answer a synchronous send");
    deferred_init(&ack->deferred, ack_leave);
    ack->op.done = ack_gone;
    ack->proc = header->origin;
    ack->header = (struct header){ .version = HEADER_VERSION,
                                   .kind = HEADER_ACK,
                                   .origin = peer_self(),
                                   .token = header->token };
    progress_defer(&ack->deferred);
}
