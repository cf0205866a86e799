/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * direct.h: puts and gets without a letter: the origin moves the data itself where it
 * reaches the target's memory, which is shared with it, its own, or, if there is much to
 * move, that of another process of the node (node/reach.h).  The target does nothing for
 * it, and may be outside MPI.
 *
 * Not so accumulates: they are atomic because a target carries all of them out.  Nor
 * anything with --mpi-check, which asks the target who meets whom there.  Nor what comes
 * behind letters that may not have been carried out yet: what one process does to
 * another stays in order.  Nor data that overlaps the place it goes to.
 */
#ifndef RMA_DIRECT_H
#define RMA_DIRECT_H

#include <stdbool.h>

#include "rma/rma_op.h"

/* Carries out an operation that rma_check has found right; *error is its error class.
 * False: nothing has happened, and it is one for a letter. */
bool direct_move(const struct rma_op *o, int *error);

#endif
