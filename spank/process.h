/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * process.h: what /proc says of a task.  A pid is that of a child which nobody has waited
 * for yet, so that it cannot belong to somebody else.
 */
#ifndef SPANK_PROCESS_H
#define SPANK_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* Neither gone nor a zombie. */
bool process_lives(pid_t pid);

/* The signal does not end it: it has a handler for it, or ignores it. */
bool process_withstands(pid_t pid, int signal);

#endif
