/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ucx.h: the functions of libucp, which is loaded when the net is opened and not before:
 * a process that needs no network (a world of one, a job on one node) does without its
 * relocations, constructors and memory, and runs where UCX is not even installed.
 */
#ifndef NET_UCX_H
#define NET_UCX_H

#include <ucp/api/ucp.h>

/* ucx.worker_progress(worker) is ucp_worker_progress(worker), and so on. */
struct ucx {
#define UCX(library, function) __typeof__(library##_##function) *function;
#include "net/ucx.def"
#undef UCX
};

extern struct ucx ucx;

/* Loads libucp and fills the table; once loaded it stays.  MPI_ERR_OTHER: it is not
 * there, or is not the one this library was built for. */
int ucx_load(void);

#endif
