/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * create.h: communicators from communicators (MPI 5.0, 7.4).
 *
 * A new communicator needs a context id that its member of rank 0 hands out (comm/comm.h); where
 * the others have to hear of it, they hear by a collective over the parent.  All functions are
 * collective over the parent unless they say otherwise, and give MPI_ERR_NO_MEM or what the
 * network says on failure.
 */
#ifndef TOPO_CREATE_H
#define TOPO_CREATE_H

#include "comm/comm.h"
#include "p2p/request.h"

/* MPI_Comm_dup: attributes go along as their copy functions say, and hints and topology. */
int create_dup(comm_t *parent, comm_t **comm);

/* MPI_Comm_idup: *comm is set at once and usable when the request is complete. */
int create_idup(comm_t *parent, comm_t **comm, request_t **request);

/* MPI_Comm_split: color >= 0 or MPI_UNDEFINED (*comm is NULL then). */
int create_split(comm_t *parent, int color, int key, comm_t **comm);

/* MPI_Comm_create: group is a subset of the parent's; non-members get NULL. */
int create_from_subgroup(comm_t *parent, group_t *group, comm_t **comm);

/* MPI_Comm_create_group: collective over group alone; tag tells concurrent calls apart. */
int create_group(comm_t *parent, group_t *group, int tag, comm_t **comm);

#endif
