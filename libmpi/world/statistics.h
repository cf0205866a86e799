/* SPDX-License-Identifier: BSD-3-Clause */
/* statistics.h: SLIPWAY_STATS: what all ranks did, counted from MPI_Init (util/stats.h),
 * on stderr of rank 0 and in a file at MPI_Finalize. */
#ifndef WORLD_STATISTICS_H
#define WORLD_STATISTICS_H

/* Starts to count if the environment says so.  MPI_ERR_ARG: a number is none. */
int statistics_open(void);

/* Collective over MPI_COMM_WORLD, and where all of it meet: returns when all have come.
 * Then, if the environment of any says so, rank 0 reports. */
int statistics_meet(void);

#endif
