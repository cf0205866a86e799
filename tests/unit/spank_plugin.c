/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The hooks of the plugin, called by a small host of our own in the place of srun, sbatch
 * and slurmstepd.  Tasks are children that end for real.
 */
#include "tests/unit/fake_spank.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "node/slot.h"
#include "util/macros.h"

enum { SECONDS = 20 };

static void host_init(spank_context_t context, uint32_t step, char *argument)
{
    char *argv[] = { argument };

    host.context = context;
    host.step = step;
    host.options = 0;
    assert_int_equal(slurm_spank_init(NULL, 1, argv), 0);
    assert_int_equal(slurm_spank_init_post_opt(NULL, 1, argv), 0);
}

/* Tasks. */

/* What libmpi does in MPI_Init and MPI_Finalize. */
static void mark(enum slot_state state)
{
    int fd = atoi(getenv(SLIPWAY_NODE_FD));
    char *base = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    const struct node_header *header = (const struct node_header *)base;
    struct slot *slot;

    if (base == MAP_FAILED || header->magic != NODE_MAGIC)
        _exit(99);
    slot = (struct slot *)(base + header->slot_offset +
                           (size_t)host.task * header->slot_size);
    __atomic_store_n(&slot->state, (uint32_t)state, __ATOMIC_RELEASE);
    munmap(base, 4096);
}

static void start_step(uint32_t tasks)
{
    host.tasks = tasks;
    host_init(S_CTX_REMOTE, STEP, "mpi=pmi2");
}

