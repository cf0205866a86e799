/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * recv.c: messages on their way in.
 *
 * UCX may deliver active messages out of order, while MPI promises order per sender and
 * communicator.  So each message carries its number among those of its sender to this
 * process; one that is early waits in its peer's list until those before it have been
 * looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "p2p/answer.h"
#include "p2p/carrier.h"
#include "p2p/greeting.h"
#include "p2p/match.h"
#include "p2p/parcel.h"
#include "p2p/peer.h"
#include "p2p/race.h"
#include "p2p/request.h"
#include "p2p/short.h"
#include "p2p/transfer_internal.h"
#include "type/pack.h"
#include "type/signature.h"
#include "util/err.h"
#include "util/log.h"

/* Giving data to a receive */

static const char *comm_text(const struct message *m)
{
    return m->comm->object.name ? m->comm->object.name : "an unnamed communicator";
}

/* Of a collective: nobody knows its tag. */
static bool is_collective(const struct message *m)
{
    return m->match == m->comm->match_coll;
}

static int too_long(const struct transfer *recv)
{
    const struct message *m = &recv->message;

    if (is_collective(m))
        return err(MPI_ERR_TRUNCATE,
                   "rank %d of %s brings %lld B to a collective where this rank has room "
                   "for %lld B: do all ranks make the same call, with the same root and "
                   "the same counts?",
                   recv->header.source, comm_text(m), (long long)recv->header.bytes,
                   (long long)(m->count * m->type->size));
    return err(
        MPI_ERR_TRUNCATE,
        "%lld B arrived for a %lld B receive from rank %d, tag %d, on %s: a receive needs "
        "room for the whole message",
        (long long)recv->header.bytes, (long long)(m->count * m->type->size),
        recv->header.source, recv->header.tag, comm_text(m));
}

static int of_other_type(const struct transfer *recv)
{
    const struct message *m = &recv->message;
    uint32_t expected = type_signature(m->type, m->count);
    char sent[SIGNATURE_TEXT], wanted[SIGNATURE_TEXT];

    if (is_collective(m))
        return err(
            MPI_ERR_TYPE,
            "rank %d of %s brings %s to a collective where this rank has %s (%s): do "
            "all ranks make the same call, with the same root and matching datatypes?",
            recv->header.source, comm_text(m),
            signature_text(recv->header.signature, sent, sizeof sent),
            signature_text(expected, wanted, sizeof wanted), type_name(m->type));
    return err(
        MPI_ERR_TYPE,
        "rank %d sent %s (%lld B, tag %d, on %s), and this receive is for %s (%s): "
        "the datatypes of both sides must match",
        recv->header.source, signature_text(recv->header.signature, sent, sizeof sent),
        (long long)recv->header.bytes, recv->header.tag, comm_text(m),
        signature_text(expected, wanted, sizeof wanted), type_name(m->type));
}

/* May this message be received here (MPI 5.0, 3.3.1 and 3.2.2)?  The rare answers. */
static int __attribute__((cold, noinline)) recv_check_closely(const struct transfer *recv)
{
    const struct message *m = &recv->message;
    MPI_Count room = m->count * m->type->size;

    if (!signature_matches(recv->header.signature, (MPI_Count)recv->header.bytes,
                           type_signature(m->type, m->count), room))
        return of_other_type(recv);
    return recv->header.bytes > (uint64_t)room ? too_long(recv) : MPI_SUCCESS;
}

static inline int recv_check(const struct transfer *recv)
{
    const struct message *m = &recv->message;

    return likely(recv->header.bytes <= (uint64_t)(m->count * m->type->size) &&
                  recv->header.signature == type_signature(m->type, m->count))
               ? MPI_SUCCESS
               : recv_check_closely(recv);
}

/* Notes which message it is; an error if it does not fit. */
static int recv_begin(struct transfer *recv, const struct header *header)
{
    recv->header = *header;
    recv->matched = true;
    if (header->synchronous && header->origin != peer_self())
        answer_send(header->origin, HEADER_ACK, header->token, 0);
    if (unlikely(check_on))
        race_received(recv);
    return recv_check(recv);
}

static void fetched(struct net_op *op, int error_class)
{
    struct transfer *recv = container_of(op, struct transfer, op);

    free(recv->arrival); /* its data went with the fetch */
    recv->arrival = NULL;
    transfer_over(recv, error_class);
}

/* Brings the data of a rendezvous; arrival, if there is one, is the receive's from here
 * on. */
