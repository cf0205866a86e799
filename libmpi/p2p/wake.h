/* SPDX-License-Identifier: BSD-3-Clause */
/* wake.h: a rank that sleeps in the kernel hears of its bell (node/bell.h) and of the
 * network only; whoever has changed something of the node that it looks at rings, or
 * sends it an empty message. */
#ifndef P2P_WAKE_H
#define P2P_WAKE_H

/* Wakes a process of this node if it sleeps (node/node.h).  Not from callbacks of the
 * net. */
void wake_sleeper(int proc, int local_rank);

#endif
