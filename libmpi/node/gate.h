/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * gate.h: where the ranks of a node wait for each other once, at the start, and learn
 * whether all of them are willing: to do without the launcher and the network, say.  Only
 * for a segment that the plugin has made: all ranks have that one, or none.
 */
#ifndef NODE_GATE_H
#define NODE_GATE_H

#include <stdbool.h>
#include <stdint.h>

/* There is such a segment, and this rank sees all of it. */
bool gate_is_there(void);

/* Collective over the ranks of the node.  Waits in the kernel until all have come; true
 * if all were willing. */
bool gate_pass(bool willing);

/* A random word, the same for all of them and for no other job. */
uint64_t gate_word(void);

#endif
