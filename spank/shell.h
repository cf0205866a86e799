/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * shell.h: is a command an interactive shell?
 *
 * `srun --pty -n4 bash -il` is somebody who wants to work; `srun --pty -n4 bash -c ./app`
 * and `srun --pty -n4 bash job.sh` are jobs of four ranks.
 */
#ifndef SPANK_SHELL_H
#define SPANK_SHELL_H

#include <stdbool.h>

/* True if argv is a known shell (by its base name, "-bash" too) that will read commands
 * from its terminal: it is given neither a script nor a command.  argv need not end with
 * NULL. */
bool shell_is_interactive(int argc, char *const argv[]);

#endif
