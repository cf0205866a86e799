/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * check.h: whether wrong use of MPI is looked for that costs time to find (srun
 * --mpi-check, SLIPWAY_CHECK).  What costs nothing is looked for always, where it
 * happens.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>

/* Asked on hot paths, always behind unlikely(). */
extern bool check_on __attribute__((visibility("hidden")));

/* Reads the environment; MPI_ERR_ARG if it makes no sense. */
int check_open(void);

#endif
