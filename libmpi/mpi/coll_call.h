/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * coll_call.h: what all entry points of collectives share: the sides of a descriptor from
 * the arguments of a call, and the three ways to carry a descriptor out.
 */
#ifndef MPI_COLL_CALL_H
#define MPI_COLL_CALL_H

#include "coll/coll.h"
#include "util/call.h"

/* Blocks of the same length for every peer. */
static inline struct side even_side(const void *buffer, MPI_Count count,
                                    MPI_Datatype datatype)
{
    return (struct side){ .buffer = (void *)buffer, .count = count, .handle = datatype };
}

/* One block, for all peers, or for the root. */
static inline struct side one_block(const void *buffer, MPI_Count count,
                                    MPI_Datatype datatype)
{
    return (struct side){
        .buffer = (void *)buffer, .count = count, .handle = datatype, .same = true
    };
}

/* v: every block has its own length and place. */
static inline struct side uneven_side(const void *buffer, struct counts counts,
                                      struct counts displs, MPI_Datatype datatype)
{
    return (struct side){ .buffer = (void *)buffer,
                          .uneven = true,
                          .counts = counts,
                          .displs = displs,
                          .handle = datatype };
}

/* Blocks of several lengths, one after the other. */
static inline struct side in_order_side(const void *buffer, struct counts counts,
                                        MPI_Datatype datatype)
{
    return (struct side){ .buffer = (void *)buffer,
                          .uneven = true,
                          .counts = counts,
                          .in_order = true,
                          .handle = datatype };
}

/* w: and its own type. */
static inline struct side mixed_side(const void *buffer, struct counts counts,
                                     struct counts displs, const MPI_Datatype datatypes[])
{
    return (struct side){ .buffer = (void *)buffer,
                          .uneven = true,
                          .counts = counts,
                          .displs = displs,
                          .types = datatypes };
}

/* Blocking, nonblocking, persistent: what the entry point `name` returns. */
int coll_call(struct coll *c, enum mpi_call caller);
int coll_start(struct coll *c, MPI_Request *request, enum mpi_call caller);
int coll_init(struct coll *c, MPI_Info info, MPI_Request *request, enum mpi_call caller);

#endif
