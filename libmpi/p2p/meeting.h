/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * meeting.h: where all processes of the job come once, before the first of them sends
 * anything to another: they agree how to reach each other.
 */
#ifndef P2P_MEETING_H
#define P2P_MEETING_H

#include <stddef.h>

/* Waits until all have come here, the first time only.  An MPI error class. */
int meeting_attend(void);

/* What is called again and again while this rank waits there for others; NULL: nothing. */
void meeting_watch_by(void (*waiting)(void));

/* The address of a process on the net (peer_lookup_f); attends first. */
int meeting_lookup(int proc, void **address, size_t *bytes);

/* At the end of the connections. */
void meeting_fini(void);

#endif
