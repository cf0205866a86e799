/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * launch.h: how MPI_Comm_spawn starts processes (MPI 5.0, 11.8): by an srun of its own,
 * as a step of the same job, which shares the job's CPUs and memory with the steps that
 * are there.  Outside of a job srun asks Slurm for a new one.
 *
 * All programs of one call become ranks of one world: srun starts a shell in each task,
 * which becomes the program whose turn it is.  Their environment is that of this process
 * without what belongs to its own step; the two variables below tell them who they are.
 */
#ifndef SPAWN_LAUNCH_H
#define SPAWN_LAUNCH_H

#include <stdbool.h>

#include "obj/info.h"

/* The port at which the parents wait; the number of the program among those of the call
 * (the attribute MPI_APPNUM). */
#define SLIPWAY_PARENT "SLIPWAY_PARENT"
#define SLIPWAY_APPNUM "SLIPWAY_APPNUM"

/* One of the programs of a call. */
struct program {
    const char *command;
    char *const *argv; /* without the command, up to NULL; or NULL */
    int processes;
    const info_t *info; /* host, wdir and path are understood; NULL: none */
};

/* An srun that was started. */
struct launch;

/* The script of the shell that each task starts with; malloc'ed, NULL: no memory. */
char *launch_script(const struct program *programs, int count);

/* Starts them.  MPI_ERR_SPAWN if there is no srun. */
int launch_start(const struct program *programs, int count, const char *port,
                 struct launch **launch);

/* Whether that srun has ended (a condition for wait_until). */
bool launch_has_ended(const void *launch);

/* MPI_ERR_SPAWN with how it ended. */
int launch_failed(const struct launch *launch);

/* The processes are there, and this one knows the first of them by a number: should they
 * die before they are disconnected, this job dies of it, too (MPI 5.0, 11.10.1). */
void launch_connected(struct launch *launch, int proc);

/* Waits until all sruns have ended: Slurm ends the process of one that outlives the task
 * it is part of, and nobody would tend to what it has started. */
void launch_fini(void);

#endif
