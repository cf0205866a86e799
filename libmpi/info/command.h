/* SPDX-License-Identifier: BSD-3-Clause */
/* command.h: what a command of Slurm prints. */
#ifndef INFO_COMMAND_H
#define INFO_COMMAND_H

#include <stdbool.h>

/* What it writes to stdout and stderr, malloc'ed, within ten seconds; NULL if it fails.
 */
char *command_output(const char *command);

/* Whether a command of that name is in PATH. */
bool command_exists(const char *name);

#endif
