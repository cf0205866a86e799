/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/lane.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>

#include "boot/boot.h"
#include "node/directory.h"
#include "node/node.h"
#include "node/piece.h"
#include "node/segment.h"
#include "p2p/meeting.h"
#include "p2p/wake.h"
#include "util/env.h"
#include "util/err.h"
#include "util/pool.h"

/* Memory: all rings of a rank together leave room in its pool for collectives. */
enum { RING = 32 << 10, ALL_RINGS = 2304 << 10 };

_Static_assert(LANE_PART <= RING / 4 - RING_STAMP, "the longest record");

static const char *const carriers[] = { "auto", "ring", "ucx", NULL };
enum { CARRIER_AUTO, CARRIER_RING, CARRIER_UCX };

static struct {
    int carrier;
    uint64_t bytes; /* of all rings */
    struct list all, busy;
} lanes = { .all = { &lanes.all, &lanes.all }, .busy = { &lanes.busy, &lanes.busy } };

int lane_init(void)
{
    return env_word(ENV_SLIPWAY_CARRIER, carriers, &lanes.carrier);
}

void lane_offer(void)
{
    if (lanes.carrier != CARRIER_UCX)
        directory_open();
}

/* Opening */

bool lane_serves_node(void)
{
    size_t others = (size_t)boot()->local_size - 1;

    return others == 0 || (directory_of(node_local_rank()) &&
                           others * (PIECE_HEAD + ring_bytes(RING)) <= ALL_RINGS);
}

/* The others need not say it, too: they are ended with this rank. */
int lane_check_node(void)
{
    if (lanes.carrier != CARRIER_RING || boot()->local_size == 1)
        return MPI_SUCCESS;
    if (!directory_of(node_local_rank()))
        return err(MPI_ERR_OTHER,
                   "%s=ring, but this rank shares no memory with the others of its node "
                   "(%s=off, or no plugin and a full /dev/shm): set it to auto or ucx",
                   env_name(ENV_SLIPWAY_CARRIER), env_name(ENV_SLIPWAY_NODE));
    if (node_local_rank() == 0 && !lane_serves_node())
        return err(MPI_ERR_OTHER,
                   "%s=ring, but the node's memory has no room for rings between all of "
                   "its %d ranks: set it to auto or ucx",
                   env_name(ENV_SLIPWAY_CARRIER), boot()->local_size);
    return MPI_SUCCESS;
}

/* The offset of a piece for a ring, 0 if there is no room. */
static uint64_t take_piece(size_t bytes)
{
    uint64_t offset = lanes.bytes + bytes <= ALL_RINGS ? piece_take(bytes, 2) : 0;

    if (offset)
        lanes.bytes += bytes;
    return offset;
}

static void give_back_piece(uint64_t offset, size_t bytes)
{
    if (!offset)
        return;
    piece_drop(offset);
    lanes.bytes -= bytes;
}

static struct lane *create(int proc, int local_rank)
{
    size_t bytes = ring_bytes(RING);
    struct lane *lane = calloc(1, sizeof *lane);
    uint64_t offset = lane ? take_piece(PIECE_HEAD + bytes) : 0;

    if (!offset ||
        !ring_create(&lane->ring, segment_at(offset + PIECE_HEAD, bytes), RING)) {
        give_back_piece(offset, PIECE_HEAD + bytes);
        free(lane);
        return NULL;
    }
    lane->proc = proc;
    lane->local_rank = local_rank;
    list_init(&lane->queue);
    list_init(&lane->busy);
    list_append(&lanes.all, &lane->link);
    directory_put(local_rank, offset);
    return lane;
}

static int find(int proc, int local_rank, struct lane **lane)
{
    int error = meeting_attend(); /* that one's directory is there, if it has one */

    if (error)
        return error;
    *lane = directory_of(local_rank) ? create(proc, local_rank) : NULL;
    if (*lane || lanes.carrier == CARRIER_AUTO)
        return MPI_SUCCESS;
    return err(MPI_ERR_OTHER,
               "there is no room for a ring to rank %d: %s=auto would take UCX", proc,
               env_name(ENV_SLIPWAY_CARRIER));
}

int lane_open(int proc, struct lane **lane)
{
    int local_rank = node_local_rank_of(proc);

    *lane = NULL;
    if (local_rank < 0 || lanes.carrier == CARRIER_UCX || !node_is_shared())
        return MPI_SUCCESS;
    return find(proc, local_rank, lane);
}

/* Writing */

/* A message that did not leave at once: it waits for room, or for an answer. */
struct outgoing {
    struct list link; /* in lane->queue */
    struct lane *lane;
    struct header header;
    struct net_buffer data;
    struct net_op *op;
    bool begun;    /* the header is out */
    size_t offset; /* and so much of the data */
};

static struct pool pool = { .size = sizeof(struct outgoing) };

static void read_data(const struct net_buffer *data, size_t offset, void *out,
                      size_t bytes)
{
    if (data->codec)
        data->codec->pack(data->buffer, offset, out, bytes);
    else if (bytes > 0)
        memcpy(out, (const char *)data->buffer + offset, bytes);
}

void lane_wake(const struct lane *lane)
{
    wake_sleeper(lane->proc, lane->local_rank);
}

