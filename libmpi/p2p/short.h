/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * short.h: the short path of a send.  Most messages are a few bytes without holes for a
 * rank of this node whose ring has room.  Such a one is checked, described and written
 * here, with no descriptor in between and no call; whatever is not like that takes the
 * way of p2p/operation.h, where errors have their texts.
 */
#ifndef P2P_SHORT_H
#define P2P_SHORT_H

#include <stdbool.h>
#include <string.h>

#include "comm/comm.h"
#include "p2p/lane.h"
#include "p2p/peer.h"
#include "type/signature.h"
#include "type/type.h"

/* A call of memcpy costs more than the bytes of the shortest. */
static inline void short_copy(void *out, const void *in, size_t bytes)
{
    if (likely(bytes == sizeof(uint64_t)))
        memcpy(out, in, sizeof(uint64_t));
    else if (bytes > 0)
        memcpy(out, in, bytes);
}

/* The peer of a rank, NULL before the first message from or to it. */
static inline struct peer *short_peer(const comm_t *comm, int dest)
{
    return peer_table[group_proc(comm->remote_group, dest)];
}

/* A standard send, by a call that need not step aside (util/call.h).  True if the
 * message has left; else nothing has happened. */
static inline __attribute__((always_inline)) bool
short_send(const void *buffer, MPI_Count count, MPI_Datatype datatype, int dest, int tag,
           MPI_Comm handle)
{
    const comm_t *comm = comm_of(handle);
    const datatype_t *type = comm ? type_of(datatype) : NULL;
    struct header *header;
    struct peer *peer;
    struct lane *lane;
    MPI_Count bytes;

    if (!type || unlikely(!type->plain) || tag < 0 ||
        (unsigned)dest >= (unsigned)comm->remote_size || unlikely(!buffer))
        return false;
    peer = short_peer(comm, dest);
    lane = likely(peer) ? peer->lane : NULL;
    if (unlikely(!lane || __builtin_mul_overflow(count, type->size, &bytes) ||
                 (size_t)bytes > LANE_FIRST))
        return false;
    header = lane_reserve(lane, (size_t)bytes);
    if (unlikely(!header))
        return false;
    header->sequence = peer->next_out++;
    header->origin = peer->known_as;
    header_describe(header, comm->context, comm->rank, tag, type->signature,
                    (uint64_t)bytes);
    short_copy(header + 1, (const char *)buffer + type->true_lb, (size_t)bytes);
    lane_publish(lane, header, (size_t)bytes);
    return true;
}

#endif
