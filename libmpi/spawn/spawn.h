/* SPDX-License-Identifier: BSD-3-Clause */
/* spawn.h: the end of dynamic processes in MPI_Finalize. */
#ifndef SPAWN_SPAWN_H
#define SPAWN_SPAWN_H

/* While there is a network: closes ports and names, and meets all processes of other jobs
 * that are still connected (spawn/disconnect.h), and what this process has spawned. */
void spawn_leave(void);

#endif
