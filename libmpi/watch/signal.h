/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * signal.h: the signal that asks for a roll call: scancel --signal=USR2 JOB.STEP sends
 * it to all ranks.  Which one it is, SLIPWAY_HANG_SIGNAL says.  One that the program
 * handles itself is left alone: looked at in MPI_Init, and a handler that comes later
 * replaces ours.
 */
#ifndef WATCH_SIGNAL_H
#define WATCH_SIGNAL_H

#include <stdint.h>

/* Whether the variable makes sense: "off", a number, or a name with or without SIG: an
 * MPI error class; *number is 0 for off. */
int signal_parse(const char *text, int *number);

/* Listens, with the environment's signal; and no more. */
int signal_open(void);
void signal_close(void);

/* When it came last (clock_ns()); 0: since signal_forget it did not. */
uint64_t signal_came(void);
void signal_forget(void);

#endif
