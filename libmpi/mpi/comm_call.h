/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * comm_call.h: what the entry points of communicators and topologies share: the checks of
 * their handles, and how they end.
 */
#ifndef MPI_COMM_CALL_H
#define MPI_COMM_CALL_H

#include "comm/comm.h"
#include "obj/info.h"
#include "p2p/request.h"
#include "util/call.h"

/* The communicator of a handle, or MPI_ERR_COMM: any, one with one group, with two. */
int comm_check(MPI_Comm handle, comm_t **comm);
int comm_check_intra(MPI_Comm handle, comm_t **comm);
int comm_check_inter(MPI_Comm handle, comm_t **comm);

/* MPI_ERR_GROUP, MPI_ERR_INFO (*info is NULL for MPI_INFO_NULL), MPI_ERR_TAG. */
int comm_check_group(MPI_Group handle, group_t **group);
int comm_check_info(MPI_Info handle, info_t **info);
int comm_check_tag(int tag);

/* MPI_ERR_RANK unless rank, which is called `name`, is one of size. */
int comm_check_rank(const char *name, int rank, int size);

/* The end of a call that holds the lock: raises the error, if there is one. */
int comm_finish(MPI_Comm comm, int error, enum mpi_call call);

/* The same of one that makes a communicator: the handle of fresh, which may be NULL. */
int comm_deliver(MPI_Comm comm, int error, comm_t *fresh, MPI_Comm *newcomm,
                 enum mpi_call call);

#endif
