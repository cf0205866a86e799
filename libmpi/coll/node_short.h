/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node_short.h: the short path of collectives, as p2p/short.h is that of a send.  Most
 * move a few bytes without holes, among members of one node who do nothing else with
 * their communicator.  Such a one is checked and carried out here, with no descriptor;
 * whatever is not like that takes the way of coll/coll.h, where errors have their texts,
 * and so does, from the middle on, one that has to wait for long.  Both ways leave and
 * find the same in the same slots (coll/node_team.h), so each member chooses for itself.
 *
 * Each is a whole call of MPI, which caller names.
 */
#ifndef COLL_NODE_SHORT_H
#define COLL_NODE_SHORT_H

#include <mpi.h>

#include "util/call.h"

enum node_short {
    NODE_SHORT_NOT,   /* nothing has happened */
    NODE_SHORT_BEGUN, /* what this member brings is there: see node_call_resume */
    NODE_SHORT_OVER,
};

enum node_short node_short_barrier(MPI_Comm comm, enum mpi_call caller);
enum node_short node_short_bcast(void *buffer, MPI_Count count, MPI_Datatype datatype,
                                 int root, MPI_Comm comm, enum mpi_call caller);
enum node_short node_short_reduce(const void *sendbuf, void *recvbuf, MPI_Count count,
                                  MPI_Datatype datatype, MPI_Op op, int root,
                                  MPI_Comm comm, enum mpi_call caller);
enum node_short node_short_allreduce(const void *sendbuf, void *recvbuf, MPI_Count count,
                                     MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                                     enum mpi_call caller);

#endif
