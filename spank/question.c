/* SPDX-License-Identifier: BSD-3-Clause */
/* question.c: see question.h. */
#include "spank/question.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "spank/pause.h"

enum { ANSWER_MS = 1000 };

static void silence(void)
{
    int null = open("/dev/null", O_RDWR);

    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
}

/* Exit code 0 within the time. */
static bool succeeds(pid_t child, int milliseconds)
{
    int status;

    for (int ms = 0; ms < milliseconds; ms++) {
        if (waitpid(child, &status, WNOHANG) == child)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        pause_ms(1);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return false;
}

bool question_ask(bool (*is_so)(void *about), void *about)
{
    pid_t child = fork();

    if (child == 0) {
        silence();
        _exit(!is_so(about));
    }
    return child > 0 && succeeds(child, ANSWER_MS);
}
