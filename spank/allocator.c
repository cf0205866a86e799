/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * allocator.c: the plugin in salloc and sbatch, which hand their environment on.  Started
 * from a task or from a shell of srun --pty they are full of that step's variables.
 */
#include "spank/context.h"
#include "spank/options.h"
#include "spank/stale.h"

static void allocator_init_post_opt(spank_t spank)
{
    (void)spank;
    stale_drop_own();
    options_drop_stale();
    options_hand_on();
}

const struct context allocator_context = { .init_post_opt = allocator_init_post_opt };
