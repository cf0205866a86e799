/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stray.h: memory of MPI_Win_create that is no good as a window (MPI 5.0, 12.2.1), with
 * --mpi-check: what another window has, too, and what was on the stack of a function that
 * has returned.  A line says so, and the program goes on.
 */
#ifndef RMA_STRAY_H
#define RMA_STRAY_H

#include "rma/win.h"

/* Whether the memory of two windows overlaps. */
void stray_compare(const win_t *fresh, const win_t *other);

/* frame: the address of the frame of the call that asks. */
void stray_look(const win_t *win, const void *frame);

#endif
