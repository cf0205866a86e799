/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * fake_spank.h: a host for the plugin in the place of srun, sbatch and slurmstepd: it
 * defines the functions that Slurm gives to plugins.  The environment of the job is that
 * of this process.
 */
#ifndef FAKE_SPANK_H
#define FAKE_SPANK_H

#include "spank/compat.h"

#include <sys/types.h>

enum { JOB = 12, STEP = 3, MOST_TASKS = 4, MOST_OPTIONS = 8 };

struct fake_spank {
    spank_context_t context;
    uint32_t step, tasks, nodes, node;
    int task; /* whose hook is called */
    int status[MOST_TASKS];
    pid_t pid[MOST_TASKS];
    int argc;
    char **argv;
    struct spank_option option[MOST_OPTIONS]; /* of the last context */
    int options;
    char log[1024]; /* what the user reads */
    int lines;
    int words, kills; /* NODE_END_SIGNALs and SIGKILLs to JOB.STEP */
    enum { LIFE_UNKNOWN, LIFE, NO_LIFE } life_elsewhere;
    uint32_t job_state;
    bool controller_answers;
};

extern struct fake_spank host;

#endif
