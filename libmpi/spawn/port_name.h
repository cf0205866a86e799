/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * port_name.h: the text of a port (MPI 5.0, 11.9.1):
 *
 *     slipway:NUMBER:JOB:SIZE:RANK:HASH:ADDRESS
 *
 * with the port's number in its process, who that is (struct identity, JOB in
 * hexadecimal), and its network address as pmi/codec.h writes it.  HASH is that of the
 * address, which UCX trusts to be one.
 */
#ifndef SPAWN_PORT_NAME_H
#define SPAWN_PORT_NAME_H

#include <stdbool.h>

#include "p2p/foreign.h"

struct port_name {
    int number;
    struct identity owner;
    void *address; /* malloc'ed */
    size_t bytes;
};

/* The name of a port of this process: MPI_MAX_PORT_NAME bytes, or MPI_ERR_PORT. */
int port_name_write(int number, char *name);

/* MPI_ERR_PORT if it is none. */
int port_name_read(const char *name, struct port_name *port);

/* Whether this process opened it. */
bool port_name_is_own(const struct port_name *port);

/* The number of the process that opened it, which can be sent to from here on. */
int port_name_introduce(const struct port_name *port, int *proc);

void port_name_fini(struct port_name *port);

#endif
