/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * race.h: message races, looked for with --mpi-check.  A receive from MPI_ANY_SOURCE is
 * no error, and which message it takes may depend on timing.  It hardly is what was
 * meant where a later, choosier receive then finds its message gone: if
 *
 *   the message of the later one would have fitted the earlier one, too,
 *   that of the earlier one would not have fitted the later one, and
 *   nothing that this process knows of puts the two in order: since the earlier one it has sent
 *       nothing to the later one's sender, and taken part in no collective,
 *
 * there is one line that names both, for each communicator.  That is a warning: a third
 * process may have put them in order.
 *
 * The same is said of two receives of which neither is choosier, if the earlier one was
 * posted before a collective, and the later one after it before the program saw the
 * earlier one's end: a collective does not keep the messages behind it from a receive that
 * is before it.
 */
#ifndef P2P_RACE_H
#define P2P_RACE_H

#include "p2p/transfer.h"

/* A nonblocking receive begins.  An operation has this request. */
void race_posted(const struct message *message);
void race_pending(const struct message *message, const void *request);

/* A receive has found its message. */
void race_received(const struct transfer *recv);

/* Messages that a process sends from here on may be answers to ours. */
void race_sent(int proc);

/* All members of a communicator have met. */
void race_met(void);

/* Adds what earlier receives took that this one, which waits, would take, too. */
void race_hint(const struct message *message, struct blocked *blocked);

#endif
