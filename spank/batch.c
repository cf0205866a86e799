/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * batch.c: the plugin in the slurmstepd of what is no srun: the batch script (whose
 * sbatch may have run where there is no plugin), and the shell that salloc opens on a
 * node.
 */
#include "spank/context.h"
#include "spank/options.h"
#include "spank/pty.h"
#include "spank/stale.h"

/* Slurm adds its own variables of the script later.  The sruns in it find sbatch's
 * options where it found them. */
static void batch_init_post_opt(spank_t spank)
{
    stale_drop_job(spank);
    options_apply(spank);
}

/* Slurm lets every step overlap this one, so SLURM_OVERLAP stays the user's. */
static void interactive_task_init(spank_t spank)
{
    pty_leave_step(spank);
}

const struct context batch_context = { .init_post_opt = batch_init_post_opt };
const struct context interactive_context = { .task_init = interactive_task_init };