/* Starts task number local, which marks its slot and then waits for a signal. */
static void start_task(int local, enum slot_state state)
{
    int ready[2];
    char byte;

    assert_int_equal(pipe(ready), 0);
    host.task = local;
    host.pid[local] = fork();
    if (host.pid[local] == 0) {
        signal(SIGSEGV, SIG_DFL); /* cmocka catches them */
        signal(SIGABRT, SIG_DFL);
        alarm(SECONDS);
        mark(state);
        if (write(ready[1], "", 1) == 1)
            pause();
        _exit(98);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    slurm_spank_task_post_fork(NULL, 0, NULL);
}

static void reap(int local)
{
    host.task = local;
    assert_int_equal(waitpid(host.pid[local], &host.status[local], 0), host.pid[local]);
}

/* Ends a task by a signal; the hook comes after the wait, as in slurmstepd. */
static void end_task(int local, int number)
{
    kill(host.pid[local], number);
    reap(local);
    slurm_spank_task_exit(NULL, 0, NULL);
}

/* The end of a task that the step's end has reached. */
static void see_killed(int local)
{
    if (host.controller_answers)
        kill(host.pid[local], SIGKILL);
    reap(local);
    assert_int_equal(WTERMSIG(host.status[local]), SIGKILL);
    slurm_spank_task_exit(NULL, 0, NULL);
}

/* A task that has ended with code; nothing but its status counts. */
static void exit_task(int local, int code)
{
    kill(host.pid[local], SIGKILL);
    reap(local);
    host.status[local] = W_EXITCODE(code, 0);
    slurm_spank_task_exit(NULL, 0, NULL);
}

static int setup(void **state)
{
    (void)state;
    clearenv();
    memset(&host, 0, sizeof host);
    host.nodes = 1;
    host.controller_answers = true;
    host.job_state = JOB_RUNNING;
    alarm(SECONDS);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    host.context = S_CTX_REMOTE;
    host.step = STEP;
    return slurm_spank_exit(NULL, 0, NULL);
}

/* srun, salloc, batch scripts. */

static void srun_chooses_pmi2_when_told(void **state)
{
    (void)state;
    host_init(S_CTX_LOCAL, 0, "mpi=pmi2");
    assert_string_equal(getenv("SLURM_MPI_TYPE"), "pmi2");
}

static void srun_leaves_the_choice_when_not_told(void **state)
{
    (void)state;
    host_init(S_CTX_LOCAL, 0, "mpi=off");
    assert_null(getenv("SLURM_MPI_TYPE"));
}

static void the_users_choice_wins(void **state)
{
    (void)state;
    setenv("SLURM_MPI_TYPE", "none", 1);
    host_init(S_CTX_LOCAL, 0, "mpi=pmi2");
    assert_string_equal(getenv("SLURM_MPI_TYPE"), "none");
}

static void a_wrong_argument_is_named_once(void **state)
{
    (void)state;
    host_init(S_CTX_LOCAL, 0, "mpi=pmi3");
    assert_non_null(strstr(host.log, "\"mpi=pmi3\""));
    host_init(S_CTX_ALLOCATOR, 0, "mpi=pmi3");
    host_init(S_CTX_REMOTE, SLURM_BATCH_SCRIPT, "mpi=pmi3");
    assert_int_equal(host.lines, 1);
}

/* As srun does when it reads its command line. */
static void give_option(const char *name, const char *value)
{
    for (int i = 0; i < host.options; i++) {
        const struct spank_option *option = &host.option[i];

        if (strcmp(option->name, name) == 0) {
            assert_int_equal(option->cb(option->val, value, 0), 0);
            return;
        }
    }
    fail_msg("no option %s", name);
}

static void options_become_the_environment_of_tasks(void **state)
{
    char *argv[] = { "mpi=pmi2" };

    (void)state;
    setenv("A", "of the shell", 1);
    host_init(S_CTX_LOCAL, 0, "mpi=pmi2");
    give_option("mpi-hang", "5");
    give_option("mpi-env", "A=1");
    give_option("mpi-env", "B=2");
    slurm_spank_init_post_opt(NULL, 1, argv);
    assert_null(getenv("B"));
    start_step(1);
    assert_string_equal(getenv("SLIPWAY_HANG"), "5");
    assert_string_equal(getenv("A"), "1");
    assert_string_equal(getenv("B"), "2");
}

static void set_a_stale_step(void)
{
    setenv("SLURM_JOB_ID", "12", 1);
    setenv("SLURM_STEP_ID", "3", 1);
    setenv("SLURM_STEP_NUM_TASKS", "4", 1);
    setenv("PMI_FD", "9", 1);
    setenv(SLIPWAY_STEP, "12.3", 1);
    setenv(SLIPWAY_NODE_FD, "200", 1);
    setenv("SLURM_OVERLAP", "1", 1);
}

static void assert_step_is_gone(void)
{
    assert_null(getenv("SLURM_STEP_ID"));
    assert_null(getenv("SLURM_STEP_NUM_TASKS"));
    assert_null(getenv("PMI_FD"));
    assert_null(getenv(SLIPWAY_STEP));
    assert_null(getenv(SLIPWAY_NODE_FD));
    assert_null(getenv(SLIPWAY_PTY_SHELL));
    assert_string_equal(getenv("SLURM_JOB_ID"), "12");
}

static void a_batch_script_is_no_part_of_a_step(void **state)
{
    (void)state;
    set_a_stale_step();
    host_init(S_CTX_REMOTE, SLURM_BATCH_SCRIPT, "mpi=pmi2");
    assert_step_is_gone();
    assert_string_equal(getenv("SLURM_OVERLAP"), "1"); /* the user's own */
}

static void nor_is_what_a_pty_shell_submits(void **state)
{
    (void)state;
    set_a_stale_step();
    setenv(SLIPWAY_PTY_SHELL, "1", 1);
    host_init(S_CTX_REMOTE, SLURM_BATCH_SCRIPT, "mpi=pmi2");
    assert_step_is_gone();
    assert_null(getenv("SLURM_OVERLAP"));
}

static void nor_is_what_it_allocates(void **state)
{
    (void)state;
    set_a_stale_step();
    setenv(SLIPWAY_PTY_SHELL, "1", 1);
    host_init(S_CTX_ALLOCATOR, 0, "mpi=pmi2");
    assert_step_is_gone();
    assert_null(getenv("SLURM_OVERLAP"));
}

/* The environment of tasks. */

static void tasks_know_their_step(void **state)
{
    (void)state;
    set_a_stale_step();
    setenv(SLIPWAY_STEP, "11.0", 1);
    setenv(SLIPWAY_PTY_SHELL, "1", 1);
    start_step(2);
    assert_string_equal(getenv(SLIPWAY_STEP), "12.3");
    assert_null(getenv(SLIPWAY_PTY_SHELL));
    assert_true(fcntl(atoi(getenv(SLIPWAY_NODE_FD)), F_GETFD) >= 0);
}

/* Standard input becomes a terminal; what the plugin may close is open. */
static int open_terminal(void)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    char number[16];

    assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    assert_int_equal(dup2(terminal, STDIN_FILENO), STDIN_FILENO);
    snprintf(number, sizeof number, "%d", terminal);
    setenv("PMI_FD", number, 1);
    setenv("SLURM_PTY_PORT", "4711", 1);
    setenv("SLURM_CPU_BIND", "quiet,mask_cpu:0x1", 1);
    return terminal;
}

