/* SPDX-License-Identifier: BSD-3-Clause */
/* transfer_internal.h: what send.c, recv.c and transfer.c share and nobody else needs. */
#ifndef P2P_TRANSFER_INTERNAL_H
#define P2P_TRANSFER_INTERNAL_H

#include "p2p/arrival.h"
#include "p2p/transfer.h"

/* The first bytes bytes of the transfer's buffer as the net wants them. */
struct net_buffer transfer_buffer(struct transfer *transfer, size_t bytes);

/* Calls done; the transfer may be gone after that. */
static inline void transfer_over(struct transfer *transfer, int error_class)
{
    transfer->done(transfer->argument, error_class);
}

/* One of the parts of a send is over (transfer->parts); with the last one the send is. */
void send_part_over(struct transfer *send, int error_class);

/* Gives a receive the data of a message that waited; the arrival is destroyed. */
void recv_deliver_arrival(struct transfer *recv, struct arrival *arrival);

#endif
