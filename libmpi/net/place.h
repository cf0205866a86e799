/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * place.h: what the place that this process runs in (a container, a shell with limits)
 * leaves to UCX, asked before it is opened: UCX 1.13 finds out too late, and then aborts
 * the process or prints what no user can read.
 */
#ifndef NET_PLACE_H
#define NET_PLACE_H

/* Raises the soft limit of descriptors if need be, and if it may.  MPI_ERR_OTHER,
 * MPI_ERR_NO_MEM: there are fewer than UCX opens, or there is less address space. */
int place_check(void);

/* The ways through shared memory that would fail, as UCX_TLS says it ("^posix,cma"); ""
 * if there is none. */
const char *place_excluded(void);

#endif
