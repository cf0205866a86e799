/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * tasks.c: the plugin in the slurmstepd of the tasks of an srun, one per node.  It gives
 * the tasks their environment and the node segment, and ends the step when one of them
 * ends between MPI_Init and MPI_Finalize: the others would wait for it for ever.
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
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "node/slot.h"
#include "spank/death.h"
#include "spank/options.h"
#include "spank/pty.h"
#include "spank/segment.h"

enum {
    POLL_MS = 5,
    STRIKE_MS = 50,         /* a signal to all tasks of a node has reached all of them */
    DELIVERY_MS = 100,      /* what is said reaches the user; see tell() */
    MOST_UNSURE_NODES = 64, /* see end_small_step() */
};

static struct {
    uint32_t job, step, nodes;
    uint32_t tasks; /* on this node; 0 if nothing is watched */
    pid_t *pid;     /* of each task; 0 before its start and after its end */
    int segment;
    bool ended; /* the step is being ended; what dies now dies of that */
} here = { .segment = -1 };

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

/* When one of them ends. */

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

/* Neither gone nor a zombie.  The pid cannot belong to somebody else: it is our child,
 * and not waited for yet. */
static bool lives(pid_t pid)
{
    char path[32], line[128], *state;
    FILE *file;
    size_t length;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    file = fopen(path, "re");
    if (!file)
        return false;
    length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = '\0';
    state = strrchr(line, ')'); /* "pid (name) S ...", and the name may hold anything */
    return state && state[1] == ' ' && !strchr("ZX", state[2]);
}

static void pause_ms(int milliseconds)
{
    const struct timespec pause = { .tv_nsec = milliseconds * 1000000L };

    nanosleep(&pause, NULL);
}

static bool others_live(void)
{
    for (uint32_t i = 0; i < here.tasks; i++) {
        if (here.pid[i] > 0 && lives(here.pid[i]))
            return true;
    }
    return false;
}

/* A signal to the step strikes all tasks of a node at once: who lives was not meant. */
static bool is_singled_out(void)
{
    for (int ms = 0; ms < STRIKE_MS; ms += POLL_MS) {
        if (!others_live())
            return false;
        pause_ms(POLL_MS);
    }
    return others_live();
}

static enum verdict verdict_on(pid_t *task, int status)
{
    uint32_t state = segment_state(here.segment, (uint32_t)(task - here.pid));
    bool singled_out = false;

    if (state == SLOT_RUNNING && death_is_sent(status))
        singled_out = is_singled_out(); /* takes time, so not for steps without MPI */
    return death_verdict(state, status, singled_out);
}

static void node_name(spank_t spank, char *name, size_t size)
{
    if (spank_getenv(spank, "SLURMD_NODENAME", name, (int)size) == ESPANK_SUCCESS)
        return;
    if (gethostname(name, size) != 0)
        snprintf(name, size, "?");
    name[size - 1] = '\0';
}

/* slurmstepd's standard error is that of the step's first task on this node.  Without the
 * pause every second message got lost with one task per node: srun (22.05) stops
 * listening once it hears of a killed task and no task lives. */
static void tell(spank_t spank, pid_t pid, int status)
{
    char node[256], text[64];
    uint32_t rank;

    if (spank_get_item(spank, S_TASK_GLOBAL_ID, &rank) != ESPANK_SUCCESS)
        return;
    node_name(spank, node, sizeof node);
    death_text(status, text, sizeof text);
    slurm_spank_log("slipway: rank %" PRIu32 " on %s (pid %d) %s between MPI_Init and "
                    "MPI_Finalize; the step is ended",
                    rank, node, (int)pid, text);
    pause_ms(DELIVERY_MS);
}

/* Slurm ends whole process trees, on all nodes.  If slurmctld does not answer, the tasks
 * of this node end at least; a pid that is not 0 is a child nobody has waited for. */
static void end_step(void)
{
    here.ended = true;
    if (compat_signal_step(here.job, here.step, SIGKILL) == 0)
        return;
    slurm_debug("slipway: step %" PRIu32 ".%" PRIu32 " cannot be ended: error %d",
                here.job, here.step, errno);
    for (uint32_t i = 0; i < here.tasks; i++) {
        if (here.pid[i] > 0)
            kill(here.pid[i], SIGKILL);
    }
}

/* All tasks of this node were killed: by the kernel when memory ran out, or with the
 * step.  When every node then asks slurmctld to signal every node, a large cluster
 * suffers: there it is left to the other ranks to notice. */
static void end_small_step(void)
{
    if (here.nodes > 1 && here.nodes <= MOST_UNSURE_NODES)
        end_step();
    here.ended = true;
}

static void tasks_task_exit(spank_t spank)
{
    pid_t *task = pid_of(spank);
    int status;
    pid_t pid;

    if (!task || spank_get_item(spank, S_TASK_EXIT_STATUS, &status) != ESPANK_SUCCESS)
        return;
    pid = *task;
    *task = 0;
    if (here.ended)
        return;
    switch (verdict_on(task, status)) {
    case VERDICT_NOTHING:
        break;
    case VERDICT_TELL:
        tell(spank, pid, status);
        end_step();
        break;
    case VERDICT_END:
        end_step();
        break;
    case VERDICT_ENDED:
        here.ended = true;
        break;
    case VERDICT_UNKNOWN:
        end_small_step();
        break;
    }
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
