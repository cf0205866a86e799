/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * coll.h: what the caller of a collective operation says, in one descriptor (MPI 5.0,
 * chapters 6 and 8.6).  All calls fill one and hand it to coll_blocking, coll_nonblocking
 * or coll_persistent, which check it, choose an algorithm, and let it record a schedule.
 *
 * The data of a collective has two sides, what is sent and what is received.  A side is
 * made of blocks, one per peer; see struct side.
 */
#ifndef COLL_COLL_H
#define COLL_COLL_H

#include <stdbool.h>
#include <stdint.h>

#include "coll/sched.h"
#include "coll/team.h"
#include "p2p/request.h"
#include "type/counts.h"
#include "util/call.h"

/* base + offset, where base may be MPI_BOTTOM. */
static inline void *address_at(const void *base, MPI_Count offset)
{
    return (void *)((uintptr_t)base + offset);
}

/* One side: block i has side_count elements of side_type at side_at. */
struct side {
    void *buffer;              /* MPI_IN_PLACE: the data stands on the other side */
    MPI_Count count;           /* elements of every block, unless they are uneven: */
    bool uneven;               /* v and w: what counts says, at displs */
    bool in_order;             /* uneven, but one after the other (MPI_Reduce_scatter) */
    bool same;                 /* there is one block, for all peers */
    struct counts counts;      /* elements of each block */
    struct counts displs;      /* where each block is, in extents; w: in bytes */
    MPI_Datatype handle;       /* of every block; what the program gave */
    datatype_t *type;          /* of every block; set by coll_check */
    const MPI_Datatype *types; /* w: of each block, instead of handle and type */
};

static inline MPI_Count side_count(const struct side *side, int i)
{
    return side->counts.address ? count_at(side->counts, i) : side->count;
}

static inline datatype_t *side_type(const struct side *side, int i)
{
    return side->types ? type_of(side->types[i]) : side->type;
}

static inline MPI_Count side_bytes(const struct side *side, int i)
{
    return side_count(side, i) * side_type(side, i)->size;
}

static inline void *side_at(const struct side *side, int i)
{
    if (side->same)
        return side->buffer;
    if (side->types)
        return address_at(side->buffer, count_at(side->displs, i));
    if (side->displs.address)
        return address_at(side->buffer, count_at(side->displs, i) * side->type->extent);
    return address_at(side->buffer, i * side->count * side->type->extent);
}

enum coll_kind {
    COLL_BARRIER,
    COLL_BCAST,
    COLL_GATHER,
    COLL_GATHERV,
    COLL_SCATTER,
    COLL_SCATTERV,
    COLL_ALLGATHER,
    COLL_ALLGATHERV,
    COLL_ALLTOALL,
    COLL_ALLTOALLV,
    COLL_ALLTOALLW,
    COLL_REDUCE,
    COLL_ALLREDUCE,
    COLL_REDUCE_SCATTER,
    COLL_REDUCE_SCATTER_BLOCK,
    COLL_SCAN,
    COLL_EXSCAN,
    COLL_NEIGHBOR_ALLGATHER,
    COLL_NEIGHBOR_ALLGATHERV,
    COLL_NEIGHBOR_ALLTOALL,
    COLL_NEIGHBOR_ALLTOALLV,
    COLL_NEIGHBOR_ALLTOALLW,
    COLL_REDUCE_LOCAL,
    COLL_KINDS
};

struct coll {
    enum coll_kind kind;
    struct side send, recv; /* bcast: recv.  Reductions: type and count of both are equal,
                               but a reduce_scatter's counts are those of recv. */
    op_t *op;               /* reductions; NULL: not an operation */
    enum mpi_call call;     /* the entry point; CALL_NONE: it is a part of another call */
    int root;
    uint32_t number; /* among the collectives that the program has begun on comm; 0: it is
                        a part of one */
    uint32_t
        whole; /* fingerprint_mark() of the operation that it is a phase of; 0: none */
    bool blocking;           /* nothing else of comm begins until it is over */
    bool begun;              /* by coll/node_short.h */
    comm_t *comm;            /* NULL: not a communicator */
    const struct team *team; /* this process's group; set when it starts, as are */
    const struct team
        *remote; /* the other group of an inter-communicator, else NULL, and */
    struct node_team
        *node; /* coll/node_team.h, if its flags may be used; else NULL, and */
    struct hierarchy *hierarchy; /* coll/hierarchy.h, if it is known; else NULL, and */
    const struct neighbors *neighbors; /* coll/neighbor.h, for neighborhood collectives */
};

static inline bool coll_in_place(const struct coll *c)
{
    return c->send.buffer == MPI_IN_PLACE;
}

/*
 * Checks c and carries it out.  An error class with its text on failure; if the arguments
 * are at fault, nothing has been sent.
 *
 * The request of coll_nonblocking is started; that of coll_persistent is inactive, and
 * its `start` may be called when it is complete.  Both hold references to the
 * communicator, the types and the operation, so that the program may free those.
 */
int coll_blocking(struct coll *c);
int coll_among(const struct team *team, struct coll *c); /* by messages, unchecked */
int coll_nonblocking(struct coll *c, request_t **request);
int coll_persistent(struct coll *c, request_t **request);

/* inoutbuf[i] = inbuf[i] op inoutbuf[i] (MPI_Reduce_local): c is a COLL_REDUCE_LOCAL
 * without a communicator, send is inbuf and recv is inoutbuf. */
int coll_reduce_local(struct coll *c);

/* Whether the arguments are what the standard allows (coll/check.c); looks the types up.
 */
int coll_check(struct coll *c);

/* Bytes of one block (of all of them together in v forms and reductions): what algorithms
 * are chosen by.  All members get the same number; 0 where they do not know the same. */
MPI_Count coll_bytes(const struct coll *c);

#endif
