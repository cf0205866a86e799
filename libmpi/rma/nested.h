/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * nested.h: locks between two fences, with --mpi-check.  Epochs of a window must not
 * overlap (MPI 5.0, 12.5), and a fence begins one only if another follows: so what is
 * between is wrong if the second fence is not another phase of the program.  That it is
 * one is taken for granted if the process has heard of others in the meantime.
 */
#ifndef RMA_NESTED_H
#define RMA_NESTED_H

#include "rma/win.h"

/* A lock is taken, and given back. */
void nested_lock(win_t *win);
void nested_unlock(win_t *win);

/* MPI_ERR_RMA_SYNC if locks were between this fence and the one before. */
int nested_fence(const win_t *win, int assert);

#endif
