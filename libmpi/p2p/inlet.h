/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * inlet.h: what comes through the rings that ranks of this node made for this one.  Who
 * made one leaves word in the directory (node/directory.h); from then on it is looked at.
 */
#ifndef P2P_INLET_H
#define P2P_INLET_H

#include <stdbool.h>

/* Reads what has come; true if anything has. */
bool inlet_progress(void);

/* The same for a rank that has nothing else to do: looks a few times before it says no.
 */
bool inlet_progress_or_wait(void);

/* True if there is anything to look at. */
bool inlet_in_use(void);

/* True if something has come that is not read yet; cheap. */
bool inlet_has_more(void);

void inlet_fini(void);

#endif
