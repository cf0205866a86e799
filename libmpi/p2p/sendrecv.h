/* SPDX-License-Identifier: BSD-3-Clause */
/* sendrecv.h: a send and a receive under one request (MPI 5.0, 3.11). */
#ifndef P2P_SENDRECV_H
#define P2P_SENDRECV_H

#include "p2p/message.h"
#include "p2p/request.h"

/* The status is the receive's. */
int sendrecv_start(const struct message *to, const struct message *from,
                   request_t **request);

/* The same in place: what is sent is copied out of the receive's buffer first. */
int sendrecv_start_replace(const struct message *to, const struct message *from,
                           request_t **request);

#endif
