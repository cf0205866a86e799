/* SPDX-License-Identifier: BSD-3-Clause */
/* parent.h: those who have spawned this process (MPI 5.0, 11.8.2). */
#ifndef SPAWN_PARENT_H
#define SPAWN_PARENT_H

#include "comm/comm.h"

/* In MPI_Init, collective over MPI_COMM_WORLD: connects with the parents, if there are.
 */
int parent_connect(void);

/* The inter-communicator with them; NULL if there are none, or if they were left. */
comm_t *parent_comm(void);

/* A communicator goes by MPI_Comm_disconnect; it may be that one. */
void parent_forget(const comm_t *comm);

/* The number of this process's program among those of one MPI_Comm_spawn_multiple. */
int parent_appnum(void);

#endif
