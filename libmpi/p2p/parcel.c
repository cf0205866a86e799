/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * parcel.c: a short parcel is here when it arrives, a long one has to be fetched; those
 * that come after it wait in their peer's list.
 */
#include "p2p/parcel.h"

#include <stdlib.h>

#include "p2p/arrival.h"
#include "p2p/carrier.h"
#include "p2p/progress.h"
#include "util/err.h"
#include "util/log.h"
#include "util/stats.h"

static parcel_f *receiver, *watch;

void parcel_receive_by(parcel_f *by)
{
    receiver = by;
}

void parcel_watch_by(parcel_f *by)
{
    watch = by;
}

static void receive(uint64_t context, const void *data, size_t bytes)
{
    parcel_f *by = context == PARCEL_WATCH ? watch : receiver;

    if (by)
        by(context, data, bytes);
}

/* On the way out */

struct parcel {
    struct net_op op;
    struct header header;
    _Alignas(max_align_t) char data[];
};

struct parcel *parcel_create(size_t bytes)
{
    struct parcel *parcel = malloc(sizeof *parcel + bytes);

    if (!parcel) {
        err(MPI_ERR_NO_MEM, "no memory for a one-sided message of %zu B", bytes);
        return NULL;
    }
    parcel->header = (struct header){ .version = HEADER_VERSION,
                                      .kind = HEADER_PARCEL,
                                      .bytes = bytes };
    return parcel;
}

void *parcel_data(struct parcel *parcel)
{
    return parcel->data;
}

static void left(struct net_op *op, int error_class)
{
    (void)error_class; /* who waits for the answer hears of a broken connection */
    free(container_of(op, struct parcel, op));
}

static int send_to_peer(struct parcel *parcel, int proc)
{
    const uint64_t context = parcel->header.context;
    struct net_buffer data = { parcel->data, parcel->header.bytes, NULL, false };
    struct peer *peer;
    int error = peer_connect(proc, &peer);

    if (error)
        return error;
    parcel->header.sequence = peer->next_out;
    parcel->header.origin = peer->known_as;
    parcel->op.done = left;
    switch (carrier_send(peer, &parcel->header, data, &parcel->op)) {
    case NET_FAILED:
        return MPI_ERR_OTHER;
    case NET_DONE:
        free(parcel);
        break;
    case NET_PENDING:
        break;
    }
    peer->next_out++;
    peer->parcels_out++;
    peer->letters_out += context != PARCEL_WATCH;
    return MPI_SUCCESS;
}

int parcel_send(struct parcel *parcel, int proc, uint64_t context)
{
    int error;

    parcel->header.context = context;
    if (unlikely(stats_on) && context != PARCEL_WATCH)
        stats_sent(STATS_ONE_SIDED, proc, parcel->header.bytes);
    if (proc == peer_self()) {
        receive(context, parcel->data, parcel->header.bytes);
        free(parcel);
        return MPI_SUCCESS;
    }
    error = send_to_peer(parcel, proc);
    if (error)
        free(parcel);
    return error;
}

/* On the way in */

struct incoming {
    struct list link;         /* in peer->parcels */
    struct deferred deferred; /* for when it is here */
    struct net_op op;
    struct arrival *arrival;
    void *data;   /* the whole of it */
    bool fetched; /* data is malloc'ed, and the net has had the arrival's own back */
    bool here;
};

static void incoming_destroy(struct incoming *in)
{
    list_remove(&in->deferred.link);
    if (in->fetched) {
        free(in->data);
        free(in->arrival);
    } else {
        arrival_destroy(in->arrival);
    }
    free(in);
}

static bool first_is_here(const struct peer *peer)
{
    return !list_is_empty(&peer->parcels) &&
           container_of(peer->parcels.next, struct incoming, link)->here;
}

/* Hands on those that are here, up to the first that is not. */
static void hand_on(struct peer *peer)
{
    struct list *link;

    while (first_is_here(peer) && (link = list_pop(&peer->parcels))) {
        struct incoming *in = container_of(link, struct incoming, link);

        receive(in->arrival->header.context, in->data, in->arrival->header.bytes);
        peer->letters_in += in->arrival->header.context != PARCEL_WATCH;
        incoming_destroy(in);
    }
}

static void run(struct deferred *deferred)
{
    struct incoming *in = container_of(deferred, struct incoming, deferred);

    hand_on(peer_of(in->arrival->header.origin));
}

static void is_here(struct incoming *in)
{
    in->here = true;
    progress_defer(&in->deferred);
}

static void fetched(struct net_op *op, int error_class)
{
    if (error_class)
        log_panic("a one-sided message was lost: %s", err_text());
    is_here(container_of(op, struct incoming, op));
}

static void fetch(struct incoming *in)
{
    struct net_buffer data = { malloc(in->arrival->header.bytes),
                               in->arrival->header.bytes, NULL, false };

    if (!data.buffer)
        log_panic("no memory for a one-sided message of %zu bytes", data.bytes);
    in->data = data.buffer;
    in->fetched = true;
    in->op.done = fetched;
    switch (carrier_fetch(arrival_source(in->arrival), data, &in->op)) {
    case NET_PENDING:
        break;
    case NET_DONE:
        fetched(&in->op, MPI_SUCCESS);
        break;
    case NET_FAILED:
        fetched(&in->op, MPI_ERR_OTHER);
    }
}

void parcel_arrive(struct arrival *arrival)
{
    struct incoming *in = calloc(1, sizeof *in);
    struct peer *peer = peer_of(arrival->header.origin);

    if (!in)
        log_panic("no memory for a one-sided message");
    in->arrival = arrival;
    in->data = arrival->data;
    deferred_init(&in->deferred, run);
    list_append(&peer->parcels, &in->link);
    peer->parcels_in++;
    if (arrival->kind == ARRIVAL_RENDEZVOUS || arrival->kind == ARRIVAL_NODE)
        fetch(in);
    else
        is_here(in);
}
