/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/greeting.h"

#include <stdlib.h>
#include <string.h>

#include "p2p/header.h"
#include "p2p/peer.h"
#include "p2p/progress.h"
#include "util/err.h"
#include "util/list.h"
#include "util/log.h"

/* One on its way: out, or in and not heard yet. */
struct greeting {
    struct list link;
    struct net_op op;
    struct header header;
    size_t bytes;
    char data[];
};

static greeting_f *listener;
static struct list heard = { &heard, &heard };

static struct greeting *create(size_t bytes)
{
    struct greeting *greeting = calloc(1, sizeof *greeting + bytes);

    if (greeting) {
        list_init(&greeting->link);
        greeting->bytes = bytes;
    }
    return greeting;
}

/* Out */

static void left(struct net_op *op, int error_class)
{
    (void)error_class; /* who waits for an answer has a time limit */
    free(container_of(op, struct greeting, op));
}

static int leave(struct peer *peer, struct greeting *greeting)
{
    struct net_buffer data = { greeting->data, greeting->bytes, NULL, false };
    enum net_result result = net_send(peer->endpoint, &greeting->header,
                                      sizeof greeting->header, data, &greeting->op);

    if (result != NET_PENDING)
        free(greeting);
    return result == NET_FAILED ? MPI_ERR_OTHER : MPI_SUCCESS;
}

int greeting_send(int proc, const void *bytes, size_t count)
{
    struct greeting *greeting;
    struct peer *peer;
    int error = peer_connect_net(proc, &peer);

    if (error)
        return error;
    greeting = create(count);
    if (!greeting)
        return err(MPI_ERR_NO_MEM, "no memory for a message of %zu B", count);
    greeting->header = (struct header){
        .version = HEADER_VERSION, .kind = HEADER_GREETING, .origin = -1, .bytes = count
    };
    greeting->op.done = left;
    memcpy(greeting->data, bytes, count);
    return leave(peer, greeting);
}

/* In */

void greeting_listen(greeting_f *f)
{
    listener = f;
}

static void hear(struct deferred *deferred)
{
    struct list *link;

    (void)deferred;
    while ((link = list_pop(&heard))) {
        struct greeting *greeting = container_of(link, struct greeting, link);

        if (listener)
            listener(greeting->data, greeting->bytes);
        free(greeting);
    }
}

static void arrived(struct greeting *greeting)
{
    static struct deferred deferred = { { &deferred.link, &deferred.link }, hear };

    list_append(&heard, &greeting->link);
    progress_defer(&deferred);
}

static void fetched(struct net_op *op, int error_class)
{
    struct greeting *greeting = container_of(op, struct greeting, op);

    if (error_class)
        free(greeting);
    else
        arrived(greeting);
}

static bool fetch(struct greeting *greeting, void *rendezvous)
{
    struct net_buffer room = { greeting->data, greeting->bytes, NULL, false };

    greeting->op.done = fetched;
    switch (net_fetch(rendezvous, room, &greeting->op)) {
    case NET_PENDING:
        break;
    case NET_DONE:
        arrived(greeting);
        break;
    case NET_FAILED:
        free(greeting);
    }
    return true;
}

bool greeting_arrival(struct net_data data)
{
    struct greeting *greeting = create(data.bytes);

    if (!greeting)
        log_panic("no memory to keep a message of %zu bytes", data.bytes);
    if (data.kind == NET_RENDEZVOUS)
        return fetch(greeting, data.data);
    memcpy(greeting->data, data.data, data.bytes);
    arrived(greeting);
    return false;
}
