/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * conflict.h: accesses to the same bytes of a window that nothing puts in order (MPI
 * 5.0, 12.7), seen by the target with --mpi-check.  It keeps what origins did to its
 * memory since all members met last, and where its own operations have their buffers in
 * it, and complains where two of them meet and one writes, unless both accumulate.
 *
 * Two that were under way at the same time are in no order.  Nor are they if the later
 * one's process has heard of nobody since all met: then the earlier one was over before
 * by chance. Who has heard of somebody may know.
 *
 * Types with holes are not looked at; what the target itself stores is in
 * rma/snapshot.h.
 */
#ifndef RMA_CONFLICT_H
#define RMA_CONFLICT_H

#include "rma/letter.h"
#include "rma/win.h"
#include "type/type.h"

/* A letter's operation on count elements of type at address is about to be carried out.
 */
void conflict_note(win_t *win, const struct letter *letter, const char *address,
                   const datatype_t *type);

/* An operation of this process on a target uses count elements of type at buffer, which
 * may be in its window. */
void conflict_note_own(win_t *win, enum letter_kind kind, int target, const void *buffer,
                       MPI_Count count, const datatype_t *type);

/* What an origin did is complete; so are this process's operations on a target, or on all
 * (target -1). */
void conflict_over(win_t *win, int origin);
void conflict_over_own(win_t *win, int target);

/* All have met, or taken turns: everything is in order with what comes. */
void conflict_forget_all(win_t *win);

/* Has this process stored where others were?  Asked before it may have heard of them. */
void conflict_look(win_t *win);

/* MPI_ERR_RMA_CONFLICT if there was one since this was last asked. */
int conflict_verdict(win_t *win);

#endif
