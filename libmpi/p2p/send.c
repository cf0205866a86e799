/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * send.c: messages on their way out.
 *
 * To another process a message leaves through its carrier.  To this process it goes
 * straight to the receive if one waits; else a short one is copied, and a long one waits
 * with its sender, which is what a rendezvous is between processes.
 */
#include "p2p/carrier.h"
#include "p2p/match.h"
#include "p2p/transfer_internal.h"
#include "type/pack.h"
#include "type/signature.h"
#include "util/err.h"
#include "util/stats.h"

enum {
    SELF_EAGER = 65536
}; /* bytes; a program may send that much to itself unreceived */

/* For the statistics. */
__attribute__((cold, noinline)) static void count(const struct message *m)
{
    bool coll = m->match == m->comm->match_coll;

    stats_sent(coll ? STATS_COLL : STATS_PT2PT,
               group_proc(m->comm->remote_group, m->peer),
               (uint64_t)(m->count * m->type->size));
}

/* All but the sequence number. */
static inline void fill_header(struct transfer *send, const struct message *m)
{
    struct header *header = &send->header;

    header_describe(header, m->match->context, m->comm->rank, m->tag,
                    type_signature(m->type, m->count),
                    (uint64_t)(m->count * m->type->size));
    header->synchronous = m->mode >= MODE_SYNCHRONOUS;
    header->origin = peer_self();
    header->token = (uint64_t)(uintptr_t)send;
}

void send_part_over(struct transfer *send, int error_class)
{
    if (error_class && !send->error_class)
        send->error_class = error_class;
    if (--send->parts == 0)
        transfer_over(send, send->error_class);
}

static void left(struct net_op *op, int error_class)
{
    send_part_over(container_of(op, struct transfer, op), error_class);
}

static int send_to_peer(struct transfer *send, int proc)
{
    struct peer *peer;
    int error = peer_connect(proc, &peer);

    if (error)
        return error;
    send->header.sequence = peer->next_out;
    send->header.origin = peer->known_as;
    send->op.done = left;
    send->parts = send->header.synchronous ? 2 : 1;
    switch (carrier_send(peer, &send->header, transfer_buffer(send, send->header.bytes),
                         &send->op)) {
    case NET_FAILED:
        return MPI_ERR_OTHER;
    case NET_DONE:
        peer->next_out++;
        send_part_over(send, MPI_SUCCESS);
        break;
    case NET_PENDING:
        peer->next_out++;
    }
    return MPI_SUCCESS;
}

enum send_result transfer_try_send(struct transfer *send, const struct message *m)
{
    struct net_buffer data = { .codec = NULL, .awaited = m->awaited };
    MPI_Count start;
    struct peer *peer;

    if (m->mode >= MODE_READY || !type_is_run(m->type, m->count, &start))
        return SEND_LONG_WAY;
    peer = peer_connected(group_proc(m->comm->remote_group, m->peer));
    if (!peer)
        return SEND_LONG_WAY;
    if (unlikely(stats_on))
        count(m);
    fill_header(send, m);
    send->header.sequence = peer->next_out;
    send->header.origin = peer->known_as;
    send->op.done = left;
    data.buffer = (char *)m->buffer + start;
    data.bytes = send->header.bytes;
    switch (carrier_send(peer, &send->header, data, &send->op)) {
    case NET_DONE:
        peer->next_out++;
        return SEND_OVER;
    case NET_PENDING:
        peer->next_out++;
        send->parts = 1;
        send->error_class = MPI_SUCCESS;
        return SEND_PENDING;
    default:
        return SEND_LONG_WAY; /* which fails in the same way, and says so */
    }
}

/* A message to this process that no receive wants yet.  Takes over what happens to the
 * send. */
static int send_to_self_later(struct transfer *send)
{
    bool copy = send->header.bytes <= SELF_EAGER && !send->header.synchronous;
    struct arrival *arrival = arrival_create_self(
        &send->header, copy ? send->header.bytes : 0, copy ? NULL : send);

    if (!arrival || !match_keep(send->message.match, arrival)) {
        arrival_destroy(arrival);
        return err(MPI_ERR_NO_MEM, "no memory for a message of this rank to itself");
    }
    if (copy) {
        type_pack(send->message.buffer, send->message.count, send->message.type, 0,
                  arrival->data, (MPI_Count)send->header.bytes);
        transfer_over(send, MPI_SUCCESS);
    }
    return MPI_SUCCESS;
}

static int send_to_self(struct transfer *send)
{
    struct transfer *recv =
        match_arrival(send->message.match, send->header.source, send->header.tag);
    struct arrival waiting = { .kind = ARRIVAL_SELF,
                               .header = send->header,
                               .sender = send };

    send->parts = 1;
    if (!recv)
        return send_to_self_later(send);
    recv_deliver_arrival(recv, &waiting);
    return MPI_SUCCESS;
}

int transfer_start_send(struct transfer *send)
{
    const struct message *m = &send->message;
    int proc = group_proc(m->comm->remote_group, m->peer);
    uint32_t signature = send->header.signature;

    if (unlikely(stats_on))
        count(m);
    fill_header(send, m);
    if (unlikely(m->mode == MODE_BUFFERED)) /* it is packed: p2p/buffer.c knows */
        send->header.signature = signature;
    if (m->match == m->comm->match_coll)
        send->header.operation = m->operation & HEADER_OPERATIONS;
    else if (unlikely(m->mode == MODE_READY))
        send->header.operation = HEADER_READY;
    send->header.sequence = 0; /* of a message to oneself; else send_to_peer knows */
    send->error_class = MPI_SUCCESS;
    return proc == peer_self() ? send_to_self(send) : send_to_peer(send, proc);
}
