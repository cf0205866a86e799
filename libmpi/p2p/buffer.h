/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * buffer.h: the memory of buffered sends (MPI 5.0, 3.6).
 *
 * A communicator may have a buffer of its own; messages on those that have none use that
 * of the session the communicator comes from, else the one of the process.  A slot is
 * where one of them keeps it: &comm->buffer, &session->buffer or buffer_of_process().  A
 * message stays in its buffer until it has left this process.
 */
#ifndef P2P_BUFFER_H
#define P2P_BUFFER_H

#include <stdbool.h>

#include "p2p/message.h"
#include "p2p/request.h"

struct buffer **buffer_of_process(void);

/* Attaches size bytes at memory, or MPI_BUFFER_AUTOMATIC, whose size is ignored.
 * MPI_ERR_BUFFER if there is a buffer already, or no memory; MPI_ERR_ARG if size is
 * negative. */
int buffer_attach(struct buffer **slot, void *memory, MPI_Count size);

/* Waits until the buffer is empty and gives it back to the caller; size is 0 with
 * MPI_BUFFER_AUTOMATIC.  MPI_ERR_BUFFER if there is none, MPI_ERR_VALUE_TOO_LARGE if its
 * size is above most. */
int buffer_detach(struct buffer **slot, MPI_Count most, void **memory, MPI_Count *size);

/* Waits until all messages that are in the buffer now have left; or a request that is
 * complete then (comm is whose, it may be NULL).  Without a buffer there is nothing to
 * wait for. */
int buffer_flush(struct buffer **slot);
int buffer_iflush(struct buffer **slot, comm_t *comm, request_t **request);

/* Copies a message (message_to) into its buffer and sends it from there.  MPI_ERR_BUFFER
 * with all sizes if it does not fit: it needs its packed size and MPI_BSEND_OVERHEAD. */
int buffer_send(const struct message *message);

/* No buffered message is left in this process (a condition for wait_until). */
bool buffer_all_sent(const void *unused);

/* Frees what describes the buffer of one that goes; its messages have left. */
void buffer_drop(struct buffer **slot);

#endif
