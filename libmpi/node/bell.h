/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * bell.h: what wakes a rank of the node that sleeps in poll(): a datagram socket of its
 * own with a name from the kernel (unix(7), autobind), which stands in its slot.  It
 * needs nothing of the network; in another network namespace it cannot be rung.
 *
 * Anybody on the host can ring it.  That costs its owner a look around, no more.
 */
#ifndef NODE_BELL_H
#define NODE_BELL_H

#include <stdbool.h>

#include "node/slot.h"

/* Hangs up this rank's and shows its name in its slot; without one it cannot be rung. */
void bell_open(struct slot *mine);

/* The descriptor that becomes readable when it was rung, -1 if there is none; and that it
 * is readable no more. */
int bell_descriptor(void);
void bell_silence(void);

/* Wakes that rank of the node; false if it cannot be done. */
bool bell_ring(int local_rank);

#endif
