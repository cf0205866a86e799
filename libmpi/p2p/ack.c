/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ack.c: the answer to a synchronous send.  A match may happen inside a callback of the
 * net, where the sender's address must not be looked up; so the answer waits for
 * progress(), or for the end of the call that made the match: the sender must not wait
 * until this rank calls MPI again.
 */
#include <stdlib.h>

#include "p2p/peer.h"
#include "p2p/progress.h"
#include "p2p/transfer_internal.h"
#include "util/log.h"

struct ack {
    struct list link;
    struct net_op op;
    int proc;
    struct header header;
};

static void ack_gone(struct net_op *op, int error_class)
{
    (void)error_class; /* the sender hears of a broken connection by itself */
    free(container_of(op, struct ack, op));
}

static struct list waiting = { &waiting, &waiting };

static void leave(struct ack *ack)
{
    struct net_buffer nothing = { NULL, 0, NULL };
    struct peer *peer;

    if (peer_connect(ack->proc, &peer) ||
        net_send(peer->endpoint, &ack->header, sizeof ack->header, nothing, &ack->op) !=
            NET_PENDING)
        free(ack);
}

void ack_leave(void)
{
    struct list *link;

    while ((link = list_pop(&waiting)))
        leave(container_of(link, struct ack, link));
}

static void run(struct deferred *deferred)
{
    (void)deferred;
    ack_leave();
}

void ack_send(const struct header *header)
{
    static struct deferred deferred = { { &deferred.link, &deferred.link }, run };
    struct ack *ack = malloc(sizeof *ack);

    if (!ack)
        log_panic("no memory to answer a synchronous send");
    ack->op.done = ack_gone;
    ack->proc = header->origin;
    ack->header = (struct header){ .version = HEADER_VERSION,
                                   .kind = HEADER_ACK,
                                   .origin = peer_self(),
                                   .token = header->token };
    list_append(&waiting, &ack->link);
    progress_defer(&deferred);
}