static void start_under_terminal(int task, char *command, char *argument)
{
    char *argv[] = { command, argument };

    start_step(4);
    host.task = task;
    host.argc = argument ? 2 : 1;
    host.argv = argv;
    slurm_spank_task_init(NULL, 0, NULL);
}

static void a_shell_at_the_terminal_is_no_rank(void **state)
{
    int pmi = open_terminal();

    (void)state;
    start_under_terminal(0, "/bin/bash", "-il");
    assert_string_equal(getenv(SLIPWAY_PTY_SHELL), "1");
    assert_string_equal(getenv("SLURM_OVERLAP"), "1");
    assert_null(getenv("PMI_FD"));
    assert_null(getenv(SLIPWAY_STEP));
    assert_null(getenv(SLIPWAY_NODE_FD));
    assert_null(getenv("SLURM_PTY_PORT"));
    assert_null(getenv("SLURM_CPU_BIND"));
    assert_int_equal(fcntl(pmi, F_GETFD), -1);
}

static void the_shell_of_salloc_is_no_rank(void **state)
{
    (void)state;
    close(open_terminal());
    host_init(S_CTX_REMOTE, SLURM_INTERACTIVE_STEP, "mpi=pmi2");
    slurm_spank_task_init(NULL, 0, NULL);
    assert_string_equal(getenv(SLIPWAY_PTY_SHELL), "1");
    assert_null(getenv("SLURM_OVERLAP"));
    assert_null(getenv("PMI_FD"));
}

static void assert_is_rank(void)
{
    assert_null(getenv(SLIPWAY_PTY_SHELL));
    assert_non_null(getenv("PMI_FD"));
    assert_non_null(getenv(SLIPWAY_STEP));
    assert_non_null(getenv(SLIPWAY_NODE_FD));
}

static void a_program_at_the_terminal_is_a_rank(void **state)
{
    (void)state;
    close(open_terminal());
    start_under_terminal(0, "./app", NULL);
    assert_is_rank();
}

static void a_script_at_the_terminal_is_a_rank(void **state)
{
    (void)state;
    close(open_terminal());
    start_under_terminal(0, "bash", "job.sh");
    assert_is_rank();
}

static void the_other_tasks_are_ranks(void **state)
{
    (void)state;
    close(open_terminal());
    start_under_terminal(1, "bash", NULL);
    assert_is_rank();
}

static void a_shell_without_a_terminal_is_a_rank(void **state)
{
    (void)state;
    close(open_terminal());
    unsetenv("SLURM_PTY_PORT");
    start_under_terminal(0, "bash", NULL);
    assert_is_rank();
}

/* The end of tasks. */

static void a_death_ends_the_step_and_is_told_once(void **state)
{
    char pid[32];

    (void)state;
    setenv("SLURMD_NODENAME", "n7", 1);
    start_step(3);
    for (int i = 0; i < 3; i++)
        start_task(i, SLOT_RUNNING);
    end_task(1, SIGSEGV);
    see_killed(0);
    see_killed(2);
    assert_int_equal(host.kills, 1);
    assert_int_equal(host.lines, 1);
    snprintf(pid, sizeof pid, "(pid %d)", (int)host.pid[1]);
    assert_non_null(strstr(host.log, "rank 10 on n7"));
    assert_non_null(strstr(host.log, pid));
    assert_non_null(strstr(host.log, "died of SIGSEGV"));
}

