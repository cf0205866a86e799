/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * inter.h: inter-communicators (MPI 5.0, 7.6).  One is an object with two groups; its
 * comm->local is an intra-communicator of the local group, over which it does what
 * concerns this group alone.
 */
#ifndef TOPO_INTER_H
#define TOPO_INTER_H

#include "comm/comm.h"

/* MPI_Intercomm_create: collective over local, and over the other group's own.  peer,
 * remote_leader and tag are looked at by the leader only.  MPI_ERR_COMM if the groups
 * have a process in common. */
int inter_create(comm_t *local, int local_leader, comm_t *peer, int remote_leader,
                 int tag, comm_t **comm);

/* MPI_Intercomm_merge: the group that gives high comes second; if both or none do, the
 * order is the same on all. */
int inter_merge(comm_t *inter, bool high, comm_t **comm);

/* MPI_Intercomm_create_from_groups: collective over both groups; name tells concurrent
 * calls apart. */
int inter_create_from_groups(const group_t *local, int local_leader,
                             const group_t *remote, int remote_leader, const char *name,
                             comm_t **comm);

#endif
