/* SPDX-License-Identifier: BSD-3-Clause */
/* context.c: each situation in which a program can be started, and what it is there. */
#include "pmi/context.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { MAX_VARIABLES = 16, SOCKET = 17, CLOSED = 18, PID = 1000 };

/* What srun gives to each of four tasks, with and without PMI-2, and to a batch script.
 */
#define STEP   "SLURM_JOB_ID=5", "SLURM_STEP_ID=0", "SLURM_STEP_NUM_TASKS=4"
#define TASK   STEP, "SLURM_PROCID=2", "SLURM_NTASKS=4"
#define TASK_0 STEP, "SLURM_PROCID=0", "SLURM_NTASKS=4"
#define PMI    "PMI_FD=17", "PMI_RANK=2", "PMI_SIZE=4", "PMI_JOBID=5.0"
#define BATCH  "SLURM_JOB_ID=5", "SLURM_PROCID=0", "SLURM_NTASKS=4", "SLURM_TASK_PID=999"

static const struct situation {
    const char *name;
    enum context_kind kind;
    const char *says; /* part of the text of a refusal */
    const char *variables[MAX_VARIABLES];
} situations[] = {
    { "a login node", CONTEXT_SINGLE, NULL, { "HOME=/" } },
    { "srun --mpi=pmi2", CONTEXT_RANKS, NULL, { TASK, PMI } },
    { "the same with the plugin",
      CONTEXT_RANKS,
      NULL,
      { TASK, PMI, "SLIPWAY_STEP=5.0" } },
    { "a wrapper script in a task",
      CONTEXT_RANKS,
      NULL,
      { TASK, PMI, "SLURM_TASK_PID=999" } },
    { "srun --pty ./app",
      CONTEXT_RANKS,
      NULL,
      { TASK, PMI, "SLURM_PTY_PORT=7", "SLURM_TASK_PID=1000" } },
    { "srun --pty bash -c 'true; ./app'",
      CONTEXT_RANKS,
      NULL,
      { TASK, PMI, "SLURM_PTY_PORT=7", "SLURM_TASK_PID=999" } },
    { "srun --mpi=none", CONTEXT_REFUSED, "srun --mpi=pmi2", { TASK } },
    { "the same with the plugin",
      CONTEXT_REFUSED,
      "slipway.so",
      { TASK, "SLIPWAY_STEP=5.0" } },
    { "srun --mpi=pmix", CONTEXT_REFUSED, "MpiDefault=pmi2", { TASK, "PMIX_RANK=2" } },
    { "srun --mpi=none --ntasks=1",
      CONTEXT_SINGLE,
      NULL,
      { "SLURM_JOB_ID=5", "SLURM_STEP_ID=0", "SLURM_STEP_NUM_TASKS=1",
        "SLURM_PROCID=0" } },
    { "srun --mpi=none below a task with PMI-2",
      CONTEXT_REFUSED,
      "srun --mpi=pmi2",
      { "SLURM_JOB_ID=5", "SLURM_STEP_ID=1", "SLURM_STEP_NUM_TASKS=4", PMI } },
    { "the descriptor was closed",
      CONTEXT_REFUSED,
      "not an open socket",
      { TASK, "PMI_FD=18", "PMI_RANK=2", "PMI_SIZE=4", "PMI_JOBID=5.0" } },
    { "PMI_FD is no number",
      CONTEXT_REFUSED,
      "not an open socket",
      { TASK, "PMI_FD=-1", "PMI_RANK=2", "PMI_SIZE=4", "PMI_JOBID=5.0" } },
    { "PMI_RANK is not below PMI_SIZE",
      CONTEXT_REFUSED,
      "PMI_RANK is '4'",
      { TASK, "PMI_FD=17", "PMI_RANK=4", "PMI_SIZE=4", "PMI_JOBID=5.0" } },
    { "PMI_SIZE is 0",
      CONTEXT_REFUSED,
      "PMI_SIZE is '0'",
      { TASK, "PMI_FD=17", "PMI_RANK=0", "PMI_SIZE=0", "PMI_JOBID=5.0" } },
    { "PMI_RANK is gone",
      CONTEXT_REFUSED,
      "PMI_RANK is ''",
      { TASK, "PMI_FD=17", "PMI_SIZE=4", "PMI_JOBID=5.0" } },
    { "another launcher with PMI-2",
      CONTEXT_REFUSED,
      "SLURM_JOB_ID is not set",
      { "PMI_FD=17", "PMI_RANK=2", "PMI_SIZE=4" } },
    { "the step id is no number",
      CONTEXT_REFUSED,
      "SLURM_STEP_ID is 'x;rm?'",
      { "SLURM_JOB_ID=5", "SLURM_STEP_ID=x;rm\n", "SLURM_STEP_NUM_TASKS=4" } },
    { "the number of tasks is no number",
      CONTEXT_REFUSED,
      "SLURM_STEP_NUM_TASKS is '4x'",
      { "SLURM_JOB_ID=5", "SLURM_STEP_ID=0", "SLURM_STEP_NUM_TASKS=4x" } },
    { "the number of tasks is gone",
      CONTEXT_REFUSED,
      "SLURM_STEP_NUM_TASKS is ''",
      { "SLURM_JOB_ID=5", "SLURM_STEP_ID=0" } },

    { "a batch script", CONTEXT_SINGLE, NULL, { BATCH } },
    { "a batch script from 26.05 on",
      CONTEXT_SINGLE,
      NULL,
      { BATCH, "SLURM_STEP_ID=-5" } },
    { "the same, printed without sign",
      CONTEXT_SINGLE,
      NULL,
      { BATCH, "SLURM_STEP_ID=4294967291" } },
    { "salloc's interactive step, with PMI-2",
      CONTEXT_SINGLE,
      NULL,
      { "SLURM_JOB_ID=5", "SLURM_STEP_ID=4294967290", "SLURM_STEP_NUM_TASKS=1",
        "PMI_FD=17", "PMI_RANK=0", "PMI_SIZE=1", "PMI_JOBID=5.4294967290" } },
    { "a shell of salloc", CONTEXT_SINGLE, NULL, { "SLURM_JOB_ID=5", "SLURM_NTASKS=4" } },

    { "a pty shell with the plugin",
      CONTEXT_SINGLE,
      NULL,
      { TASK_0, "SLIPWAY_PTY_SHELL=1", "SLURM_TASK_PID=999" } },
    { "the same, after exec", CONTEXT_SINGLE, NULL, { TASK_0, "SLIPWAY_PTY_SHELL=1" } },
    { "srun in a pty shell, should the mark have stayed",
      CONTEXT_RANKS,
      NULL,
      { TASK, PMI, "SLIPWAY_PTY_SHELL=1" } },
    { "a pty shell without plugin and PMI-2",
      CONTEXT_SINGLE,
      NULL,
      { TASK_0, "SLURM_PTY_PORT=7", "SLURM_TASK_PID=999" } },
    { "the shell of another task than 0",
      CONTEXT_REFUSED,
      "srun --mpi=pmi2",
      { TASK, "SLURM_PTY_PORT=7", "SLURM_TASK_PID=999" } },
    { "srun --pty --mpi=none ./app",
      CONTEXT_REFUSED,
      "srun --mpi=pmi2",
      { TASK_0, "SLURM_PTY_PORT=7", "SLURM_TASK_PID=1000" } },
    { "srun --pty --mpi=none bash -c 'true; ./app' with the plugin",
      CONTEXT_REFUSED,
      "srun --mpi=pmi2",
      { TASK_0, "SLURM_PTY_PORT=7", "SLURM_TASK_PID=999", "SLIPWAY_STEP=5.0" } },
    { "sbatch in a pty shell without plugin",
      CONTEXT_SINGLE,
      NULL,
      { "SLURM_JOB_ID=6", "SLURM_STEP_ID=0", "SLURM_STEP_NUM_TASKS=4", "SLURM_PROCID=0",
        "SLURM_PTY_PORT=7", "SLURM_TASK_PID=999", "PMI_FD=18", "PMI_JOBID=5.0" } },
    { "salloc in a task, whose socket is still open",
      CONTEXT_SINGLE,
      NULL,
      { "SLURM_JOB_ID=6", "SLURM_STEP_ID=0", "SLURM_STEP_NUM_TASKS=4", PMI,
        "SLIPWAY_STEP=5.0" } },
    { "sbatch in job 5 gave job 55",
      CONTEXT_SINGLE,
      NULL,
      { "SLURM_JOB_ID=55", "SLURM_STEP_ID=0", "SLURM_STEP_NUM_TASKS=4",
        "SLIPWAY_STEP=5.0" } },

    { "a child of a rank", CONTEXT_SINGLE, NULL, { TASK, "SLIPWAY_CHILD_OF=5.0/999" } },
    { "what a rank has become by exec",
      CONTEXT_REFUSED,
      "took the place",
      { TASK, "SLIPWAY_CHILD_OF=5.0/1000" } },
    { "srun --mpi=none below a rank",
      CONTEXT_REFUSED,
      "srun --mpi=pmi2",
      { "SLURM_JOB_ID=5", "SLURM_STEP_ID=1", "SLURM_STEP_NUM_TASKS=4",
        "SLIPWAY_CHILD_OF=5.0/999" } },
    { "srun below a rank",
      CONTEXT_RANKS,
      NULL,
      { TASK, PMI, "SLIPWAY_CHILD_OF=4.0/999" } },
};

