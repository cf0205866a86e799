/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * connect.h: inter-communicators between groups that had no communicator in common (MPI
 * 5.0, 11.9 and 11.10.4).
 */
#ifndef SPAWN_CONNECT_H
#define SPAWN_CONNECT_H

#include "comm/comm.h"

/* MPI_Comm_accept, MPI_Comm_connect: collective over local; the port's name is looked at
 * by the root only.  If the root fails, everybody fails with its error. */
int connect_accept(const char *port_name, int root, comm_t *local, comm_t **comm);
int connect_connect(const char *port_name, int root, comm_t *local, comm_t **comm);

/* MPI_Comm_join: fd is a connected stream socket; the bytes of this call are all read
 * when it returns, so the socket is as quiet as it was. */
int connect_join(int fd, comm_t **comm);

#endif
