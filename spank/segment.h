/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * segment.h: the plugin's side of the node segment (libmpi/node/slot.h): slurmstepd, as
 * root, makes it, the tasks inherit it, and slurmstepd reads in it what has become of a
 * rank, or writes that a task never became one.
 *
 * The tasks belong to the user and may write anything into it at any time.  So it is
 * never mapped here, its size is sealed, and what is read is a copy of values whose every
 * bit pattern is harmless.
 */
#ifndef SPANK_SEGMENT_H
#define SPANK_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "node/slot.h"

/* Makes a segment with empty slots.  Returns its descriptor, which survives exec, or -1
 * with errno.  The number is high, out of the way of a job script's `exec 3<file`. */
int segment_create(uint32_t slots);

/* Says in a slot that its task has ended and never called MPI_Init: others may wait for
 * it there.  False if it cannot be written. */
bool segment_mark_absent(int segment, uint32_t local);

/* A copy of slot number local, below slots; SLOT_EMPTY if it cannot be read. */
struct slot segment_slot_of(int segment, uint32_t local);

#endif
