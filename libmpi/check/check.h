/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * check.h: whether wrong use of MPI is looked for that costs time to find (srun
 * --mpi-check, SLIPWAY_CHECK).  What costs nothing is looked for always, where it
 * happens.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>
#include <stdint.h>

/* Asked on hot paths, always behind unlikely(). */
extern bool check_on __attribute__((visibility("hidden")));

/* MPI_Finalize names what is left over (SLIPWAY_LEFTOVERS). */
extern bool check_leftovers __attribute__((visibility("hidden")));

/* What this process has heard from others so far, counted with check_on: messages,
 * collectives, what one-sided operations brought, and the moments at which a program may
 * look into its own window.  As long as it stays the same, nothing that others have done
 * since can have been before what this process does. */
extern uint64_t check_heard __attribute__((visibility("hidden")));

/* Reads the environment; MPI_ERR_ARG if it makes no sense. */
int check_open(void);

#endif
