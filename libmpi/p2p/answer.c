/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/answer.h"

#include <stdlib.h>

#include "p2p/carrier.h"
#include "p2p/peer.h"
#include "p2p/progress.h"
#include "util/log.h"

struct answer {
    struct list link;
    struct net_op op;
    int proc;
    struct header header;
};

static const struct net_buffer nothing = { NULL, 0, NULL, false };
static struct list waiting = { &waiting, &waiting };

static void gone(struct net_op *op, int error_class)
{
    (void)error_class; /* the sender hears of a broken connection by itself */
    free(container_of(op, struct answer, op));
}

static void leave(struct answer *answer)
{
    struct peer *peer;

    if (peer_connect(answer->proc, &peer) ||
        carrier_send(peer, &answer->header, nothing, &answer->op) != NET_PENDING)
        free(answer);
}

void answer_leave(void)
{
    struct list *link;

    while ((link = list_pop(&waiting)))
        leave(container_of(link, struct answer, link));
}

static void run(struct deferred *deferred)
{
    (void)deferred;
    answer_leave();
}

static void send_later(int proc, const struct header *header)
{
    static struct deferred deferred = { { &deferred.link, &deferred.link }, run };
    struct answer *answer = malloc(sizeof *answer);

    if (!answer)
        log_panic("no memory to answer a message");
    answer->op.done = gone;
    answer->proc = proc;
    answer->header = *header;
    list_append(&waiting, &answer->link);
    progress_defer(&deferred);
}

void answer_send(int proc, enum header_kind kind, uint64_t token, uint64_t context)
{
    const struct header header = { .version = HEADER_VERSION,
                                   .kind = (uint8_t)kind,
                                   .origin = peer_self(),
                                   .token = token,
                                   .context = context };
    struct peer *peer = peer_of(proc);

    if (!peer || !peer->lane ||
        lane_send(peer->lane, &header, nothing, NULL) == NET_FAILED)
        send_later(proc, &header);
}
