/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * message.h: what the caller of a point-to-point operation says, in one descriptor.  All
 * calls of MPI 5.0, chapter 3, fill one and hand it to send_*, recv_* or probe_*; so do
 * collectives.
 */
#ifndef P2P_MESSAGE_H
#define P2P_MESSAGE_H

#include "comm/comm.h"
#include "type/type.h"

enum message_mode { MODE_STANDARD, MODE_SYNCHRONOUS, MODE_READY, MODE_BUFFERED };

struct message {
    void *buffer;    /* of a send it is only read */
    MPI_Count count; /* elements */
    datatype_t *type;
    int peer; /* rank of the destination or source, MPI_ANY_SOURCE, MPI_PROC_NULL */
    int tag;
    comm_t *comm;
    struct match *match;    /* comm->match or comm->match_coll */
    enum message_mode mode; /* of a send */
};

#endif