static void fetch(struct transfer *recv, struct net_data from, struct arrival *arrival)
{
    recv->op.done = fetched;
    recv->arrival = arrival;
    switch (carrier_fetch(from, transfer_buffer(recv, recv->header.bytes), &recv->op)) {
    case NET_PENDING:
        break;
    case NET_DONE:
        fetched(&recv->op, MPI_SUCCESS);
        break;
    case NET_FAILED:
        fetched(&recv->op, MPI_ERR_OTHER);
    }
}

static void unpack(struct transfer *recv, const void *data)
{
    struct message *m = &recv->message;
    MPI_Count start;

    if (likely(type_is_run(m->type, m->count, &start)))
        short_copy((char *)m->buffer + start, data, recv->header.bytes);
    else
        type_unpack(m->buffer, m->count, m->type, 0, data, (MPI_Count)recv->header.bytes);
}

/* Gives a receive the data of a message that just came in.  True if the data is kept or
 * being fetched (net_arrival_f). */
static inline __attribute__((always_inline)) bool
deliver(struct transfer *recv, const struct header *header, struct net_data data)
{
    int error = recv_begin(recv, header);

    if (!error && data.kind >= NET_RENDEZVOUS) {
        fetch(recv, data, NULL);
        return true;
    }
    if (!error)
        unpack(recv, data.data);
    transfer_over(recv, error);
    return false;
}

/* Both sides are in this process: one copy, and both are over. */
static void deliver_self(struct transfer *recv, struct transfer *send, int error)
{
    const struct message *from = &send->message, *to = &recv->message;

    if (!error)
        type_copy(from->buffer, from->count, from->type, to->buffer, to->count, to->type);
    send_part_over(send, MPI_SUCCESS);
    transfer_over(recv, error);
}

void recv_deliver_arrival(struct transfer *recv, struct arrival *arrival)
{
    int error = recv_begin(recv, &arrival->header);

    switch (arrival->kind) {
    case ARRIVAL_SELF:
        deliver_self(recv, arrival->sender, error);
        break;
    case ARRIVAL_RENDEZVOUS:
    case ARRIVAL_NODE:
        if (!error) {
            fetch(recv, arrival_source(arrival), arrival);
            break;
        }
        arrival_destroy(arrival);
        transfer_over(recv, error);
        break;
    case ARRIVAL_COPY:
    case ARRIVAL_KEPT:
        if (!error)
            unpack(recv, arrival->data);
        arrival_destroy(arrival);
        transfer_over(recv, error);
    }
}

/* The receive side of calls */

static void deliver_waiting(struct transfer *recv, struct arrival *arrival)
{
    bool self = arrival->kind == ARRIVAL_SELF;

    recv_deliver_arrival(recv, arrival);
    if (self)
        arrival_destroy(arrival);
    answer_leave();
}

static void recv_prepare(struct transfer *recv)
{
    list_init(&recv->link);
    recv->arrival = NULL;
    recv->matched = false;
    recv->error_class = MPI_SUCCESS;
}

int transfer_start_recv(struct transfer *recv)
{
    struct arrival *arrival;
    bool failed;

    recv_prepare(recv);
    arrival = match_recv(recv->message.match, recv, &failed);
    if (failed)
        return err(MPI_ERR_NO_MEM, "no memory for a receive to wait");
    if (arrival)
        deliver_waiting(recv, arrival);
    return MPI_SUCCESS;
}

int transfer_start_recv_matched(struct transfer *recv, struct arrival *arrival)
{
    recv_prepare(recv);
    deliver_waiting(recv, arrival);
    return MPI_SUCCESS;
}

bool transfer_cancel_recv(struct transfer *recv)
{
    if (recv->matched)
        return false;
    list_remove(&recv->link);
    return true;
}

void transfer_status(const struct transfer *recv, MPI_Status *status)
{
    const struct header *header = &recv->header;
    uint64_t room = (uint64_t)(recv->message.count * recv->message.type->size);

    status->MPI_SOURCE = header->source;
    status->MPI_TAG = header->tag;
    status_set_bytes(status, (MPI_Count)(header->bytes < room ? header->bytes : room));
}

/* The net's side */

/* A parcel whose turn it is.  True if its data is kept or being fetched. */
static bool take_parcel(const struct header *header, struct net_data data)
{
    struct arrival *arrival = arrival_create(header, data);

    if (!arrival)
        log_panic("no memory to keep a parcel of %zu bytes", data.bytes);
    parcel_arrive(arrival);
    return data.kind != NET_SHORT;
}

