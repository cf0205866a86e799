/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * context.h: the places where Slurm loads the plugin, one file each.
 *
 * A hook cannot fail: whatever goes wrong in it, jobs run on.  One that is NULL does
 * nothing.
 */
#ifndef SPANK_CONTEXT_H
#define SPANK_CONTEXT_H

#include "spank/compat.h"
#include "spank/args.h"

struct context {
    void (*init)(spank_t spank, const struct args *args);
    void (*init_post_opt)(spank_t spank);
    void (*task_init)(spank_t spank); /* as the user, in the task, before exec */
    void (*task_post_fork)(spank_t spank);
    void (*task_exit)(spank_t spank);
    void (*exit)(spank_t spank);
};

/* In srun itself; in salloc and sbatch themselves. */
extern const struct context srun_context;
extern const struct context allocator_context;

/* In slurmstepd, as root: of a batch script, of the shell that salloc opens on a node,
 * and of the tasks of an srun. */
extern const struct context batch_context;
extern const struct context interactive_context;
extern const struct context tasks_context;

#endif
