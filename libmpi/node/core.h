/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * core.h: the core that a rank runs on.
 *
 * The kernel may start two ranks on one core while another has nothing to do.  It does
 * not part them soon: a rank that waits yields, so they take turns so often that each
 * looks too recent to be moved (Linux 6.18, two ranks on two cores: 5 us a message
 * instead of 0.1, for tens of milliseconds, and much longer on a busy node; four ranks,
 * three of them on one core: a barrier of 5 us instead of 2).  So ranks that wait show
 * where, in their slots, and those that are too many on a core leave it: each goes that
 * finds a full share of ranks before itself there.
 */
#ifndef NODE_CORE_H
#define NODE_CORE_H

#include <stdbool.h>
#include <stdint.h>

/* This rank waits, at that time (clock_ns), and share ranks may be on a core.  Looks
 * around now and then only; true if it has moved.  Nothing happens where there is no
 * segment, or the thread may use no other core; which cores it may use stays as it is. */
bool core_wait(int local_rank, int share, uint64_t now);

/* The same among those who see no slots of each other: containers, or private "nodes", on
 * one machine, whose ranks talk over the network and take turns on a core.  A rank that
 * waits and often gives way goes to the core at its place, counted among those that it
 * may use, and round; so ranks at different places part.  True if it has moved.  The
 * kernel would part two ranks that never yield. */
bool core_claim(int place, uint64_t now);

#endif
