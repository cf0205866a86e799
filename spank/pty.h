/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pty.h: the shell of `srun --pty -n4 bash`.  For its user it is a login node: a program
 * started in it is a world of one, any number of times, and an srun in it starts at once.
 * Slurm takes it for task 0 of a job of four, whose other tasks have ended.
 *
 * Everything here runs in the hook task_init, as the user, in the process that becomes
 * the shell.
 */
#ifndef SPANK_PTY_H
#define SPANK_PTY_H

#include "spank/compat.h"

/* Is this task an interactive shell, and the one that has the terminal? */
bool pty_is_shell(spank_t spank);

/* Takes away what makes the shell a rank, and sets SLIPWAY_PTY_SHELL. */
void pty_leave_step(spank_t spank);

/* Lets the sruns of this shell share what the shell's own step holds. */
void pty_share(spank_t spank);

#endif
