/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * conflict.h: accesses to the same bytes of a window that nothing puts in order (MPI
 * 5.0, 12.7), seen by the target with --mpi-check.  It keeps what origins did to its
 * memory since the last synchronisation, and complains where two of them meet and one
 * writes: unless both accumulate. Types with holes are not looked at, nor is what the
 * target itself loads and stores, nor two accesses of one origin.
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

/* What an origin did, or all, is in order with what comes. */
void conflict_forget(win_t *win, int origin);
void conflict_forget_all(win_t *win);

/* MPI_ERR_RMA_CONFLICT if there was one since this was last asked. */
int conflict_verdict(win_t *win);

#endif
