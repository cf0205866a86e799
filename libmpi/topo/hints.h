/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hints.h: the hints of a communicator (MPI 5.0, 7.4.4).  The standard's assertions are
 * known, with their default "false"; nothing is made of them yet, which they allow.  Any
 * other key is ignored, and does not come back.
 */
#ifndef TOPO_HINTS_H
#define TOPO_HINTS_H

#include "comm/comm.h"
#include "obj/info.h"

/* Takes what info (NULL: nothing) says of the hints that are known. */
int hints_set(comm_t *comm, const info_t *info);

/* All known hints, with their values; give back with object_put. */
int hints_get(const comm_t *comm, info_t **info);

#endif
