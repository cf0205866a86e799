/* SPDX-License-Identifier: BSD-3-Clause */
/* memory.h: does the kernel say that it killed a task of this step for want of memory? */
#ifndef SPANK_MEMORY_H
#define SPANK_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* In slurmstepd, at the end of a task: since the last time that this was asked.  Steps
 * have a group of their own where Slurm's plugins for control groups are in use, and
 * only that group's count says something; false everywhere else. */
bool memory_ran_out(void);

/* The file that counts the kills of the step in which /proc/self/cgroup is that text;
 * false if there is none. */
bool memory_count_file(const char *cgroup, char *path, size_t size);

/* How many kills the text of such a file counts. */
long memory_kills(const char *text);

#endif
