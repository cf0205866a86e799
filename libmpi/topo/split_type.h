/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * split_type.h: communicators of processes that share a resource (MPI 5.0, 7.4.2).  The
 * one resource that is known is a node, "mpi_shared_memory"; and the process sets
 * "mpi://WORLD" and "mpi://SELF" where a set may be named.
 */
#ifndef TOPO_SPLIT_TYPE_H
#define TOPO_SPLIT_TYPE_H

#include "comm/comm.h"
#include "obj/info.h"

/* MPI_Comm_split_type, collective.  info may be NULL; with MPI_COMM_TYPE_HW_UNGUIDED it
 * is told the type of the resource that was found.  MPI_ERR_ARG. */
int split_type(comm_t *parent, int type, int key, info_t *info, comm_t **comm);

/* MPI_Get_hw_resource_info: for each type of resource that is known, whether this process
 * is restricted to one of them.  Give back with object_put. */
int split_type_info(info_t **info);

#endif
