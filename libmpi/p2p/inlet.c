/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/inlet.h"

#include <stdlib.h>

#include "boot/boot.h"
#include "node/directory.h"
#include "node/node.h"
#include "node/piece.h"
#include "node/ring.h"
#include "node/segment.h"
#include "p2p/incoming.h"
#include "p2p/lane.h"
#include "p2p/transfer.h"
#include "p2p/wake.h"
#include "util/log.h"

/* How often a rank that waits looks before it looks elsewhere, too. */
enum { LOOKS = 8 };

/* At most so many records of one inlet before the others have their turn. */
enum { RECORDS_PER_TURN = 16 };

struct inlet {
    struct ring_reader ring;
    struct incoming *stream; /* the records that follow belong to it */
    int local_rank;
};

static struct {
    struct inlet **all; /* boot()->local_size places */
    int count;
} inlets;

bool inlet_in_use(void)
{
    return inlets.count > 0;
}

/* Opening */

static struct ring *ring_at(uint64_t offset, size_t *bytes)
{
    struct ring *ring = segment_at(offset + PIECE_HEAD, sizeof *ring);

    if (!ring)
        return NULL;
    *bytes = ring_bytes(ring->size * RING_LINE);
    return segment_at(offset + PIECE_HEAD, *bytes);
}

static void add(int local_rank, uint64_t offset)
{
    struct inlet *inlet = calloc(1, sizeof *inlet);
    size_t bytes;
    struct ring *ring = ring_at(offset, &bytes);

    if (!inlets.all)
        inlets.all = calloc((size_t)boot()->local_size, sizeof(struct inlet *));
    if (!inlet || !inlets.all)
        log_panic("no memory for messages from a rank of this node");
    if (!ring || !ring_open(&inlet->ring, ring, bytes))
        log_panic("what rank %d has made for messages is no ring",
                  boot()->local_ranks[local_rank]);
    inlet->local_rank = local_rank;
    inlets.all[inlets.count++] = inlet;
}

static void add_new_ones(void)
{
    uint64_t offset;
    int local_rank;

    while (directory_take(&local_rank, &offset))
        add(local_rank, offset);
}

/* Reading.  Each returns the length of the record. */

static size_t read_part(struct inlet *inlet, const void *record)
{
    size_t left = incoming_left(inlet->stream);
    size_t bytes = left < LANE_PART ? left : LANE_PART;

    if (incoming_part(inlet->stream, record, bytes))
        inlet->stream = NULL;
    return bytes;
}

/* It may be fetched from here on, or inside. */
static void hand_over(const struct header *header, struct incoming *incoming)
{
    const struct net_data data = { incoming, header->bytes, NET_NODE };

    if (!transfer_take(header, data))
        incoming_release(incoming);
}

static size_t read_offer(const struct header *header)
{
    const struct lane_offer *offer = (const void *)(header + 1);

    hand_over(header, incoming_create_offered(header, offer));
    return sizeof *header + sizeof *offer;
}

static size_t read_stream(struct inlet *inlet, const struct header *header)
{
    if (header->kind == HEADER_STREAM) {
        inlet->stream = (struct incoming *)(uintptr_t)header->token;
    } else {
        inlet->stream = incoming_create(header);
        hand_over(header, inlet->stream);
    }
    if (incoming_part(inlet->stream, header + 1, LANE_FIRST))
        inlet->stream = NULL;
    return sizeof *header + LANE_FIRST;
}

static size_t read_message(struct inlet *inlet, const struct header *header)
{
    if (unlikely(header->offered))
        return read_offer(header);
    if (unlikely(header->bytes > LANE_FIRST))
        return read_stream(inlet, header);
    transfer_take_short(header);
    return sizeof *header + header->bytes;
}

static bool read_record(struct inlet *inlet)
{
    const void *record = ring_front(&inlet->ring);
    size_t bytes;

    if (!record)
        return false;
    bytes = unlikely(inlet->stream != NULL) ? read_part(inlet, record)
                                            : read_message(inlet, record);
    if (ring_pop(&inlet->ring, bytes) && node_has_sleepers())
        wake_sleeper(boot()->local_ranks[inlet->local_rank], inlet->local_rank);
    return true;
}

bool inlet_progress(void)
{
    bool moved = false;

    if (unlikely(directory_has_more()))
        add_new_ones();
    for (int i = 0; i < inlets.count; i++)
        for (int n = 0; n < RECORDS_PER_TURN && read_record(inlets.all[i]); n++)
            moved = true;
    return moved;
}

bool inlet_has_more(void)
{
    for (int i = 0; i < inlets.count; i++)
        if (ring_front(&inlets.all[i]->ring))
            return true;
    return false;
}

bool inlet_progress_or_wait(void)
{
    for (int n = 0; n < LOOKS && !inlet_has_more(); n++)
        ;
    return inlet_progress();
}

void inlet_fini(void)
{
    for (int i = 0; i < inlets.count; i++)
        free(inlets.all[i]);
    free(inlets.all);
    inlets.all = NULL;
    inlets.count = 0;
}
