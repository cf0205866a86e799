/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * srun.c: the plugin in srun.
 *
 * srun reads SLURM_MPI_TYPE after slurm_spank_init and before every later hook (22.05 to
 * 26.05), and its own --mpi= goes before the variable.
 */
#include "spank/context.h"

#include <stdlib.h>

#include "spank/options.h"

static void srun_init(spank_t spank, const struct args *args)
{
    (void)spank;
    if (args->pmi2)
        setenv("SLURM_MPI_TYPE", "pmi2", 0);
}

static void srun_init_post_opt(spank_t spank)
{
    (void)spank;
    options_hand_on();
}

const struct context srun_context = {
    .init = srun_init,
    .init_post_opt = srun_init_post_opt,
};
