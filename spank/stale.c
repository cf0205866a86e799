/* SPDX-License-Identifier: BSD-3-Clause */
/* stale.c: see stale.h. */
#include "spank/stale.h"

#include <stdlib.h>

#include "node/slot.h"

static const char *const names[] = {
    "PMI_FD",
    "PMI_JOBID",
    "PMI_RANK",
    "PMI_SIZE",
    "SLIPWAY_CHILD_OF", /* of pmi/ */
    SLIPWAY_NODE_FD,
    SLIPWAY_PTY_SHELL,
    SLIPWAY_STEP,
    "SLURM_GTIDS",
    "SLURM_LOCALID",
    "SLURM_PTY_PORT",
    "SLURM_PTY_WIN_COL",
    "SLURM_PTY_WIN_ROW",
    "SLURM_SRUN_COMM_HOST",
    "SLURM_SRUN_COMM_PORT",
    "SLURM_STEPID",
    "SLURM_STEP_GPUS",
    "SLURM_STEP_ID",
    "SLURM_STEP_LAUNCHER_PORT",
    "SLURM_STEP_NODELIST",
    "SLURM_STEP_NUM_NODES",
    "SLURM_STEP_NUM_TASKS",
    "SLURM_STEP_RESV_PORTS",
    "SLURM_STEP_TASKS_PER_NODE",
};

/* The user's own, but where we set it ourselves: in a shell of srun --pty. */
static const char overlap[] = "SLURM_OVERLAP";

void stale_drop_own(void)
{
    if (getenv(SLIPWAY_PTY_SHELL))
        unsetenv(overlap);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
}

static bool job_has(spank_t spank, const char *name)
{
    char value[8];
    spank_err_t result = spank_getenv(spank, name, value, sizeof value);

    return result == ESPANK_SUCCESS || result == ESPANK_NOSPACE;
}

void stale_drop_job(spank_t spank)
{
    if (job_has(spank, SLIPWAY_PTY_SHELL))
        spank_unsetenv(spank, overlap);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        spank_unsetenv(spank, names[i]);
}
