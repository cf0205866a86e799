/* SPDX-License-Identifier: BSD-3-Clause */
/* leftover.h: System V shared memory that a rank leaves which was killed. */
#ifndef SPANK_LEFTOVER_H
#define SPANK_LEFTOVER_H

#include <sys/types.h>

/* Removes what this user's process, which has ended, created for itself and its children:
 * memory without a key that nobody is attached to. */
void leftover_remove(uid_t owner, pid_t creator);

#endif
