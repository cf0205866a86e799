/* SPDX-License-Identifier: BSD-3-Clause */
/* node/core.h: this process is rank 1 (or another); what the others show is written here.
 */
#include "node/core.h"

#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "node/segment.h"
#include "util/clock.h"

enum { SLOTS = 3, MILLISECOND = 1000000, SECOND = 1000000000, TRIES = 50, TURNS = 10 };

static cpu_set_t all;
static uint64_t now; /* every test begins a second later: nobody remembers the last */

static int make_segment(void **state)
{
    char name[64];

    (void)state;
    snprintf(name, sizeof name, "/slipway-test-core-%ld", (long)getpid());
    if (!segment_create(name, SLOTS) || sched_getaffinity(0, sizeof all, &all) != 0)
        return -1;
    segment_unlink();
    now = clock_ns();
    return 0;
}

static int later(void **state)
{
    (void)state;
    now += SECOND;
    return sched_setaffinity(0, sizeof all, &all);
}

static void need_two_cores(void)
{
    if (CPU_COUNT(&all) < 2)
        skip();
}

static void waits_at(int local_rank, int core, uint64_t when)
{
    segment_slot((uint32_t)local_rank)->core = (uint32_t)core;
    segment_slot((uint32_t)local_rank)->core_at = when;
}

/* One try may fail: the kernel moves processes, too. */
static void a_rank_leaves_the_core_of_one_before_it(void **state)
{
    int elsewhere = 0;
    cpu_set_t after;

    (void)state;
    need_two_cores();
    for (int i = 0; i < TRIES && !elsewhere; i++, now += SECOND) {
        int core = sched_getcpu();

        waits_at(0, core, now);
        elsewhere = core_wait(1, 1, now) && sched_getcpu() != core;
    }
    assert_true(elsewhere);
    assert_int_equal(sched_getaffinity(0, sizeof after, &after), 0);
    assert_true(CPU_EQUAL(&after, &all));
}

/* Where two ranks share a core, the third one leaves, and the second does not. */
static void a_rank_beyond_the_share_leaves(void **state)
{
    int elsewhere = 0;

    (void)state;
    need_two_cores();
    for (int i = 0; i < TRIES && !elsewhere; i++, now += SECOND) {
        int core = sched_getcpu();

        waits_at(0, core, now);
        waits_at(1, core, now);
        assert_false(core_wait(1, 2, now));
        now += SECOND;
        waits_at(0, core, now);
        waits_at(1, core, now);
        elsewhere = core_wait(2, 2, now) && sched_getcpu() != core;
    }
    assert_true(elsewhere);
}

static void the_first_rank_stays(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++, now += SECOND) {
        waits_at(1, sched_getcpu(), now);
        assert_false(core_wait(0, 1, now));
    }
}

static void what_is_long_ago_does_not_count(void **state)
{
    (void)state;
    for (int core = 0; core < CPU_SETSIZE; core++) {
        waits_at(0, core, now - SECOND);
        assert_false(core_wait(1, 1, now));
        now += SECOND;
    }
}

static void who_may_use_one_core_only_stays(void **state)
{
    int core = sched_getcpu();
    cpu_set_t one;

    (void)state;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    waits_at(0, core, now);
    assert_false(core_wait(1, 1, now));
}

static void shows_where_it_waits(void **state)
{
    (void)state;
    core_wait(2, 1, now);
    assert_int_equal(segment_slot(2)->core_at, now);
    assert_true(CPU_ISSET((int)segment_slot(2)->core, &all));
}

/* A process that does nothing but give way, on this core. */
static pid_t start_yielder(int core)
{
    cpu_set_t one;
    pid_t pid;

    CPU_ZERO(&one);
    CPU_SET(core, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    pid = fork();
    if (pid == 0)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (pid == 0)
        sched_yield();
    assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
    return pid;
}

static void end(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static int other_than(int core)
{
    int other = 0;

    while (other == core || !CPU_ISSET(other, &all))
        other++;
    return other;
}

static int place_of(int core)
{
    int place = 0;

    for (int i = 0; i < core; i++)
        place += CPU_ISSET(i, &all) != 0;
    return place;
}

static long turns_taken(void)
{
    struct rusage usage;

    assert_int_equal(getrusage(RUSAGE_THREAD, &usage), 0);
    return usage.ru_nivcsw;
}

/* The core it has gone to, or -1: the kernel may part the two, too.  The turns are taken,
 * however long that is on a busy machine; that they took half a millisecond each is said. */
static int take_turns(int place)
{
    uint64_t until = clock_ns() + SECOND;
    long first = turns_taken();

    core_claim(place, now);
    while (turns_taken() < first + TURNS && clock_ns() < until)
        sched_yield();
    now += TURNS * MILLISECOND / 2;
    return core_claim(place, now) ? sched_getcpu() : -1;
}

static void who_takes_turns_goes_to_its_place(void **state)
{
    int arrived = 0;

    (void)state;
    need_two_cores();
    for (int i = 0; i < TRIES && !arrived; i++, now += SECOND) {
        int core = sched_getcpu(), other = other_than(core);
        pid_t yielder = start_yielder(core);

        assert_true(yielder > 0);
        arrived = take_turns(place_of(other)) == other;
        end(yielder);
    }
    assert_true(arrived);
}

static void who_has_one_core_does_not_go(void **state)
{
    int core = sched_getcpu();
    pid_t yielder = start_yielder(core);
    cpu_set_t one, after;

    (void)state;
    assert_true(yielder > 0);
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    assert_int_equal(take_turns(1), -1);
    end(yielder);
    assert_int_equal(sched_getaffinity(0, sizeof after, &after), 0);
    assert_true(CPU_EQUAL(&after, &one));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_rank_leaves_the_core_of_one_before_it, later),
        cmocka_unit_test_setup(a_rank_beyond_the_share_leaves, later),
        cmocka_unit_test_setup(the_first_rank_stays, later),
        cmocka_unit_test_setup(what_is_long_ago_does_not_count, later),
        cmocka_unit_test_setup(who_may_use_one_core_only_stays, later),
        cmocka_unit_test_setup(shows_where_it_waits, later),
        cmocka_unit_test_setup(who_takes_turns_goes_to_its_place, later),
        cmocka_unit_test_setup(who_has_one_core_does_not_go, later),
    };

    return cmocka_run_group_tests(tests, make_segment, NULL);
}
