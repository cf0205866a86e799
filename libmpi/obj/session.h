/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * session.h: the session object (MPI 5.0, 11.3.1).  Groups that are made from its process
 * sets, and what is made of those, hold a reference, so that they find its buffer.
 */
#ifndef OBJ_SESSION_H
#define OBJ_SESSION_H

#include <mpi.h>

#include "obj/object.h"

struct MPI_ABI_Session {
    struct object object;
    int thread_level;      /* MPI_THREAD_SINGLE to MPI_THREAD_MULTIPLE */
    struct buffer *buffer; /* MPI_Session_attach_buffer, p2p/buffer.h; NULL if none */
};

typedef struct MPI_ABI_Session session_t;

static inline session_t *session_of(MPI_Session handle)
{
    return object_of(handle, OBJECT_SESSION);
}

#endif
