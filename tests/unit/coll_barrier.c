/* SPDX-License-Identifier: BSD-3-Clause */
/* Barriers: nobody leaves before the last one has come, in one group and in two; and a
 * failed send ends a collective with its error, and not in a deadlock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll_case.h"

#include "util/err.h"

/* The ranks 0 .. first - 1 are one group of an inter-communicator, the others the other;
 * first is 0 for an intra-communicator. */
static void nobody_leaves_early(coll_build_f *build, int ranks, int first, int late)
{
    struct fake_world *world = fake_create(ranks, ranks);
    struct sched *scheds[MOST_RANKS];
    struct team teams[MOST_RANKS], remotes[MOST_RANKS];

    for (int r = 0; r < ranks; r++) {
        struct coll c = { .kind = COLL_BARRIER, .team = &teams[r] };
        int mine = r < first ? 0 : first, end = r < first ? first : ranks;
        int other = r < first ? first : 0;

        teams[r] = fake_part(world, r - mine, mine, end - mine);
        remotes[r] = fake_part(world, r - other, other, ranks - (end - mine));
        if (first > 0)
            c.remote = &remotes[r];
        scheds[r] = sched_get();
        build(scheds[r], &c);
        if (r != late)
            fake_start(world, r, scheds[r], &teams[r]);
    }
    fake_settle(world);
    for (int r = 0; r < ranks; r++)
        if (r != late)
            assert_false(fake_is_over(world, r));
    fake_start(world, late, scheds[late], &teams[late]);
    fake_settle(world);
    for (int r = 0; r < ranks; r++) {
        assert_true(fake_is_over(world, r));
        sched_put(scheds[r]);
    }
    fake_destroy(world);
}

static void barrier(void **state)
{
    (void)state;
    for (const struct algorithm *row = barrier_algorithms; row->name; row++)
        for (int ranks = 1; ranks <= MOST_RANKS && !row->one_node && !row->across;
             ranks++)
            for (int late = 0; late < ranks; late += 1 + ranks / 5)
                nobody_leaves_early(row->build, ranks, 0, late);
}

static void barrier_of_two_groups(void **state)
{
    (void)state;
    for (int ranks = 2; ranks <= 12; ranks++)
        for (int first = 1; first < ranks; first++)
            for (int late = 0; late < ranks; late++)
                nobody_leaves_early(barrier_inter, ranks, first, late);
}

/* What comes after it is still done. */
static void a_failed_send_is_the_result(void **state)
{
    struct fake_world *world = fake_create(1, 1);
    struct team team = fake_team(world, 0);
    struct sched *s = sched_get();
    int a = 5, b = 0;
    datatype_t *type = type_named(BASIC_MPI_INT);

    (void)state;
    fake_fail_send(world, 0);
    sched_send(s, &team, 0, &a, 1, type);
    sched_then(s);
    sched_send(s, &team, 0, &a, 1, type);
    sched_recv(s, &team, 0, &b, 1, type);
    assert_int_equal(sched_run(s, &team), MPI_ERR_OTHER);
    assert_string_equal(err_text(), "this send was told to fail");
    assert_int_equal(b, 5);
    sched_put(s);
    fake_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(barrier),
        cmocka_unit_test(barrier_of_two_groups),
        cmocka_unit_test(a_failed_send_is_the_result),
    };

    return cmocka_run_group_tests(tests, case_set_up, case_tear_down);
}
