/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * operation.h: sends and receives as MPI calls see them: blocking ones, and those with a
 * request (nonblocking and persistent).  Every struct message was checked by message_to
 * or message_from.
 */
#ifndef P2P_OPERATION_H
#define P2P_OPERATION_H

#include "check/ledger.h"
#include "p2p/message.h"
#include "p2p/request.h"

struct arrival;

/* Blocking (MPI 5.0, 3.2 and 3.4); status may be MPI_STATUS_IGNORE. */
int operation_send(const struct message *message);
int operation_recv(const struct message *message, MPI_Status *status);

/* Both at once (3.11). */
int operation_sendrecv(const struct message *send, const struct message *recv,
                       MPI_Status *status);

/* The same in place: what is sent is taken from the receive's buffer (3.11). */
int operation_sendrecv_replace(const struct message *send, const struct message *recv,
                               MPI_Status *status);

/* Nonblocking (3.7). */
int operation_isend(const struct message *message, request_t **request);
int operation_irecv(const struct message *message, request_t **request);

/* The same for the common receive, unchecked and without a descriptor: data that lies
 * together, from a rank.  NULL if it is not that: nothing has happened, and
 * the way above has the texts of errors. */
request_t *operation_irecv_short(void *buffer, MPI_Count count, MPI_Datatype datatype,
                                 int source, int tag, MPI_Comm comm);

/* Persistent (3.9): inactive until started. */
int operation_send_init(const struct message *message, request_t **request);
int operation_recv_init(const struct message *message, request_t **request);

/* Receives of a message that a matched probe found (3.8.3); arrival NULL:
 * MPI_MESSAGE_NO_PROC. */
int operation_mrecv(const struct message *message, struct arrival *arrival,
                    MPI_Status *status);
int operation_imrecv(const struct message *message, struct arrival *arrival,
                     request_t **request);

/* Visits all requests of these that there are. */
void operation_each(ledger_visit_f *visit, void *argument);

/* Frees the pool of requests, at the end. */
void operation_fini(void);

#endif
