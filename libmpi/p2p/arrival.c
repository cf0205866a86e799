/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/arrival.h"

#include <stdlib.h>
#include <string.h>

#include "p2p/incoming.h"

static struct arrival *create(const struct header *header, enum arrival_kind kind,
                              size_t room)
{
    struct arrival *arrival = malloc(sizeof *arrival + room);

    if (!arrival)
        return NULL;
    list_init(&arrival->by_source);
    list_init(&arrival->by_time);
    arrival->kind = kind;
    arrival->header = *header;
    arrival->data = arrival + 1;
    arrival->sender = NULL;
    return arrival;
}

struct arrival *arrival_create(const struct header *header, struct net_data data)
{
    static const enum arrival_kind kinds[] = {
        [NET_SHORT] = ARRIVAL_COPY,
        [NET_EAGER] = ARRIVAL_KEPT,
        [NET_RENDEZVOUS] = ARRIVAL_RENDEZVOUS,
        [NET_NODE] = ARRIVAL_NODE,
    };
    bool copy = data.kind == NET_SHORT;
    struct arrival *arrival = create(header, kinds[data.kind], copy ? data.bytes : 0);

    if (!arrival)
        return NULL;
    if (!copy)
        arrival->data = data.data;
    else if (data.bytes > 0)
        memcpy(arrival->data, data.data, data.bytes);
    return arrival;
}

struct arrival *arrival_create_self(const struct header *header, size_t room,
                                    struct transfer *sender)
{
    struct arrival *arrival = create(header, sender ? ARRIVAL_SELF : ARRIVAL_COPY, room);

    if (arrival)
        arrival->sender = sender;
    return arrival;
}

void arrival_destroy(struct arrival *arrival)
{
    if (!arrival)
        return;
    if (arrival->kind == ARRIVAL_KEPT || arrival->kind == ARRIVAL_RENDEZVOUS)
        net_release(arrival->data);
    if (arrival->kind == ARRIVAL_NODE)
        incoming_release(arrival->data);
    free(arrival);
}
