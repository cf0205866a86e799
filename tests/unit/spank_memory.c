/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/memory.h: where control groups count what the kernel killed. */
#include "spank/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_file(const char *cgroup, const char *expected)
{
    char path[256] = "";

    assert_int_equal(memory_count_file(cgroup, path, sizeof path), expected != NULL);
    if (expected)
        assert_string_equal(path, expected);
}

static void the_group_is_that_of_the_step(void **state)
{
    (void)state;
    assert_file(
        "0::/system.slice/slurmstepd.scope/job_5/step_0/slurm\n",
        "/sys/fs/cgroup/system.slice/slurmstepd.scope/job_5/step_0/memory.events");
    assert_file("11:cpuset:/\n7:memory:/slurm/uid_0/job_5/step_12\n0::/\n",
                "/sys/fs/cgroup/memory/slurm/uid_0/job_5/step_12/memory.oom_control");
    assert_file("0::/init.scope\n", NULL);
    assert_file("7:memory:/\n5:freezer:/slurm/uid_0/job_5/step_0\n", NULL);
    assert_file("", NULL);
}

static void a_path_that_has_no_room_is_none(void **state)
{
    char path[16];

    (void)state;
    assert_false(memory_count_file("0::/a/step_0/slurm\n", path, sizeof path));
}

static void kills_are_counted(void **state)
{
    (void)state;
    assert_int_equal(memory_kills("low 0\nmax 9\noom 2\noom_kill 3\noom_group_kill 1\n"),
                     3);
    assert_int_equal(memory_kills("oom_kill_disable 0\nunder_oom 0\noom_kill 1\n"), 1);
    assert_int_equal(memory_kills("oom_kill_disable 0\n"), 0);
    assert_int_equal(memory_kills(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_group_is_that_of_the_step),
        cmocka_unit_test(a_path_that_has_no_room_is_none),
        cmocka_unit_test(kills_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
