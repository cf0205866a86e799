/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The questions stand in decide(), in their order.  Where the truth cannot be known the
 * answer is the loud one: ranks that each think they are alone compute nonsense n times.
 */
#include "pmi/context.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "node/slot.h"

/* The variables of one process, read once. */
struct surroundings {
    const struct context_source *source;
    const char *job, *step; /* SLURM_JOB_ID, SLURM_STEP_ID */
    char job_step[64];      /* "job.step", "" outside of a step */
    const char *pmi_fd;     /* PMI_FD */
    int fd;                 /* its number if that is an open socket, or -1 */
    const char *tasks;      /* SLURM_STEP_NUM_TASKS */
};

static const char *get(const struct surroundings *s, const char *name)
{
    return s->source->get(name);
}

static bool names_this_step(const struct surroundings *s, const char *name)
{
    const char *value = get(s, name);

    return value && *s->job_step && strcmp(value, s->job_step) == 0;
}

/* Batch scripts (-5, from Slurm 26.05 on) and salloc's interactive shells (-6) have a
 * step id of their own above all those of srun, printed with or without a sign. */
static bool is_special_step(const char *step)
{
    return *step == '-' || strtoull(step, NULL, 10) >= 0xfffffff0u;
}

static void look_around(struct surroundings *s, const struct context_source *source)
{
    int ignored;

    *s = (struct surroundings){ .source = source, .fd = -1 };
    s->job = get(s, "SLURM_JOB_ID");
    s->step = get(s, "SLURM_STEP_ID");
    s->tasks = get(s, "SLURM_STEP_NUM_TASKS");
    s->pmi_fd = get(s, "PMI_FD");
    if (text_number(s->job, INT_MAX, &ignored) && text_number(s->step, INT_MAX, &ignored))
        snprintf(s->job_step, sizeof s->job_step, "%s.%s", s->job, s->step);
    if (text_number(s->pmi_fd, INT_MAX, &s->fd) && !source->is_socket(s->fd))
        s->fd = -1;
}

/* What is started in an interactive shell of srun --pty.  Without the plugin that is a
 * guess: below the task that has the terminal, which is task 0 (the other shells end at
 * once). */
static bool is_in_pty_shell(const struct surroundings *s)
{
    int task, task_pid;

    return get(s, "SLURM_PTY_PORT") && !names_this_step(s, SLIPWAY_STEP) &&
           text_number(get(s, "SLURM_PROCID"), 0, &task) &&
           text_number(get(s, "SLURM_TASK_PID"), INT_MAX, &task_pid) &&
           task_pid != s->source->pid;
}

/* sbatch and salloc take the variables of the step they were called in along to another
 * job. */
static bool is_stale_step(const struct surroundings *s)
{
    const char *real = get(s, SLIPWAY_STEP);
    size_t length = strlen(s->job);

    return real && (strncmp(real, s->job, length) != 0 || real[length] != '.');
}

/* "job.step/pid" of the rank among our ancestors; that is we ourselves after an exec. */
static bool is_child_of_rank(const struct surroundings *s, bool *replaced)
{
    const char *mark = get(s, CONTEXT_CHILD_OF);
    size_t length = strlen(s->job_step);
    int pid;

    *replaced = false;
    if (!mark || strncmp(mark, s->job_step, length) != 0 || mark[length] != '/' ||
        !text_number(mark + length + 1, INT_MAX, &pid))
        return false;
    *replaced = pid == s->source->pid;
    return !*replaced;
}

/* What a refusal says. */
static const char no_slurm[] = "PMI_FD is an open socket, but SLURM_JOB_ID is not set: "
                               "start this program with srun, "
                               "and let what stands between keep Slurm's variables";
static const char bad_step[] =
    "SLURM_JOB_ID is '%.20s' and SLURM_STEP_ID is '%.20s', but both must be numbers: "
    "something between srun and this program changed them";
static const char bad_tasks[] =
    "SLURM_STEP_NUM_TASKS is '%.20s', which is not a number: something between srun and "
    "this program changed it";
