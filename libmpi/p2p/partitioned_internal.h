/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * partitioned_internal.h: what both sides of partitioned communication have in common:
 * the request, its parts, and the offer by which sides meet (p2p/partitioned.c).
 */
#ifndef P2P_PARTITIONED_INTERNAL_H
#define P2P_PARTITIONED_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "p2p/message.h"
#include "p2p/progress.h"
#include "p2p/request.h"
#include "p2p/transfer.h"
#include "util/call.h"

/* What the sender says of itself. */
struct offer {
    int32_t partitions;
    int32_t first_tag; /* partition i has the tag first_tag - i */
    int64_t bytes;     /* of a partition */
};

struct partitioned {
    struct MPI_ABI_Request request;
    struct message message; /* one partition, the first; holds communicator and type */
    int partitions;         /* of this side */
    struct offer offer;
    struct transfer handshake; /* that of the offer */
    bool offering;             /* the offer has not left or come yet */
    bool forgotten;            /* and the request was freed meanwhile */
    bool posted;               /* a receive: this round's receives are there */
    struct part *part; /* one per partition of the sender; NULL before the offer */
    int left;          /* parts that are not over, and this round's start */
    int error_class;   /* of this round */
    int offer_error;   /* of the exchange of the offer */
    struct deferred post;
};

struct part {
    struct transfer transfer;
    struct partitioned *owner;
    bool ready;   /* a send: MPI_Pready was called */
    bool over;    /* sent, or arrived */
    void *packed; /* a receive that begins or ends inside of an element: its bytes */
};

static inline struct partitioned *partitioned_of(request_t *request)
{
    return container_of(request, struct partitioned, request);
}

static inline bool partitioned_is_to_nobody(const struct partitioned *p)
{
    return p->message.peer == MPI_PROC_NULL;
}

/* Makes the request of one side of a message.  post is run when the offer has come; NULL:
 * nothing is.  MPI_ERR_COUNT, MPI_ERR_NO_MEM. */
int partitioned_create(const struct message *message, int partitions,
                       const struct request_ops *ops,
                       void (*post)(struct deferred *deferred), struct partitioned **p);

/* The release of both sides' requests: it waits for an offer that is under way. */
void partitioned_release(request_t *request);

/* Sends or receives the offer: start is transfer_start_send or transfer_start_recv. */
int partitioned_exchange_offer(struct partitioned *p,
                               int (*start)(struct transfer *transfer));

/* The parts that the offer speaks of.  False, with a text: no memory. */
bool partitioned_make_parts(struct partitioned *p);

/* A round: its begin, and one of what it waits for (left) is over; the last completes the
 * request. */
void partitioned_begin_round(struct partitioned *p);
void partitioned_part_over(struct partitioned *p, int error_class);

/* This side's partition i in memory; MPI_ERR_ARG if there is none of that number. */
void *partitioned_at(const struct partitioned *p, int i);
int partitioned_check(const struct partitioned *p, int partition);

/* With --mpi-check (check/guard.h): a partition is the library's from its MPI_Pready to
 * the request's end, or from MPI_Start until it is seen to have arrived. */
int partitioned_guard(struct partitioned *p, int i, bool writes, enum mpi_call call);

#endif
