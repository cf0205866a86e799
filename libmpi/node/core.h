/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * core.h: the core that a rank runs on.
 *
 * The kernel may start two ranks on one core while another has nothing to do.  It does
 * not part them soon: a rank that waits yields, so they take turns so often that each
 * looks too recent to be moved (Linux 6.18, two ranks on two cores: 5 us a message
 * instead of 0.1, for tens of milliseconds, and much longer on a busy node).  So ranks
 * that wait show where, in their slots, and of those on one core all but the first leave.
 */
#ifndef NODE_CORE_H
#define NODE_CORE_H

#include <stdbool.h>
#include <stdint.h>

/* This rank waits, at that time (clock_ns).  Looks around now and then only; true if it
 * has moved.  Nothing happens where there is no segment, or the thread may use no other
 * core; which cores it may use stays as it is. */
bool core_wait(int local_rank, uint64_t now);

#endif
