/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * lane.h: messages to another rank of this node, through a ring (node/ring.h) that this
 * rank makes for that one at the first of them.
 *
 *   short    header and data are one record
 *   middle   a stream: what does not fit with the header follows in records of its own,
 *            one after the other, so that the receiver copies one while we copy the next
 *   long     an offer: the header, and where the data lies.  The receiver reads it from
 *            there (node/reach.h) and answers HEADER_TAKEN.  Where it cannot, or where
 *            both do nothing but wait, each on a core of its own, it answers HEADER_PULL,
 *            and the data comes as a stream, which both copy at the same time.
 *
 * What finds no room waits in the lane's queue.  A pair of ranks needs nothing of the
 * network when each has a lane to the other: nor does waking (node/bell.h).  No lane can
 * be had to a rank with other shared memory, or when the pool is used up; its messages
 * then go through the net, and the sequence numbers keep both in order.
 */
#ifndef P2P_LANE_H
#define P2P_LANE_H

#include <stdbool.h>

#include "net/net.h"
#include "node/node.h"
#include "node/ring.h"
#include "p2p/header.h"
#include "util/list.h"

struct lane {
    struct ring_writer ring;
    bool is_queued;    /* what is sent now waits behind others: */
    struct list queue; /* struct outgoing.link, oldest first */
    struct list link;  /* among all lanes */
    struct list busy;  /* among the lanes whose queue is not empty */
    int proc, local_rank;
};

/* Bytes of data.  Measured with 2 ranks on 2 cores: shorter parts cost more than they
 * overlap, a longer ring leaves the core's nearest cache, and a stream, which both sides
 * copy at the same time, is faster than a single copy by one of them far beyond
 * LANE_LONG; but all of it would have to be kept if nobody awaits it. */
enum {
    LANE_PART = (8 << 10) - RING_STAMP,             /* in a record at most; */
    LANE_FIRST = LANE_PART - sizeof(struct header), /* with the header in it */
    LANE_LONG = 128 << 10,                          /* from here on it is offered */
};

/* Follows the header of an offer. */
struct lane_offer {
    uint64_t address; /* of the data; 0: it has holes */
    uint64_t token;   /* names the offer to its sender, */
    uint64_t awaited; /* who does nothing but wait for the end */
};

/* Reads SLIPWAY_CARRIER.  MPI_ERR_ARG. */
int lane_init(void);
void lane_fini(void);

/* Opens this rank's directory unless SLIPWAY_CARRIER says ucx; after node_join and before
 * the ranks meet. */
void lane_offer(void);

/* After that: there is room for a lane to every rank of the node. */
bool lane_serves_node(void);

/* After that, too.  MPI_ERR_OTHER: SLIPWAY_CARRIER=ring, and this rank has no rings, or
 * (said by the node's first) there is no room for all. */
int lane_check_node(void);

/* Makes the lane to a process, NULL if there can be none.  MPI_ERR_OTHER: there is no
 * room, and SLIPWAY_CARRIER=ring; or the ranks could not meet. */
int lane_open(int proc, struct lane **lane);

/*
 * The shortest way, for a message of at most LANE_FIRST bytes: a record to be filled with
 * its header and its data, and published; NULL if something waits, or there is no room.
 */
void lane_wake(const struct lane *lane);

static inline struct header *lane_reserve(struct lane *lane, size_t bytes)
{
    return likely(!lane->is_queued)
               ? ring_reserve(&lane->ring, sizeof(struct header) + bytes)
               : NULL;
}

static inline void lane_publish(struct lane *lane, struct header *header, size_t bytes)
{
    ring_publish(&lane->ring, header, sizeof *header + bytes);
    if (node_has_sleepers())
        lane_wake(lane);
}

/* As net_send; the header is copied, and op may be NULL if nobody wants to know. */
enum net_result lane_send(struct lane *lane, const struct header *header,
                          struct net_buffer data, struct net_op *op);

/* The receiver of an offer has its data; or wants it as a stream for its incoming. */
void lane_taken(uint64_t token);
void lane_pull(uint64_t token, uint64_t incoming);

/* Writes what waits and finds room; true if anything moved. */
bool lane_progress(void);

/* Nothing waits (a condition for wait_until). */
bool lane_all_written(const void *unused);

#endif
