/* SPDX-License-Identifier: BSD-3-Clause */
/* gather.h: what the members of a window tell each other while it is made and freed. */
#ifndef RMA_GATHER_H
#define RMA_GATHER_H

#include "comm/comm.h"

/* Collective: all[i] is what member i has at mine, bytes long. */
int gather_all(comm_t *comm, const void *mine, void *all, size_t bytes);

/* Collective: MPI_SUCCESS if that is everybody's error_class; else this process's own,
 * or, if that is fine, another's. */
int gather_verdict(comm_t *comm, int error_class);

/* Collective: returns when all have come. */
int gather_meet(comm_t *comm);

#endif
