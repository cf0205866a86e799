/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * in_a_child.h: tests of what a process can do only once, such as to open its segment:
 * each runs in a child.  There cmocka's assertions would end nothing but the child, and
 * silently; need() says why.
 */
#ifndef TESTS_IN_A_CHILD_H
#define TESTS_IN_A_CHILD_H

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define need(ok)                                                                         \
    do {                                                                                 \
        if (!(ok)) {                                                                     \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #ok);             \
            _exit(1);                                                                    \
        }                                                                                \
    } while (0)

/* How the child ends that runs body for a minute at most. */
static inline int status_of_child(void (*body)(void))
{
    int status = -1;
    pid_t pid = fork();

    if (pid == 0) {
        alarm(60);
        body();
        fflush(NULL);
        _exit(0);
    }
    return waitpid(pid, &status, 0) == pid ? status : -1;
}

#endif
