/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * header.h: what travels in front of every message.  Both sides are of one version: a
 * receiver refuses a header of another.  What the widths bound:
 *
 *   tag        31 bits: MPI_TAG_UB is 2^31 - 1
 *   source     31 bits: ranks of a communicator, of which HEADER_RANKS are believed;
 *              origin: processes that one knows
 *   context    64 bits: 2^31 communicators per process that makes them (comm/comm.h)
 *   sequence   32 bits, it wraps: as many messages may be on their way to one peer
 *   bytes      64 bits
 */
#ifndef P2P_HEADER_H
#define P2P_HEADER_H

#include <stdint.h>

enum { HEADER_VERSION = 3 };

enum { HEADER_RANKS = 1 << 22 };

enum {
    HEADER_OPERATIONS = 0x7f,
    HEADER_READY = 1, /* operation of a message of MPI_Rsend, which is of no collective */
};

enum header_kind {
    HEADER_MESSAGE,  /* data follows */
    HEADER_PARCEL,   /* data for the library itself follows (p2p/parcel.h) */
    HEADER_ACK,      /* the synchronous send with this token was matched */
    HEADER_GREETING, /* between processes that have no numbers yet (p2p/greeting.h) */
    HEADER_TAKEN,    /* the offer with this token is over (p2p/lane.h) */
    HEADER_PULL,     /* it shall come as a stream, for the incoming of this context */
    HEADER_STREAM,   /* that stream begins; token is the incoming */
    HEADER_WAKE,     /* no message: the receiver shall look at the node's flags */
};

struct header {
    uint8_t version;
    uint8_t kind;            /* enum header_kind */
    uint8_t synchronous : 1; /* the sender waits for an acknowledgement */
    uint8_t operation : 7;   /* of a collective, a number that tells which; 0: of none;
                                otherwise HEADER_READY or 0 */
    uint8_t offered;         /* the data stays where it is until it is asked for */
    uint32_t sequence;       /* of this message among those from origin to here */
    uint64_t context;
    int32_t source; /* rank of the sender in the communicator */
    int32_t tag;
    int32_t origin;     /* number by which the receiver knows the sending process */
    uint32_t signature; /* type/signature.h */
    uint64_t bytes;     /* of data */
    uint64_t token; /* names a synchronous send to its sender; comes back as it went */
};

_Static_assert(sizeof(struct header) == 48, "no hidden holes in what travels");

/* A message, but for sequence, origin and token, and not synchronous.  Field by field: a
 * struct would be made and copied. */
static inline void header_describe(struct header *header, uint64_t context, int source,
                                   int tag, uint32_t signature, uint64_t bytes)
{
    header->version = HEADER_VERSION;
    header->kind = HEADER_MESSAGE;
    header->synchronous = 0;
    header->operation = 0;
    header->offered = 0;
    header->context = context;
    header->source = source;
    header->tag = tag;
    header->signature = signature;
    header->bytes = bytes;
}

#endif
