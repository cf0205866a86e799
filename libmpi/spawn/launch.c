/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "obj/errhandler.h"
#include "p2p/progress.h"
#include "p2p/wait.h"
#include "spawn/disconnect.h"
#include "util/clock.h"
#include "util/err.h"
#include "util/list.h"

struct launch {
    struct list link;
    pid_t pid;
    bool ended;
    int status; /* as wait() gives it; -1: the program has waited for our child itself */
    int proc;   /* of the first process; -1: they have not called MPI_Init yet */
};

static struct list launches = { &launches, &launches };

/* The script */

/* A word of the shell's language. */
static void quote(FILE *out, const char *word)
{
    fputc('\'', out);
    for (; *word; word++)
        fputs(*word == '\'' ? "'\\''" : (char[]){ *word, '\0' }, out);
    fputc('\'', out);
}

static void write_branch(FILE *out, const struct program *program, int number, int end)
{
    const char *wdir = info_get(program->info, "wdir");
    const char *path = info_get(program->info, "path");

    fprintf(out, "if [ \"$SLURM_PROCID\" -lt %d ]; then export %s=%d; ", end,
            SLIPWAY_APPNUM, number);
    if (wdir) {
        fputs("cd -- ", out);
        quote(out, wdir);
        fputs(" || exit 1; ", out);
    }
    if (path) {
        fputs("PATH=", out);
        quote(out, path);
        fputs(":\"$PATH\"; ", out);
    }
    fputs("exec ", out);
    quote(out, program->command);
    for (char *const *word = program->argv; word && *word; word++) {
        fputc(' ', out);
        quote(out, *word);
    }
    fputs("; fi\n", out);
}

char *launch_script(const struct program *programs, int count)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    int end = 0;

    if (!out)
        return NULL;
    for (int i = 0; i < count; i++) {
        end += programs[i].processes;
        write_branch(out, &programs[i], i, end);
    }
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

/* The environment */

extern char **environ;

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* What srun takes for options, or a program for its own launcher. */
static bool is_of_this_step(const char *variable)
{
    static const char *const kept[] = { "SLURM_JOB_ID=", "SLURM_JOBID=", "SLURM_CONF=" };
    static const char *const dropped[] = { "SLURM_",
                                           "PMI_",
                                           "SLIPWAY_STEP=",
                                           "SLIPWAY_NODE_FD=",
                                           "SLIPWAY_PTY_SHELL=",
                                           SLIPWAY_PARENT "=",
                                           SLIPWAY_APPNUM "=" };

    for (size_t i = 0; i < array_length(kept); i++)
        if (begins_with(variable, kept[i]))
            return false;
    for (size_t i = 0; i < array_length(dropped); i++)
        if (begins_with(variable, dropped[i]))
            return true;
    return false;
}

/* Malloc'ed, with one more string in front; the strings are not. */
static char **environment_with(char *first)
{
    size_t count = 0, kept = 0;
    char **copy;

    while (environ[count])
        count++;
    copy = malloc((count + 2) * sizeof *copy);
    if (!copy)
        return NULL;
    copy[kept++] = first;
    for (size_t i = 0; i < count; i++)
        if (!is_of_this_step(environ[i]))
            copy[kept++] = environ[i];
    copy[kept] = NULL;
    return copy;
}

/* The srun */

static int processes_of(const struct program *programs, int count)
{
    int processes = 0;

    for (int i = 0; i < count; i++)
        processes += programs[i].processes;
    return processes;
}

/* --nodelist=HOST,HOST..., "" if no program has a wish. */
static void write_hosts(FILE *out, const struct program *programs, int count)
{
    const char *between = "--nodelist=";

    for (int i = 0; i < count; i++) {
        const char *host = info_get(programs[i].info, "host");

        if (host)
            fprintf(out, "%s%s", between, host);
        if (host)
            between = ",";
    }
}

/* All words of one call in one piece of memory: the strings that argv points at. */
struct words {
    char ntasks[32];
    char *hosts, *script, *parent;
};

static void words_fini(struct words *words)
{
    free(words->hosts);
    free(words->script);
    free(words->parent);
}

static bool words_init(struct words *words, const struct program *programs, int count,
                       const char *port)
{
    size_t size;
    FILE *hosts;

    *words = (struct words){ .script = launch_script(programs, count) };
    snprintf(words->ntasks, sizeof words->ntasks, "--ntasks=%d",
             processes_of(programs, count));
    if (asprintf(&words->parent, "%s=%s", SLIPWAY_PARENT, port) < 0)
        words->parent = NULL;
    hosts = open_memstream(&words->hosts, &size);
    if (!hosts)
        return false;
    write_hosts(hosts, programs, count);
    return fclose(hosts) == 0 && words->script && words->parent;
}

