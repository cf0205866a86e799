/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * port.h: the ports that this process has opened (MPI 5.0, 11.9.1), and the root of
 * MPI_Comm_accept.  Who knocks while nobody accepts waits at the port, in the order of
 * coming.
 */
#ifndef SPAWN_PORT_H
#define SPAWN_PORT_H

#include <stdbool.h>

#include "spawn/handshake.h"

/* name has room for MPI_MAX_PORT_NAME bytes. */
int port_open(char *name);

/* Those who wait at it are told.  MPI_ERR_PORT if this process has no such port open, or
 * if another of its threads accepts there. */
int port_close(const char *name);

/* Waits for somebody: a bridge to it.  MPI_ERR_PORT if this process has no such port.
 * Once is_in_vain(argument), if it is not NULL, nobody is waited for: *bridge is NULL. */
int port_accept(const char *name, bool (*is_in_vain)(const void *argument),
                const void *argument, comm_t **bridge);

/* What a connecting process says. */
void port_hear(int proc, const struct handshake *handshake);

/* Closes all, at the end. */
void port_fini(void);

#endif
