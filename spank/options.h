/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * options.h: the --mpi-... options as Slurm sees them.  What they ask for reaches the
 * tasks through a variable that Slurm hands on whatever --export says, because of options
 * given twice Slurm itself hands on the last only.
 */
#ifndef SPANK_OPTIONS_H
#define SPANK_OPTIONS_H

#include "spank/compat.h"

/* In slurm_spank_init of every context: a command that does not know an option refuses
 * it, and so does slurmstepd.  A value that is not allowed ends the command with one
 * line, before anything starts. */
void options_register(spank_t spank);

/* In srun, sbatch and salloc, when all options are read: leaves them for slurmstepd. */
void options_hand_on(void);

/* Before that in sbatch and salloc: what was left for another job is not for this one. */
void options_drop_stale(void);

/* In slurmstepd: what was left becomes the environment of the job.  Then, unless sruns in
 * it shall find it, too, it has served. */
void options_apply(spank_t spank);
void options_applied(spank_t spank);

#endif
