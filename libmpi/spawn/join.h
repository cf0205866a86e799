/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * join.h: two processes meet over a socket (MPI 5.0, 11.10.4).  Each says over it who and
 * where it is; then by which number it knows the other, and a context id, of which the
 * larger is taken (comm/comm.h).
 */
#ifndef SPAWN_JOIN_H
#define SPAWN_JOIN_H

#include "comm/comm.h"

/* A bridge to the process at the other end.  MPI_ERR_ARG if fd is no connected socket,
 * MPI_ERR_OTHER if the other end closes it or says something else. */
int join_bridge(int fd, comm_t **bridge);

#endif
