/* SPDX-License-Identifier: BSD-3-Clause */
/* node/gate.h: nobody passes before all are there, and all hear the same. */
#include "node/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "node/segment.h"

enum { RANKS = 9 };

/* In the segment: how many were about to pass when somebody had. */
static uint32_t *counter(void)
{
    return &segment_slot(0)->rank;
}

/* A rank; 0 if it heard what it should, and after all had come. */
static int pass(int rank, int unwilling, enum gate expected)
{
    enum gate heard;

    alarm(60);
    __atomic_add_fetch(counter(), 1, __ATOMIC_SEQ_CST);
    heard = gate_pass(rank != unwilling, NULL);
    return heard != expected || __atomic_load_n(counter(), __ATOMIC_SEQ_CST) != RANKS ||
           gate_word() == 0;
}

/* A process holds one segment at most: each run has a process of its own. */
static int run_ranks(int unwilling, enum gate expected)
{
    char name[64];
    int status, wrong = 0;

    snprintf(name, sizeof name, "/slipway-gate-%d", (int)getpid());
    if (!segment_create(name, RANKS))
        return 1;
    segment_unlink();
    for (int rank = 0; rank < RANKS; rank++)
        if (fork() == 0)
            _exit(pass(rank, unwilling, expected));
    for (int rank = 0; rank < RANKS; rank++)
        wrong += wait(&status) < 0 || status != 0;
    return wrong;
}

static void in_a_child(int unwilling, enum gate expected)
{
    int status;

    fflush(NULL);
    if (fork() == 0)
        _exit(run_ranks(unwilling, expected));
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
}

static void all_are_willing(void **state)
{
    (void)state;
    in_a_child(-1, GATE_WILLING);
}

static void one_that_is_not_decides(void **state)
{
    (void)state;
    in_a_child(RANKS - 1, GATE_UNWILLING);
}

/* Exit code 0 if the one rank that comes misses the other. */
static int miss(void)
{
    char name[64];

    snprintf(name, sizeof name, "/slipway-gate-%d", (int)getpid());
    if (!segment_create(name, 2))
        return 1;
    segment_unlink();
    alarm(60);
    segment_slot(1)->state = SLOT_ABSENT;
    return gate_pass(true, NULL) != GATE_MISSED || gate_absentee() != 1;
}

static void who_ended_is_missed(void **state)
{
    int status;

    (void)state;
    fflush(NULL);
    if (fork() == 0)
        _exit(miss());
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_willing),
        cmocka_unit_test(one_that_is_not_decides),
        cmocka_unit_test(who_ended_is_missed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
