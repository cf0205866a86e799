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
    void (*task_post_fork)(
        spank_t spank); /* as root, in slurmstepd, as is the next one */
    void (*task_exit)(spank_t spank);
    void (*exit)(spank_t spank);
};

extern const struct context srun_context;      /* srun itself */
extern const struct context allocator_context; /* salloc and sbatch themselves */
extern const struct context batch_context;     /* slurmstepd of a batch script */
extern const struct context
    interactive_context;                   /* slurmstepd of the shell that salloc opens */
extern const struct context tasks_context; /* slurmstepd of the tasks of an srun */

#endif