/* The header and the first bytes of the data; false if there is no room. */
static bool write_first(struct lane *lane, const struct header *header,
                        const struct net_buffer *data, size_t bytes)
{
    struct header *record = ring_reserve(&lane->ring, sizeof *record + bytes);

    if (!record)
        return false;
    *record = *header;
    read_data(data, 0, record + 1, bytes);
    lane_publish(lane, record, bytes);
    return true;
}

static bool write_offer(struct outgoing *out)
{
    const struct net_buffer *data = &out->data;
    struct lane_offer offer = {
        .address = data->codec ? 0 : (uint64_t)(uintptr_t)data->buffer,
        .token = (uint64_t)(uintptr_t)out,
        .awaited = data->awaited,
    };
    struct net_buffer bytes = { &offer, sizeof offer, NULL, false };

    return write_first(out->lane, &out->header, &bytes, sizeof offer);
}

static bool begin(struct outgoing *out)
{
    if (out->header.offered)
        return write_offer(out);
    out->offset = out->data.bytes < LANE_FIRST ? out->data.bytes : LANE_FIRST;
    return write_first(out->lane, &out->header, &out->data, out->offset);
}

static bool write_part(struct outgoing *out)
{
    size_t left = out->data.bytes - out->offset;
    size_t bytes = left < LANE_PART ? left : LANE_PART;
    void *record = ring_reserve(&out->lane->ring, bytes);

    if (!record)
        return false;
    read_data(&out->data, out->offset, record, bytes);
    ring_publish(&out->lane->ring, record, bytes);
    if (node_has_sleepers())
        lane_wake(out->lane);
    out->offset += bytes;
    return true;
}

/* As much as there is room for; true if that was all. */
static bool write_rest(struct outgoing *out)
{
    if (!out->begun)
        out->begun = begin(out);
    if (!out->begun)
        return false;
    while (!out->header.offered && out->offset < out->data.bytes)
        if (!write_part(out))
            return false;
    return true;
}

static void wait_in_queue(struct outgoing *out)
{
    list_append(&out->lane->queue, &out->link);
    out->lane->is_queued = true;
    if (list_is_empty(&out->lane->busy))
        list_append(&lanes.busy, &out->lane->busy);
}

/* True if all is written; else the rest waits. */
static bool write_or_wait(struct outgoing *out)
{
    if (!out->lane->is_queued && write_rest(out))
        return true;
    wait_in_queue(out);
    return false;
}

static void over(struct outgoing *out)
{
    struct net_op *op = out->op;

    pool_put(&pool, out);
    if (op)
        op->done(op, MPI_SUCCESS);
}

static enum net_result send_later(struct lane *lane, const struct header *header,
                                  const struct net_buffer *data, struct net_op *op)
{
    struct outgoing *out = pool_get(&pool);

    if (!out) {
        err(MPI_ERR_NO_MEM, "no memory for a message to rank %d", lane->proc);
        return NET_FAILED;
    }
    *out = (struct outgoing){ .lane = lane, .header = *header, .data = *data, .op = op };
    out->header.offered = data->bytes >= LANE_LONG;
    list_init(&out->link);
    if (!write_or_wait(out) || out->header.offered)
        return NET_PENDING;
    pool_put(&pool, out);
    return NET_DONE;
}

enum net_result lane_send(struct lane *lane, const struct header *header,
                          struct net_buffer data, struct net_op *op)
{
    if (data.bytes <= LANE_FIRST && !lane->is_queued &&
        write_first(lane, header, &data, data.bytes))
        return NET_DONE;
    return send_later(lane, header, &data, op);
}

/* Answers to offers */

static struct outgoing *outgoing_of(uint64_t token)
{
    return (struct outgoing *)(uintptr_t)token;
}

void lane_taken(uint64_t token)
{
    over(outgoing_of(token));
}

void lane_pull(uint64_t token, uint64_t incoming)
{
    struct outgoing *out = outgoing_of(token);

    out->header.kind = HEADER_STREAM;
    out->header.offered = false;
    out->header.token = incoming;
    out->begun = false;
    if (write_or_wait(out))
        over(out);
}

/* What waits */

static bool write_queue(struct lane *lane)
{
    bool moved = false;

    while (!list_is_empty(&lane->queue)) {
        struct outgoing *out = container_of(lane->queue.next, struct outgoing, link);
        size_t before = out->offset;

        if (!write_rest(out))
            return moved || out->offset > before;
        list_remove(&out->link);
        if (!out->header.offered)
            over(out);
        moved = true;
    }
    list_remove(&lane->busy);
    lane->is_queued = false;
    return moved;
}

bool lane_progress(void)
{
    bool moved = false;

    list_for_each_safe (link, &lanes.busy)
        moved |= write_queue(container_of(link, struct lane, busy));
    return moved;
}

bool lane_all_written(const void *unused)
{
    (void)unused;
    return list_is_empty(&lanes.busy);
}

void lane_fini(void)
{
    struct list *link;

    while ((link = list_pop(&lanes.all)))
        free(container_of(link, struct lane, link));
    list_init(&lanes.busy);
    lanes.bytes = 0;
    pool_fini(&pool);
}
