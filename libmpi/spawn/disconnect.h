/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * disconnect.h: the end of connections (MPI 5.0, 11.10.4).
 *
 * Processes of two jobs that have connected stay so until they disconnect, also when they
 * free the communicator: then MPI_Finalize is collective over all of them.  It must be,
 * because a process that closes its network while a peer still needs it for its last
 * messages would take that peer along.
 */
#ifndef SPAWN_DISCONNECT_H
#define SPAWN_DISCONNECT_H

#include "comm/comm.h"

/* A communicator that has connected two jobs: kept in mind until it is disconnected. */
int disconnect_note(comm_t *comm);

/* Whether a communicator that connects to this process of another job is left. */
bool disconnect_is_connected(int proc);

/* MPI_Comm_disconnect without the handle: collective over comm, over both groups of an
 * inter-communicator; what its members have sent each other has arrived.  Takes the
 * program's reference. */
int disconnect(comm_t *comm);

/* MPI_Finalize: of all that is still connected, at once. */
int disconnect_all(void);

#endif
