/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * verbose.h: SLIPWAY_VERBOSE: rank 0 says what was chosen (launcher, nodes, ways of
 * messages, waiting, settings), and others say what is not the same with them.
 */
#ifndef WORLD_VERBOSE_H
#define WORLD_VERBOSE_H

/* Before all ranks meet: rank 0 makes known what it has chosen.  MPI_ERR_ARG. */
int verbose_publish(void);

/* After that. */
void verbose_report(void);

#endif
