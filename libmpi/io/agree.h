/* SPDX-License-Identifier: BSD-3-Clause */
/* agree.h: what the members of a file's communicator have to agree on.  All functions are
 * collective; from agree_same and agree_outcome nobody returns before all have called. */
#ifndef IO_AGREE_H
#define IO_AGREE_H

#include "comm/comm.h"

/* MPI_ERR_NOT_SAME on all members unless value is the same on all; what is its name. */
int agree_same(comm_t *comm, MPI_Count value, const char *what);

/* MPI_SUCCESS if errnum is 0 on all members; else on all of them the error of the first
 * that failed (io/system.h). */
int agree_outcome(comm_t *comm, int errnum, const char *verb, const char *path);

/* Places of members in a row: *before is the sum of the lengths of lower ranks; *total of
 * all is known to the last rank only. */
int agree_order(comm_t *comm, MPI_Offset length, MPI_Offset *before, MPI_Offset *total);

/* Everybody gets root's value, and nobody returns before root has called. */
int agree_tell(comm_t *comm, int root, MPI_Offset *value);

#endif
