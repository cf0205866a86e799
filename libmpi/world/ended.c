/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/ended.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "boot/boot.h"
#include "node/node.h"

static pid_t self; /* a process that it has forked is no rank */

/* The kernel sends this signal, too: for urgent data on a socket. */
static void told_to_end(int number, siginfo_t *info, void *context)
{
    (void)number, (void)context;
    if (info->si_code != SI_USER || getpid() != self || !node_end())
        return;
    _exit(EXIT_FAILURE);
}

/* When the launcher on this node (slurmstepd) is killed nobody ends its tasks. */
static void go_with_the_launcher(void)
{
    pid_t launcher = getppid();

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != launcher)
        raise(SIGKILL);
}

static bool is_free(int signal)
{
    struct sigaction action;

    return sigaction(signal, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO) &&
           action.sa_handler == SIG_DFL;
}

void ended_listen(void)
{
    struct sigaction listen = { .sa_sigaction = told_to_end,
                                .sa_flags = SA_SIGINFO | SA_RESTART };

    self = getpid();
    if (boot()->is_task)
        go_with_the_launcher();
    if (node_is_watched() && is_free(NODE_END_SIGNAL))
        sigaction(NODE_END_SIGNAL, &listen, NULL);
}
