/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * slipway.c: the entry points that Slurm calls; each hands on to the context it is called
 * in.
 */
#include "spank/context.h"
#include "spank/options.h"

#pragma GCC visibility push(default)
SPANK_PLUGIN(slipway, 1)
#pragma GCC visibility pop

static const struct context no_context;

static const struct context *step_context(spank_t spank)
{
    uint32_t step;

    if (spank_get_item(spank, S_JOB_STEPID, &step) != ESPANK_SUCCESS)
        return &no_context;
    if (step <= SLURM_MAX_NORMAL_STEP_ID)
        return &tasks_context;
    return compat_is_interactive_step(step) ? &interactive_context : &batch_context;
}

static const struct context *context_of(spank_t spank)
{
    switch (spank_context()) {
    case S_CTX_LOCAL:
        return &srun_context;
    case S_CTX_ALLOCATOR:
        return &allocator_context;
    case S_CTX_REMOTE:
        return step_context(spank);
    default:
        return &no_context;
    }
}

static int call(void (*hook)(spank_t), spank_t spank)
{
    if (hook)
        hook(spank);
    return 0;
}

static void tell_wrong(const char *arg)
{
    slurm_error(
        "slipway: plugstack.conf: \"%s\" is no argument of this plugin and has no "
        "effect; there are mpi=pmi2 and mpi=off",
        arg);
}

/* Once per command and once in slurmd's log is enough: slurmstepd would tell it to the
 * user once per node. */
static args_wrong_f *who_tells(void)
{
    switch (spank_context()) {
    case S_CTX_LOCAL:
    case S_CTX_SLURMD:
        return tell_wrong;
    default:
        return NULL;
    }
}

int slurm_spank_init(spank_t spank, int argc, char *argv[])
{
    const struct args args = args_parse(argc, argv, who_tells());
    const struct context *context = context_of(spank);

    options_register(spank);
    if (context->init)
        context->init(spank, &args);
    return 0;
}

int slurm_spank_init_post_opt(spank_t spank, int argc, char *argv[])
{
    (void)argc;
    (void)argv;
    return call(context_of(spank)->init_post_opt, spank);
}

int slurm_spank_task_init(spank_t spank, int argc, char *argv[])
{
    (void)argc;
    (void)argv;
    return call(context_of(spank)->task_init, spank);
}

int slurm_spank_task_post_fork(spank_t spank, int argc, char *argv[])
{
    (void)argc;
    (void)argv;
    return call(context_of(spank)->task_post_fork, spank);
}

int slurm_spank_task_exit(spank_t spank, int argc, char *argv[])
{
    (void)argc;
    (void)argv;
    return call(context_of(spank)->task_exit, spank);
}

int slurm_spank_exit(spank_t spank, int argc, char *argv[])
{
    (void)argc;
    (void)argv;
    return call(context_of(spank)->exit, spank);
}
