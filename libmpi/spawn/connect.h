/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * connect.h: inter-communicators between groups that had no communicator in common (MPI
 * 5.0, 11.9 and 11.10.4).
 */
#ifndef SPAWN_CONNECT_H
#define SPAWN_CONNECT_H

#include "comm/comm.h"
#include "spawn/launch.h"

/* MPI_Comm_accept, MPI_Comm_connect: collective over local; the port's name is looked at
 * by the root only.  If the root fails, everybody fails with its error. */
int connect_accept(const char *port_name, int root, comm_t *local, comm_t **comm);
int connect_connect(const char *port_name, int root, comm_t *local, comm_t **comm);

/* MPI_Comm_spawn_multiple: collective over local; the programs are looked at by the root
 * only; what it found wrong with them is its error, which all get.  MPI_ERR_SPAWN if they
 * cannot be started, or end before they call MPI_Init. */
int connect_spawn(int error, const struct program *programs, int count, int root,
                  comm_t *local, comm_t **comm);

/* MPI_Comm_join: fd is a connected stream socket; the bytes of this call are all read
 * when it returns, so the socket is as quiet as it was. */
int connect_join(int fd, comm_t **comm);

#endif