static const char *const *variables;

static char *get(const char *name)
{
    size_t length = strlen(name);

    for (int i = 0; i < MAX_VARIABLES && variables[i]; i++)
        if (strncmp(variables[i], name, length) == 0 && variables[i][length] == '=')
            return (char *)variables[i] + length + 1;
    return NULL;
}

static bool is_socket(int fd)
{
    return fd == SOCKET;
}

static void decide(struct context *c, const char *const *surroundings)
{
    const struct context_source source = { .get = get,
                                           .is_socket = is_socket,
                                           .pid = PID };

    variables = surroundings;
    context_decide(c, &source);
}

static void each_situation_is_recognised(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof situations / sizeof *situations; i++) {
        const struct situation *s = &situations[i];
        struct context c;

        decide(&c, s->variables);
        if (c.kind != s->kind || (s->says && !strstr(c.why, s->says)))
            fail_msg("%s: kind %d, '%s'", s->name, c.kind, c.why);
        if (c.kind == CONTEXT_RANKS &&
            (c.fd != SOCKET || c.rank != 2 || c.size != 4 || strcmp(c.job, "5.0") != 0))
            fail_msg("%s: rank %d of %d, descriptor %d, job %s", s->name, c.rank, c.size,
                     c.fd, c.job);
    }
}

/* The text must not be cut off. */
static void a_refusal_is_a_whole_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof situations / sizeof *situations; i++) {
        struct context c;

        decide(&c, situations[i].variables);
        if (c.kind == CONTEXT_REFUSED)
            assert_in_range(strlen(c.why), 40, sizeof c.why - 2);
    }
}

static void only_task_0_speaks(void **state)
{
    static const char *const other[MAX_VARIABLES] = { TASK },
                             *const first[MAX_VARIABLES] = { TASK_0 },
                             *const unknown[MAX_VARIABLES] = { STEP };
    struct context c;

    (void)state;
    decide(&c, other);
    assert_false(c.speaks);
    decide(&c, first);
    assert_true(c.speaks);
    decide(&c, unknown);
    assert_true(c.speaks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_situation_is_recognised),
        cmocka_unit_test(a_refusal_is_a_whole_sentence),
        cmocka_unit_test(only_task_0_speaks),
    };

    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
