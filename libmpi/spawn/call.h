/* SPDX-License-Identifier: BSD-3-Clause */
/* call.h: the root of MPI_Comm_connect (MPI 5.0, 11.9.3): it knocks at a port. */
#ifndef SPAWN_CALL_H
#define SPAWN_CALL_H

#include "spawn/handshake.h"

/* A bridge to the process that accepts at the port.  MPI_ERR_PORT if the name is none, if
 * the port is closed, or if nobody accepts within SLIPWAY_CONNECT_TIMEOUT. */
int call_connect(const char *port_name, comm_t **bridge);

/* What an accepting process says. */
void call_hear(int proc, const struct handshake *handshake);

#endif
