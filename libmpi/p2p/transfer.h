/* SPDX-License-Identifier: BSD-3-Clause */
/* transfer.h: a message without a request, for collectives: a callback tells when it is
 * over. */
#ifndef P2P_TRANSFER_H
#define P2P_TRANSFER_H

#include "p2p/message.h"

/* error_class is MPI_SUCCESS or the error's class, with its text in err_text(). */
typedef void transfer_done_f(void *argument, int error_class);

/*
 * Starts a send or a receive.  done is called exactly once, possibly before these return,
 * and otherwise from progress(); it must only take note, and start nothing (see
 * progress_defer). The buffer belongs to the library until then.  Returns MPI_SUCCESS, or
 * an error class; then done is not called.
 */
int transfer_send(const struct message *message, transfer_done_f *done, void *argument);
int transfer_recv(const struct message *message, transfer_done_f *done, void *argument);

#endif
