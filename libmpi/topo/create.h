/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * create.h: communicators of some of a communicator's processes (MPI 5.0, 7.4.2).
 *
 * All functions are collective over the parent, which may be an inter-communicator,
 * unless they say otherwise; *comm is then NULL for processes that are no members.  They
 * fail with MPI_ERR_NO_MEM or with what the network says.
 */
#ifndef TOPO_CREATE_H
#define TOPO_CREATE_H

#include "comm/comm.h"
#include "topo/agreement.h"

/* MPI_Comm_split: color >= 0 or MPI_UNDEFINED (*comm is NULL then). */
int create_split(comm_t *parent, int color, int key, comm_t **comm);

/* MPI_Comm_create: group is a subset of the parent's local group, else MPI_ERR_GROUP. */
int create_from_subgroup(comm_t *parent, const group_t *group, comm_t **comm);

/* The same of the parent's first n ranks; the parent is an intra-communicator. */
int create_from_first(comm_t *parent, int n, comm_t **comm);

/* MPI_Comm_create_group: collective over group alone, which is a subset of the (intra-)
 * communicator parent's; tag tells concurrent calls apart. */
int create_group(comm_t *parent, const group_t *group, int tag, comm_t **comm);

/* MPI_Comm_create_from_group (11.3.3): the same without a parent. */
int create_from_group(const group_t *group, const char *name, comm_t **comm);

/* What stands for a name in create_from_group and the like: the messages of calls carry a
 * tag of 30 bits of its hash, and the whole hash in the offer of their leader.
 * MPI_ERR_OTHER if that is another one: the tags are the same, the names are not. */
uint64_t create_hash_of_name(const char *name);
int create_tag_of_hash(uint64_t hash);
int create_check_name(uint64_t name, const struct offer *offer);

/* The communicator that the contexts belong to: of group, and of remote if that is not
 * NULL.  parent gives its error handler.  Local. */
int create_agreed(comm_t *parent, const group_t *group, const group_t *remote,
                  struct contexts contexts, comm_t **comm);

#endif
