/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/incoming.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>

#include "node/node.h"
#include "node/reach.h"
#include "p2p/answer.h"
#include "p2p/wait.h"
#include "util/log.h"

struct incoming {
    int proc;
    size_t bytes, got;       /* of data: all, and here */
    struct lane_offer offer; /* token 0: a stream that nobody asked for */
    struct net_buffer room;  /* where it goes, once fetched */
    struct net_op *op;       /* NULL: not fetched */
    char *kept;              /* what is here, until it is fetched; malloc'ed */
    bool dropped;            /* released before it was complete */
};

static void *allocate(size_t bytes)
{
    void *memory = malloc(bytes);

    if (!memory)
        log_panic("no memory to keep a message of %zu bytes", bytes);
    return memory;
}

struct incoming *incoming_create(const struct header *header)
{
    struct incoming *in = allocate(sizeof *in);

    *in = (struct incoming){ .proc = header->origin, .bytes = header->bytes };
    return in;
}

struct incoming *incoming_create_offered(const struct header *header,
                                         const struct lane_offer *offer)
{
    struct incoming *in = incoming_create(header);

    in->offer = *offer;
    return in;
}

size_t incoming_left(const struct incoming *in)
{
    return in->bytes - in->got;
}

static void destroy(struct incoming *in)
{
    free(in->kept);
    free(in);
}

static void answer(const struct incoming *in, enum header_kind kind)
{
    answer_send(in->proc, kind, in->offer.token, (uint64_t)(uintptr_t)in);
}

static void write_room(const struct net_buffer *room, size_t offset, const void *data,
                       size_t bytes)
{
    if (room->codec)
        room->codec->unpack(room->buffer, offset, data, bytes);
    else
        memcpy((char *)room->buffer + offset, data, bytes);
}

/* Streams */

static void keep(struct incoming *in, const void *data, size_t bytes)
{
    if (!in->kept)
        in->kept = allocate(in->bytes);
    memcpy(in->kept + in->got, data, bytes);
}

bool incoming_part(struct incoming *in, const void *data, size_t bytes)
{
    struct net_op *op = in->op;

    if (op)
        write_room(&in->room, in->got, data, bytes);
    else if (!in->dropped)
        keep(in, data, bytes);
    in->got += bytes;
    if (in->got < in->bytes)
        return false;
    if (op || in->dropped)
        destroy(in);
    if (op)
        op->done(op, MPI_SUCCESS);
    return true;
}

static enum net_result fetch_stream(struct incoming *in)
{
    if (in->kept)
        write_room(&in->room, 0, in->kept, in->got);
    free(in->kept);
    in->kept = NULL;
    if (in->got < in->bytes)
        return NET_PENDING;
    destroy(in);
    return NET_DONE;
}

/* Offers */

enum { BOUNCE = 64 << 10 };

static int read_with_holes(const struct incoming *in, int local_rank)
{
    char *bounce = allocate(BOUNCE);
    int error = MPI_SUCCESS;

    for (size_t at = 0, n; !error && at < in->bytes; at += n) {
        n = in->bytes - at < BOUNCE ? in->bytes - at : BOUNCE;
        error = reach_read(local_rank, in->offer.address + at, bounce, n);
        if (!error)
            write_room(&in->room, at, bounce, n);
    }
    free(bounce);
    return error;
}

static enum net_result read_offer(struct incoming *in, int local_rank)
{
    int error = in->room.codec ? read_with_holes(in, local_rank)
                               : reach_read(local_rank, in->offer.address,
                                            in->room.buffer, in->bytes);

    answer(in, HEADER_TAKEN);
    destroy(in);
    return error ? NET_FAILED : NET_DONE;
}

/* A stream is faster than a read, which one side does alone (1 MiB: 21 us instead of 70
 * with cores near in cache, 59 instead of 115 with far ones); but it needs both sides all
 * the time, and a core for each. */
static bool shall_read(const struct incoming *in, int local_rank)
{
    bool both_wait = in->offer.awaited && in->room.awaited;

    return in->offer.address && reach_can(local_rank) && !(both_wait && wait_spins());
}

enum net_result incoming_fetch(struct incoming *in, struct net_buffer room,
                               struct net_op *op)
{
    int local_rank = node_local_rank_of(in->proc);

    in->room = room;
    in->op = op;
    if (!in->offer.token)
        return fetch_stream(in);
    if (shall_read(in, local_rank))
        return read_offer(in, local_rank);
    answer(in, HEADER_PULL);
    return NET_PENDING;
}

void incoming_release(struct incoming *in)
{
    if (in->offer.token)
        answer(in, HEADER_TAKEN);
    in->dropped = true;
    if (in->offer.token || in->got == in->bytes)
        destroy(in);
}
