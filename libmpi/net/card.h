/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * card.h: how the processes of this job get at each other's address on the net.
 *
 * As a rule each opens the net and publishes its address with the launcher, all wait for
 * each other there, and an address is fetched at the first message to its owner.
 *
 * Ranks that are all on one node, in a segment that the plugin has made, and ready to
 * talk through it (node/directory.h), do without: they meet at the segment's gate, and
 * neither is the net opened nor the launcher asked.  Should one need another's address
 * all the same (no memory for a ring, a connection to another job), it asks in the
 * owner's slot, and the owner puts its card into the segment as soon as it makes
 * progress.
 */
#ifndef NET_CARD_H
#define NET_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Waits until all ranks of the job have come here; from then on card_of finds them.
 * waiting, if it is not NULL, is called again and again meanwhile.  Once, by
 * p2p/meeting.h.  An MPI error class. */
int card_exchange(void (*waiting)(void));

/* The address of a process of this job, malloc'ed.  Waits for that process to make
 * progress if it has not opened the net so far. */
int card_of(int proc, void **address, size_t *bytes);

/* Somebody asks for this rank's card; to be looked at in every round of progress, and
 * answered with card_show. */
bool card_is_wanted(void);
void card_show(void);

/* A word that names this job among all; 0 if the ranks agreed on none: then the address
 * of rank 0 tells this job from others. */
uint64_t card_job(void);

#endif
