/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/process.h: who lives, and what they withstand. */
#include "spank/process.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static void heed(int number)
{
    (void)number;
}

/* A child that has set its signals and waits for one. */
static pid_t start(void)
{
    int ready[2];
    pid_t pid;
    char byte;

    assert_int_equal(pipe(ready), 0);
    pid = fork();
    if (pid == 0) {
        alarm(20);
        prctl(PR_SET_NAME, "a\nState:\tZ");
        signal(SIGTERM, heed);
        signal(SIGHUP, SIG_IGN);
        if (write(ready[1], "", 1) == 1)
            for (;;)
                pause();
        _exit(98);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return pid;
}

static void a_zombie_does_not_live(void **state)
{
    pid_t pid = start();
    siginfo_t info;

    (void)state;
    assert_true(process_lives(pid));
    kill(pid, SIGKILL);
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    assert_false(process_lives(pid));
    waitpid(pid, NULL, 0);
    assert_false(process_lives(pid));
}

static void handlers_and_ignoring_withstand(void **state)
{
    pid_t pid = start();

    (void)state;
    assert_true(process_withstands(pid, SIGTERM));
    assert_true(process_withstands(pid, SIGHUP));
    assert_false(process_withstands(pid, SIGWINCH)); /* valgrind catches SIGUSR1 */
    assert_false(process_withstands(pid, SIGKILL));
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_false(process_withstands(pid, SIGTERM));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_zombie_does_not_live),
        cmocka_unit_test(handlers_and_ignoring_withstand),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
