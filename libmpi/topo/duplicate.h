/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * duplicate.h: a communicator with the same groups and messages of its own (MPI 5.0,
 * 7.4.2).  Attributes go along as their copy functions say, and the topology.  hints are
 * those of the duplicate: parent->info, or an info object, or NULL.
 *
 * Both are collective over the parent.  They fail with MPI_ERR_NO_MEM, with what a copy
 * function returns, or with what the network says; the parent stays usable.
 */
#ifndef TOPO_DUPLICATE_H
#define TOPO_DUPLICATE_H

#include "comm/comm.h"
#include "obj/info.h"
#include "p2p/request.h"

int duplicate(comm_t *parent, const info_t *hints, comm_t **comm);

/* *comm is set at once and usable when the request is complete. */
int duplicate_start(comm_t *parent, const info_t *hints, comm_t **comm,
                    request_t **request);

#endif
