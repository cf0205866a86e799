/* SPDX-License-Identifier: BSD-3-Clause */
/* hint.h: messages that are here, for a receive that waits for another one. */
#ifndef P2P_HINT_H
#define P2P_HINT_H

#include "p2p/blocked.h"
#include "p2p/message.h"

/* Adds to the hint of a receive or probe what its source has sent that nobody takes, and
 * who else has sent something with its tag; a few of them. */
void hint_arrivals(const struct message *message, struct blocked *blocked);

#endif
