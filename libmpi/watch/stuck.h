/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stuck.h: which ranks wait for ever, by their reports.
 *
 * A need of a rank (p2p/blocked.h) can be met no more if all who could meet it wait for
 * ever, too, and nothing of theirs is on its way; a rank one of whose needs can be met
 * no more waits for ever.  Those who are stuck are the largest set for which this holds,
 * found by striking out who is not until nobody is left to strike out (Chandy, Misra and
 * Haas, "Distributed deadlock detection", 1983, whose OR model this is, with needs
 * joined by AND).  Cost: lines of all reports, times the length of the longest chain.
 *
 * This holds for certain only if all reports are true at one moment: see watch/survey.h.
 */
#ifndef WATCH_STUCK_H
#define WATCH_STUCK_H

#include <stdbool.h>

#include "watch/report.h"

/* stuck[rank] becomes whether that rank waits for ever; reports[rank] may be NULL:
 * nothing is known of it. */
void stuck_find(int size, struct report *const reports[], bool stuck[]);

#endif
