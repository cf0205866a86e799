/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * message.h: what the caller of a point-to-point operation says, in one descriptor.  All
 * calls of MPI 5.0, chapter 3, fill one and hand it on; so do collectives.
 */
#ifndef P2P_MESSAGE_H
#define P2P_MESSAGE_H

#include <stdint.h>

#include "comm/comm.h"
#include "p2p/blocked.h"
#include "type/type.h"

enum message_mode {
    MODE_STANDARD,
    MODE_BUFFERED,
    MODE_READY,       /* from here on the receiver has to know the mode */
    MODE_SYNCHRONOUS, /* from here on a send waits for its receive */
    MODE_UNBUFFERED,  /* standard, with --mpi-check: none may count on a buffer (3.4) */
};

struct message {
    void *buffer;    /* of a send it is only read */
    MPI_Count count; /* elements */
    datatype_t *type;
    int peer; /* rank of the destination or source, MPI_ANY_SOURCE, MPI_PROC_NULL */
    int tag;
    comm_t *comm;
    struct match *match;    /* comm->match or comm->match_coll */
    enum message_mode mode; /* of a send */
    bool awaited;           /* the call that brought it waits until it is over */
    uint8_t operation;      /* with match_coll: as in the header; else nobody looks */
};

/* A tag has 31 bits in a header: the value of the attribute MPI_TAG_UB. */
enum { MESSAGE_TAG_UB = 0x7fffffff };

/*
 * Check a call's arguments and fill the descriptor (MPI 5.0, 3.2): MPI_ERR_COMM, _COUNT,
 * _TYPE, _RANK or _TAG, first come first named.
 */
int message_to(struct message *message, const void *buffer, MPI_Count count,
               MPI_Datatype datatype, int dest, int tag, MPI_Comm comm,
               enum message_mode mode);
int message_from(struct message *message, void *buffer, MPI_Count count,
                 MPI_Datatype datatype, int source, int tag, MPI_Comm comm);

/* The same for a probe, which has no buffer. */
int message_probe(struct message *message, int source, int tag, MPI_Comm comm);

/* What a receive or probe waits for, and what a send that cannot leave does: adds to the
 * text what stands between the parentheses of the call; the receive's need, too. */
void message_describe_to(const struct message *message, struct blocked *blocked);
void message_describe_from(const struct message *message, struct blocked *blocked);

#endif
