/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ends.h: when one of the tasks ends between MPI_Init and MPI_Finalize the others would
 * wait for it for ever.  The user is told once, and the step is ended on all its nodes.
 */
#ifndef SPANK_ENDS_H
#define SPANK_ENDS_H

#include "spank/compat.h"

#include <stdbool.h>
#include <sys/types.h>

/* The step, and its tasks on this node. */
struct step {
    uint32_t job, step, nodes;
    uint32_t tasks; /* 0 if nothing is watched */
    pid_t *pid;     /* of each task; 0 before its start and after its end */
    int segment;
    bool ended; /* the step is being ended; what dies now dies of that */
};

/* The end of a task, which has been waited for; its pid is 0 in the step already. */
struct end {
    spank_t spank;
    struct step *step;
    uint32_t task; /* among those of this node */
    pid_t pid;
    int status; /* as wait() gives it */
};

void ends_see(const struct end *end);

#endif
