/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * coll_call.h: what all entry points of collectives share: uneven sides of a descriptor
 * from the arguments of a call, and the three ways to carry a descriptor out.  Even
 * sides, and those of one block, are written out where they are used: a descriptor that
 * is put together from parts on the stack costs as much as the rest of a short
 * operation.
 */
#ifndef MPI_COLL_CALL_H
#define MPI_COLL_CALL_H

#include "coll/coll.h"
#include "coll/node_short.h"
#include "util/call.h"

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

/* Blocking, when the short path has got as far as `how` (coll/node_short.h). */
static inline int coll_call_rest(struct coll *c, enum node_short how,
                                 enum mpi_call caller)
{
    c->begun = how == NODE_SHORT_BEGUN;
    return coll_call(c, caller);
}

#endif