/* A message whose turn it is.  True if its data is kept or being fetched. */
static inline __attribute__((always_inline)) bool
take_in_turn(const struct header *header, struct net_data data)
{
    struct match *match = match_of_context(header->context);
    struct transfer *recv =
        match ? match_arrival(match, header->source, header->tag) : NULL;
    struct arrival *arrival;

    if (recv)
        return deliver(recv, header, data);
    arrival = match ? arrival_create(header, data) : NULL;
    if (!arrival || !match_keep(match, arrival)) {
        log_panic("no memory to keep a message of %zu bytes", data.bytes);
    }
    return arrival->kind != ARRIVAL_COPY;
}

/* An early message whose turn has come. */
static void take_early(struct arrival *arrival)
{
    struct header *header = &arrival->header;
    struct match *match = match_of_context(header->context);
    struct transfer *recv =
        match ? match_arrival(match, header->source, header->tag) : NULL;

    if (recv)
        recv_deliver_arrival(recv, arrival);
    else if (!match || !match_keep(match, arrival))
        log_panic("no memory to keep a message of %llu bytes",
                  (unsigned long long)header->bytes);
}

static struct arrival *first_early(const struct peer *peer)
{
    return container_of(peer->early.next, struct arrival, by_source);
}

static void take_those_in_turn(struct peer *peer)
{
    while (!list_is_empty(&peer->early) &&
           first_early(peer)->header.sequence == peer->next_in) {
        struct arrival *arrival = first_early(peer);

        list_remove(&arrival->by_source);
        peer->next_in++;
        if (arrival->header.kind == HEADER_PARCEL)
            parcel_arrive(arrival);
        else
            take_early(arrival);
    }
}

/* Puts an early message among the early ones of its peer, in their order. */
static bool keep_early(struct peer *peer, const struct header *header,
                       struct net_data data)
{
    struct arrival *arrival = arrival_create(header, data);
    struct list *after = peer->early.prev;

    if (!arrival)
        log_panic("no memory to keep a message of %zu bytes", data.bytes);
    while (after != &peer->early &&
           (int32_t)(container_of(after, struct arrival, by_source)->header.sequence -
                     header->sequence) > 0)
        after = after->prev;
    list_insert_before(after->next, &arrival->by_source);
    return arrival->kind != ARRIVAL_COPY;
}

/* What stands in no order.  True if its data is kept or being fetched. */
static bool take_at_once(const struct header *header, struct net_data data)
{
    switch (header->kind) {
    case HEADER_ACK:
        send_part_over((struct transfer *)(uintptr_t)header->token, MPI_SUCCESS);
        return false;
    case HEADER_TAKEN:
        lane_taken(header->token);
        return false;
    case HEADER_PULL:
        lane_pull(header->token, header->context);
        return false;
    case HEADER_GREETING:
        return greeting_arrival(data);
    default:
        return false;
    }
}

/* Compiled twice: what short data need not be asked for is left out there. */
static inline __attribute__((always_inline)) bool take(const struct header *header,
                                                       struct net_data data)
{
    struct peer *peer;
    bool kept;

    if (unlikely(header->kind > HEADER_PARCEL))
        return take_at_once(header, data);
    peer = peer_of(header->origin);
    if (!peer)
        return false;
    if (unlikely(header->sequence != peer->next_in))
        return keep_early(peer, header, data);
    peer->next_in++;
    kept = header->kind == HEADER_PARCEL ? take_parcel(header, data)
                                         : take_in_turn(header, data);
    if (unlikely(!list_is_empty(&peer->early)))
        take_those_in_turn(peer);
    return kept;
}

bool transfer_take(const struct header *header, struct net_data data)
{
    return take(header, data);
}

void transfer_take_short(const struct header *header)
{
    take(header, (struct net_data){ (void *)(header + 1), header->bytes, NET_SHORT });
}

/* The net takes what comes to its port, from anybody.  Tokens are taken on trust. */
static bool is_sound(const struct header *header, size_t bytes)
{
    if (header->version != HEADER_VERSION)
        return false;
    return header->kind > HEADER_PARCEL ||
           (header->bytes == bytes && !header->offered && header->source >= 0 &&
            header->source < HEADER_RANKS);
}

bool transfer_arrival(const void *bytes, size_t header_bytes, struct net_data data)
{
    struct header header; /* UCX's own address may be any */

    if (header_bytes != sizeof header)
        return false;
    memcpy(&header, bytes, sizeof header);
    return is_sound(&header, data.bytes) && transfer_take(&header, data);
}
