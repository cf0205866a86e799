/* SPDX-License-Identifier: BSD-3-Clause */
/* wake.c: should the message fail, the sleeper wakes by itself a little later. */
#include "p2p/wake.h"

#include <mpi.h>
#include <stdlib.h>

#include "net/net.h"
#include "node/bell.h"
#include "node/node.h"
#include "p2p/header.h"
#include "p2p/peer.h"

struct wake {
    struct net_op op;
    struct header header;
};

static void gone(struct net_op *op, int error_class)
{
    (void)error_class;
    free(container_of(op, struct wake, op));
}

void wake_sleeper(int proc, int local_rank)
{
    const struct net_buffer nothing = { NULL, 0, NULL, false };
    struct wake *wake;
    struct peer *peer;

    if (!node_take_sleeper(local_rank) || bell_ring(local_rank) ||
        peer_connect_net(proc, &peer) != MPI_SUCCESS)
        return;
    wake = malloc(sizeof *wake);
    if (!wake)
        return;
    wake->op.done = gone;
    wake->header = (struct header){ .version = HEADER_VERSION,
                                    .kind = HEADER_WAKE,
                                    .origin = peer_self() };
    if (net_send(peer->endpoint, &wake->header, sizeof wake->header, nothing,
                 &wake->op) != NET_PENDING)
        free(wake);
}
