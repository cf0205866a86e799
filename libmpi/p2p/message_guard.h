/* SPDX-License-Identifier: BSD-3-Clause */
/* message_guard.h: the buffers of sends and receives as check/guard.h wants to know them, with
 * --mpi-check.  A transfer with MPI_PROC_NULL has none, and a buffered send is over at once. */
#ifndef P2P_MESSAGE_GUARD_H
#define P2P_MESSAGE_GUARD_H

#include "check/guard.h"
#include "p2p/message.h"
#include "p2p/request.h"

/* The guard of one transfer, or of a send and a receive under one request.  NULL: no memory, or
 * nothing to guard. */
struct guard *message_guard_create(const struct message *m, bool writes,
                                   enum mpi_call call);
struct guard *message_guard_both(const struct message *send, const struct message *recv,
                                 enum mpi_call call);

/* What starts an operation under a guard ends with this: the request, and the ledger, have it from
 * here on; with an error, which comes back, the guard goes, and request is not looked at. */
int message_guard_keep(struct guard *guard, int error, request_t *request,
                       enum mpi_call call);

/* Of a blocking call: MPI_ERR_BUFFER if another operation under way has its bytes, or the other
 * of both. */
int message_guard_check(const struct message *m, bool writes, enum mpi_call call);
int message_guard_check_both(const struct message *send, const struct message *recv,
                             enum mpi_call call);

#endif