static void an_early_exit_ends_the_step(void **state)
{
    (void)state;
    start_step(2);
    start_task(0, SLOT_RUNNING);
    start_task(1, SLOT_RUNNING);
    exit_task(0, 0);
    see_killed(1);
    assert_int_equal(host.kills, 1);
    assert_non_null(strstr(host.log, "exited with code 0 without"));
    assert_int_equal(host.lines, 1);
}

static void what_uses_no_mpi_is_left_alone(void **state)
{
    (void)state;
    start_step(3);
    start_task(0, SLOT_EMPTY);
    start_task(1, SLOT_FINALIZED);
    start_task(2, 77);
    end_task(0, SIGSEGV);
    end_task(1, SIGSEGV);
    end_task(2, SIGSEGV);
    assert_int_equal(host.kills, 0);
    assert_int_equal(host.lines, 0);
}

static void an_abort_is_not_told_again(void **state)
{
    (void)state;
    start_step(2);
    start_task(0, SLOT_ABORTED);
    start_task(1, SLOT_RUNNING);
    exit_task(0, 3);
    see_killed(1);
    assert_int_equal(host.kills, 1);
    assert_int_equal(host.lines, 0);
}

static void a_rank_that_alone_is_killed_is_told(void **state)
{
    (void)state;
    start_step(2);
    start_task(0, SLOT_RUNNING);
    start_task(1, SLOT_RUNNING);
    end_task(0, SIGKILL);
    assert_int_equal(host.kills, 1);
    assert_non_null(strstr(host.log, "rank 0"));
    assert_non_null(strstr(host.log, "died of SIGKILL"));
    see_killed(1);
    assert_int_equal(host.lines, 1);
}

static void the_end_of_the_job_is_not_told(void **state)
{
    (void)state;
    host.job_state = JOB_RUNNING | JOB_COMPLETING;
    start_step(2);
    start_task(0, SLOT_RUNNING);
    start_task(1, SLOT_RUNNING);
    kill(host.pid[1], SIGTERM);
    end_task(0, SIGTERM);
    end_task(1, SIGTERM);
    assert_int_equal(host.kills, 0);
    assert_int_equal(host.lines, 0);
}

static void nor_is_its_time_limit(void **state)
{
    (void)state;
    host.job_state = JOB_TIMEOUT;
    start_step(1);
    start_task(0, SLOT_RUNNING);
    end_task(0, SIGTERM);
    assert_int_equal(host.kills + host.words + host.lines, 0);
}

static void nor_the_users_interrupt(void **state)
{
    (void)state;
    signal(SIGINT, SIG_DFL); /* a shell ignores it for what it runs in the background */
    start_step(1);
    start_task(0, SLOT_RUNNING);
    end_task(0, SIGINT);
    assert_int_equal(host.kills + host.words + host.lines, 0);
}

static void but_the_end_of_a_step_is(void **state)
{
    (void)state;
    start_step(1);
    start_task(0, SLOT_RUNNING);
    end_task(0, SIGTERM);
    assert_non_null(strstr(host.log, "died of SIGTERM"));
    assert_int_equal(host.lines, 1);
}

/* Handlers in tasks. */
static void heed(int number)
{
    (void)number;
}

/* As when one catches SIGTERM to save its work. */
static void who_withstands_a_signal_may_go_on(void **state)
{
    (void)state;
    signal(SIGTERM, heed);
    start_step(2);
    start_task(0, SLOT_RUNNING);
    signal(SIGTERM, SIG_DFL);
    start_task(1, SLOT_RUNNING);
    end_task(1, SIGTERM);
    assert_int_equal(host.kills + host.words + host.lines, 0);
    end_task(0, SIGKILL);
    assert_int_equal(host.lines, 0);
}

static void but_a_rank_that_alone_is_terminated_is_told(void **state)
{
    (void)state;
    start_step(2);
    start_task(0, SLOT_RUNNING);
    start_task(1, SLOT_RUNNING);
    end_task(1, SIGTERM);
    assert_non_null(strstr(host.log, "died of SIGTERM"));
    see_killed(0);
    assert_int_equal(host.lines, 1);
}

