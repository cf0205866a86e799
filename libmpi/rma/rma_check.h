/* SPDX-License-Identifier: BSD-3-Clause */
/* rma_check.h: whether the arguments of a one-sided operation are what the standard
 * allows (MPI 5.0, 12.3). */
#ifndef RMA_RMA_CHECK_H
#define RMA_RMA_CHECK_H

#include "rma/rma_op.h"

/* Completes the descriptor (its types, element and offset); the errors of rma_op_start.
 * Its rank is not MPI_PROC_NULL. */
int rma_check(struct rma_op *o);

/* Whether the operation sends, and brings back, data. */
bool rma_sends(const struct rma_op *o);
bool rma_fetches(const struct rma_op *o);

#endif