/* Our stdin is not the children's; signals are as in any program that starts. */
static int run(char *const argv[], char *const envp[], pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int failure;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    failure = posix_spawnp(pid, argv[0], &files, &attributes, argv, envp);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failure;
}

static int start(struct launch *launch, const struct words *words)
{
    char *argv[16] = { "srun",       "--quiet",   "--input=none", "--export=ALL",
                       "--mpi=pmi2", "--overlap", "--overcommit", (char *)words->ntasks };
    int argc = 8;
    char **envp = environment_with(words->parent);
    int failure = ENOMEM;

    if (*words->hosts)
        argv[argc++] = words->hosts;
    argv[argc++] = "/bin/sh";
    argv[argc++] = "-c";
    argv[argc] = words->script;
    if (envp)
        failure = run(argv, envp, &launch->pid);
    free(envp);
    if (failure)
        return err(MPI_ERR_SPAWN,
                   "srun cannot be started (%s): processes are spawned by Slurm's srun, "
                   "which must be in PATH",
                   strerror(failure));
    list_append(&launches, &launch->link);
    return MPI_SUCCESS;
}

int launch_start(const struct program *programs, int count, const char *port,
                 struct launch **launch)
{
    struct launch *fresh = calloc(1, sizeof *fresh);
    struct words words = { .script = NULL };
    int error;

    if (fresh)
        fresh->proc = -1;
    if (fresh && words_init(&words, programs, count, port))
        error = start(fresh, &words);
    else
        error = err(MPI_ERR_NO_MEM, "no memory to start %d programs", count);
    words_fini(&words);
    if (error)
        free(fresh);
    else
        *launch = fresh;
    return error;
}

/* Its end */

static void look_after(struct launch *launch)
{
    pid_t ended;

    if (launch->ended)
        return;
    ended = waitpid(launch->pid, &launch->status, WNOHANG);
    if (ended < 0 && errno == ECHILD)
        launch->status = -1;
    launch->ended = ended == launch->pid || (ended < 0 && errno == ECHILD);
}

bool launch_has_ended(const void *launch)
{
    look_after((struct launch *)launch);
    return ((const struct launch *)launch)->ended;
}

int launch_failed(const struct launch *launch)
{
    int status = launch->status;

    if (status >= 0 && WIFSIGNALED(status))
        return err(MPI_ERR_SPAWN,
                   "srun was killed by signal %d before the processes had called "
                   "MPI_Init",
                   WTERMSIG(status));
    return err(MPI_ERR_SPAWN,
               "srun has ended (code %d) before the processes had called MPI_Init: see "
               "what it printed on stderr",
               status < 0 ? -1 : WEXITSTATUS(status));
}

/* Looking costs a system call, so it is done now and then, as long as there is a launch.
 */
enum { LOOK_NS = 50000000 };

static void mourn(const struct launch *launch)
{
    if (launch->status == 0 || launch->proc < 0 || !disconnect_is_connected(launch->proc))
        return;
    err(MPI_ERR_PROC_ABORTED,
        "processes that were spawned have died: their srun ended "
        "with code %d",
        WIFEXITED(launch->status) ? WEXITSTATUS(launch->status) : -1);
    errhandler_raise(NULL, MPI_ERR_PROC_ABORTED, "MPI_Comm_spawn");
}

static bool look_around(struct poller *poller)
{
    static uint64_t last;

    (void)poller;
    if (clock_ns() - last < LOOK_NS)
        return false;
    last = clock_ns();
    list_for_each (link, &launches) {
        struct launch *launch = container_of(link, struct launch, link);

        if (!launch->ended && launch_has_ended(launch))
            mourn(launch);
    }
    return list_is_empty(&launches);
}

void launch_connected(struct launch *launch, int proc)
{
    static struct poller watch = { { &watch.link, &watch.link }, look_around };

    launch->proc = proc;
    progress_poll(&watch);
}

static bool all_have_ended(const void *unused)
{
    (void)unused;
    list_for_each (link, &launches) {
        if (!launch_has_ended(container_of(link, struct launch, link)))
            return false;
    }
    return true;
}

void launch_fini(void)
{
    struct list *link;

    wait_until(all_have_ended, NULL, NULL);
    while ((link = list_pop(&launches)))
        free(container_of(link, struct launch, link));
}