static const char bad_rank[] =
    "PMI_RANK is '%.20s' and PMI_SIZE is '%.20s', but a rank must be a number below the "
    "size: something between srun and this program changed them";
static const char was_replaced[] =
    "this program took the place (exec) of an MPI program that had used the PMI "
    "connection of its task: start each MPI program with an srun of its own";
static const char is_closed[] =
    "srun offers PMI-2 at descriptor %.12s, which is not an open socket: what started "
    "this "
    "program has closed it (a wrapper that closes descriptors, sudo, a container); start "
    "the program with srun itself or keep the descriptor open";
static const char no_pmi[] =
    "srun started %.12s tasks that cannot find each other, because this step has no "
    "PMI-2: "
    "use srun --mpi=pmi2; to have it for every job, set MpiDefault=pmi2 in slurm.conf or "
    "load the plugin slipway.so in plugstack.conf (see slipway(7))";

static void refuse(struct context *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void refuse(struct context *c, const char *format, ...)
{
    va_list args;

    c->kind = CONTEXT_REFUSED;
    va_start(args, format);
    text_vline(c->why, sizeof c->why, format, args);
    va_end(args);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void be_rank(struct context *c, const struct surroundings *s)
{
    const char *rank = get(s, "PMI_RANK"), *size = get(s, "PMI_SIZE");

    if (!text_number(size, INT_MAX, &c->size) ||
        !text_number(rank, c->size - 1, &c->rank)) {
        refuse(c, bad_rank, or_empty(rank), or_empty(size));
        return;
    }
    c->kind = CONTEXT_RANKS;
    c->fd = s->fd;
    memcpy(c->job, s->job_step, sizeof c->job);
}

/* A task of a step of several, which cannot reach the others. */
static void refuse_task(struct context *c, const struct surroundings *s, bool replaced)
{
    if (replaced)
        refuse(c, was_replaced);
    else if (names_this_step(s, "PMI_JOBID") && s->pmi_fd)
        refuse(c, is_closed, s->pmi_fd);
    else
        refuse(c, no_pmi, s->tasks);
}

static void decide(struct context *c, const struct surroundings *s)
{
    bool replaced = false;
    int tasks;

    if (s->fd >= 0 && !s->job)
        refuse(c, no_slurm);
    else if (s->step && is_special_step(s->step))
        c->kind = CONTEXT_SINGLE;
    else if (s->fd >= 0 && names_this_step(s, "PMI_JOBID"))
        be_rank(c, s);
    else if (get(s, SLIPWAY_PTY_SHELL) || !s->job || !s->step)
        c->kind = CONTEXT_SINGLE;
    else if (!*s->job_step)
        refuse(c, bad_step, s->job, s->step);
    else if (is_child_of_rank(s, &replaced) || is_stale_step(s))
        c->kind = CONTEXT_SINGLE;
    else if (!text_number(s->tasks, INT_MAX, &tasks))
        refuse(c, bad_tasks, or_empty(s->tasks));
    else if (tasks > 1 && !is_in_pty_shell(s))
        refuse_task(c, s, replaced);
    else
        c->kind = CONTEXT_SINGLE;
}

void context_decide(struct context *c, const struct context_source *source)
{
    struct surroundings s;
    const char *procid = source->get("SLURM_PROCID");

    look_around(&s, source);
    *c = (struct context){ .fd = -1, .size = 1 };
    c->speaks = !procid || strcmp(procid, "0") == 0;
    decide(c, &s);
}

void context_seal(const struct context *c)
{
    static const char *const taken[] = { "PMI_FD", "PMI_RANK", "PMI_SIZE", "PMI_JOBID" };
    char mark[sizeof c->job + 16];

    fcntl(c->fd, F_SETFD, FD_CLOEXEC);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        unsetenv(taken[i]);
    snprintf(mark, sizeof mark, "%s/%d", c->job, (int)getpid());
    setenv(CONTEXT_CHILD_OF, mark, 1);
}
