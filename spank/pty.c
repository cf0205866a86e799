/* SPDX-License-Identifier: BSD-3-Clause */
/* pty.c: see pty.h. */
#include "spank/pty.h"

#include <stdlib.h>
#include <unistd.h>

#include "node/slot.h"
#include "spank/shell.h"

/* Besides PMI's and ours: the window's size would be that of the start in every srun of
 * the shell, and the binding of this task (one core) would bind all of theirs to it. */
static const char *const of_the_task[] = {
    "PMI_FD",
    "PMI_JOBID",
    "PMI_RANK",
    "PMI_SIZE",
    SLIPWAY_NODE_FD,
    SLIPWAY_STEP,
    "SLURM_CPU_BIND",
    "SLURM_CPU_BIND_LIST",
    "SLURM_CPU_BIND_TYPE",
    "SLURM_CPU_BIND_VERBOSE",
    "SLURM_PTY_PORT",
    "SLURM_PTY_WIN_COL",
    "SLURM_PTY_WIN_ROW",
};

bool pty_is_shell(spank_t spank)
{
    char port[16];
    uint32_t rank;
    int argc;
    char **argv;

    return spank_getenv(spank, "SLURM_PTY_PORT", port, sizeof port) == ESPANK_SUCCESS &&
           isatty(STDIN_FILENO) &&
           spank_get_item(spank, S_TASK_GLOBAL_ID, &rank) == ESPANK_SUCCESS &&
           rank == 0 &&
           spank_get_item(spank, S_JOB_ARGV, &argc, &argv) == ESPANK_SUCCESS &&
           shell_is_interactive(argc, argv);
}

static void close_named(spank_t spank, const char *name)
{
    char text[16], *end;
    long fd;

    if (spank_getenv(spank, name, text, sizeof text) != ESPANK_SUCCESS)
        return;
    fd = strtol(text, &end, 10);
    if (end != text && *end == '\0' && fd > STDERR_FILENO)
        close((int)fd);
}

void pty_leave_step(spank_t spank)
{
    close_named(spank, "PMI_FD");
    close_named(spank, SLIPWAY_NODE_FD);
    for (size_t i = 0; i < sizeof of_the_task / sizeof *of_the_task; i++)
        spank_unsetenv(spank, of_the_task[i]);
    spank_setenv(spank, SLIPWAY_PTY_SHELL, "1", 1);
}

void pty_share(spank_t spank)
{
    spank_setenv(spank, "SLURM_OVERLAP", "1", 1);
}
