/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * tasks.c: the plugin in the slurmstepd of the tasks of an srun, one per node.  It gives
 * the tasks their environment and the node segment, and has an eye on how they end
 * (ends.h).
 *
 * slurmstepd is root, and is the parent of every task: no value that a task can write
 * decides anything here but whether the step of that very user is ended.  What is
 * remembered lives in memory and in a descriptor opened before the first task, because
 * from 26.05 some hooks run in a child that shares the memory and has a copy of the
 * descriptors (contain_spank).
 */
#include "spank/context.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "node/slot.h"
#include "spank/ends.h"
#include "spank/leftover.h"
#include "spank/options.h"
#include "spank/pty.h"
#include "spank/segment.h"

static struct step here = { .segment = -1 };

/* Before the tasks start. */

static bool look_around(spank_t spank)
{
    return spank_get_item(spank, S_JOB_ID, &here.job) == ESPANK_SUCCESS &&
           spank_get_item(spank, S_JOB_STEPID, &here.step) == ESPANK_SUCCESS &&
           spank_get_item(spank, S_JOB_NNODES, &here.nodes) == ESPANK_SUCCESS &&
           spank_get_item(spank, S_JOB_LOCAL_TASK_COUNT, &here.tasks) == ESPANK_SUCCESS &&
           here.tasks > 0;
}

static void name_step(spank_t spank)
{
    char text[32];

    snprintf(text, sizeof text, "%" PRIu32 ".%" PRIu32, here.job, here.step);
    spank_setenv(spank, SLIPWAY_STEP, text, 1);
}

/* Without a segment the tasks run, and nobody notices a rank's early end. */
static void make_segment(spank_t spank)
{
    char text[16];

    here.pid = calloc(here.tasks, sizeof *here.pid);
    here.segment = here.pid ? segment_create(here.tasks) : -1;
    if (here.segment < 0) {
        slurm_error(
            "slipway: the node segment cannot be made (%s): a rank that dies will "
            "not end the step",
            strerror(errno));
        return;
    }
    snprintf(text, sizeof text, "%d", here.segment);
    spank_setenv(spank, SLIPWAY_NODE_FD, text, 1);
}

static void tasks_init_post_opt(spank_t spank)
{
    spank_unsetenv(spank, SLIPWAY_STEP);
    spank_unsetenv(spank, SLIPWAY_NODE_FD);
    spank_unsetenv(spank, SLIPWAY_PTY_SHELL);
    options_apply(spank);
    options_applied(spank);
    if (!look_around(spank))
        return;
    name_step(spank);
    make_segment(spank);
}

static void tasks_task_init(spank_t spank)
{
    if (!pty_is_shell(spank))
        return;
    pty_leave_step(spank);
    pty_share(spank);
}

/* The tasks themselves. */

/* NULL if nothing is watched. */
static pid_t *pid_of(spank_t spank)
{
    int local;

    if (here.segment < 0 || spank_get_item(spank, S_TASK_ID, &local) != ESPANK_SUCCESS)
        return NULL;
    return local >= 0 && (uint32_t)local < here.tasks ? &here.pid[local] : NULL;
}

static void tasks_task_post_fork(spank_t spank)
{
    pid_t *task = pid_of(spank);
    pid_t pid;

    if (task && spank_get_item(spank, S_TASK_PID, &pid) == ESPANK_SUCCESS)
        *task = pid;
}

/* MPI_Finalize gives everything back. */
static void clean_up_after(const struct end *end)
{
    uint32_t state = segment_slot_of(here.segment, end->task).state;
    uid_t owner;

    if (state != SLOT_EMPTY && state != SLOT_FINALIZED &&
        spank_get_item(end->spank, S_JOB_UID, &owner) == ESPANK_SUCCESS)
        leftover_remove(owner, end->pid);
}

static void tasks_task_exit(spank_t spank)
{
    pid_t *task = pid_of(spank);
    struct end end = { .spank = spank, .step = &here };

    if (!task || spank_get_item(spank, S_TASK_EXIT_STATUS, &end.status) != ESPANK_SUCCESS)
        return;
    end.task = (uint32_t)(task - here.pid);
    end.pid = *task;
    *task = 0;
    clean_up_after(&end);
    ends_see(&end);
}

static void tasks_exit(spank_t spank)
{
    (void)spank;
    if (here.segment >= 0)
        close(here.segment);
    free(here.pid);
    memset(&here, 0, sizeof here);
    here.segment = -1;
}

const struct context tasks_context = {
    .init_post_opt = tasks_init_post_opt,
    .task_init = tasks_task_init,
    .task_post_fork = tasks_task_post_fork,
    .task_exit = tasks_task_exit,
    .exit = tasks_exit,
};
