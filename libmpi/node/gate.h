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

enum gate {
    GATE_WILLING,   /* all have come, and are willing */
    GATE_UNWILLING, /* all have come */
    GATE_MISSED,    /* a task has ended and never came: gate_absentee */
};

/* Collective over the ranks of the node.  Waits in the kernel until all have come;
 * waiting, if it is not NULL, is called about every 100 ms meanwhile.  Only one rank
 * hears GATE_MISSED, and has to end the job; the others wait on. */
enum gate gate_pass(bool willing, void (*waiting)(void));

/* The local rank of a task that has ended and never came, -1 if there is none. */
int gate_absentee(void);

/* A random word, the same for all of them and for no other job. */
uint64_t gate_word(void);

#endif