static void kill_a_nodes_ranks(uint32_t nodes, int life_elsewhere)
{
    host.nodes = nodes;
    host.life_elsewhere = life_elsewhere;
    setenv("SLURM_STEP_NODELIST", "n1", 1);
    start_step(2);
    start_task(0, SLOT_RUNNING);
    start_task(1, SLOT_RUNNING);
    kill(host.pid[1], SIGKILL);
    end_task(0, SIGKILL);
    end_task(1, SIGKILL);
}

/* By the kernel, say, when memory ran out. */
static void a_nodes_ranks_all_killed_are_told_once(void **state)
{
    (void)state;
    kill_a_nodes_ranks(2, LIFE);
    assert_int_equal(host.words, 1);
    assert_int_equal(host.kills, 1);
    assert_int_equal(host.lines, 1);
    assert_non_null(strstr(host.log, "rank 0"));
}

static void all_killed_at_once_are_told_once(void **state)
{
    (void)state;
    kill_a_nodes_ranks(1, LIFE_UNKNOWN);
    assert_int_equal(host.lines, 1);
    assert_non_null(strstr(host.log, "rank 0"));
    assert_non_null(strstr(host.log, "(scancel, out of memory, or somebody's kill)"));
}

static void and_on_all_nodes_too(void **state)
{
    (void)state;
    kill_a_nodes_ranks(2, NO_LIFE);
    assert_int_equal(host.lines, 1);
}

static void also_when_no_other_node_answers(void **state)
{
    (void)state;
    kill_a_nodes_ranks(1000, LIFE_UNKNOWN);
    assert_int_equal(host.lines, 1);
}

static void but_by_one_node_only(void **state)
{
    (void)state;
    host.node = 1;
    kill_a_nodes_ranks(2, NO_LIFE);
    assert_int_equal(host.kills + host.words + host.lines, 0);
}

static void who_was_told_to_end_is_no_cause(void **state)
{
    (void)state;
    start_step(2);
    start_task(0, SLOT_ENDED);
    start_task(1, SLOT_RUNNING);
    exit_task(0, 1);
    see_killed(1);
    assert_int_equal(host.kills + host.words + host.lines, 0);
}

static void without_the_controller_this_node_ends(void **state)
{
    (void)state;
    host.controller_answers = false;
    start_step(3);
    for (int i = 0; i < 3; i++)
        start_task(i, SLOT_RUNNING);
    end_task(2, SIGSEGV);
    see_killed(0);
    see_killed(1);
    assert_int_equal(host.kills, 1);
    assert_int_equal(host.lines, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(srun_chooses_pmi2_when_told),
        TEST(srun_leaves_the_choice_when_not_told),
        TEST(the_users_choice_wins),
        TEST(a_wrong_argument_is_named_once),
        TEST(options_become_the_environment_of_tasks),
        TEST(a_batch_script_is_no_part_of_a_step),
        TEST(nor_is_what_a_pty_shell_submits),
        TEST(nor_is_what_it_allocates),
        TEST(tasks_know_their_step),
        TEST(a_shell_at_the_terminal_is_no_rank),
        TEST(the_shell_of_salloc_is_no_rank),
        TEST(a_program_at_the_terminal_is_a_rank),
        TEST(a_script_at_the_terminal_is_a_rank),
        TEST(the_other_tasks_are_ranks),
        TEST(a_shell_without_a_terminal_is_a_rank),
        TEST(a_death_ends_the_step_and_is_told_once),
        TEST(an_early_exit_ends_the_step),
        TEST(what_uses_no_mpi_is_left_alone),
        TEST(an_abort_is_not_told_again),
        TEST(a_rank_that_alone_is_killed_is_told),
        TEST(the_end_of_the_job_is_not_told),
        TEST(nor_is_its_time_limit),
        TEST(nor_the_users_interrupt),
        TEST(but_the_end_of_a_step_is),
        TEST(who_withstands_a_signal_may_go_on),
        TEST(but_a_rank_that_alone_is_terminated_is_told),
        TEST(a_nodes_ranks_all_killed_are_told_once),
        TEST(all_killed_at_once_are_told_once),
        TEST(and_on_all_nodes_too),
        TEST(also_when_no_other_node_answers),
        TEST(but_by_one_node_only),
        TEST(who_was_told_to_end_is_no_cause),
        TEST(without_the_controller_this_node_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
