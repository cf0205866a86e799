/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * shared.h: memory that the members of a communicator on one node share (MPI 5.0,
 * 12.2.3).  It has no name: one member makes it, the others open it through that
 * member's entry under /proc, and it is gone with the last of them, however they end.
 * All of it is reserved before anybody touches it, so that memory which is not there is
 * an error of the call, and not a signal later.
 */
#ifndef RMA_SHARED_H
#define RMA_SHARED_H

#include <stdbool.h>
#include <stddef.h>

#include "comm/comm.h"

struct shared {
    void *memory; /* NULL if bytes is 0 */
    size_t bytes;
};

/* The part of it that a member reserves; they all make up the whole. */
struct shared_part {
    size_t at, bytes;
};

/* True if all members are on one node; of all members alike. */
bool shared_is_possible(const comm_t *comm);

/* Collective over comm, all of whose members name the same number of bytes.  Fails at all
 * members if it fails at one: MPI_ERR_RMA_SHARED if they are not on one node,
 * MPI_ERR_NO_MEM. */
int shared_open(struct shared *shared, comm_t *comm, size_t bytes,
                struct shared_part mine);
void shared_close(struct shared *shared);

#endif
