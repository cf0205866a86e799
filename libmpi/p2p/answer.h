/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * answer.h: a few words back to the sender of a message.  It happens where a message is
 * matched, so maybe inside a callback of the net, where no address must be looked up:
 * where there is no lane to the sender yet, the answer waits for progress(), or for the
 * end of the call that made the match: the sender must not wait until this rank calls
 * MPI again.
 */
#ifndef P2P_ANSWER_H
#define P2P_ANSWER_H

#include <stdint.h>

#include "p2p/header.h"

/* token is the sender's own, context what the kind of answer says it is. */
void answer_send(int proc, enum header_kind kind, uint64_t token, uint64_t context);

/* Those that wait leave now. */
void answer_leave(void);

#endif
