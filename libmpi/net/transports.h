/* SPDX-License-Identifier: BSD-3-Clause */
/* transports.h: what UCX has on this node, for slipway-info. */
#ifndef NET_TRANSPORTS_H
#define NET_TRANSPORTS_H

/* "1.13.1"; NULL if UCX cannot be loaded (the cause is in err_text()). */
const char *net_version(void);

/* Calls each with every transport that a job could use here, and its device.  Loads and
 * leaves UCX as opening the net does.  Returns an MPI error class. */
typedef void net_transport_f(void *context, const char *transport, const char *device);
int net_transports(net_transport_f *each, void *context);

#endif
