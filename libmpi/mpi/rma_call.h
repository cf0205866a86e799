/* SPDX-License-Identifier: BSD-3-Clause */
/* rma_call.h: what the entry points of windows share. */
#ifndef MPI_RMA_CALL_H
#define MPI_RMA_CALL_H

#include "rma/win.h"
#include "util/call.h"

/* The window of a handle, or MPI_ERR_WIN.  This takes the lock, which win_finish gives
 * back. */
int win_check(enum mpi_call call, MPI_Win handle, win_t **win);

/* The end of a call that holds the lock: raises the error, if there is one. */
int win_finish(MPI_Win win, int error, enum mpi_call call);

#endif
