/* SPDX-License-Identifier: BSD-3-Clause */
/* win_lock, region: who holds a window's lock, and which memory is attached. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "rma/region.h"
#include "rma/win_lock.h"
#include "util/err.h"

static int granted[8], grants;

static void grant(struct win_lock *lock, int origin)
{
    (void)lock;
    granted[grants++] = origin;
}

static int setup(void **state)
{
    static struct win_lock lock;

    win_lock_init(&lock, grant);
    grants = 0;
    *state = &lock;
    return 0;
}

static int teardown(void **state)
{
    win_lock_fini(*state);
    return 0;
}

static void shared_ones_go_together(void **state)
{
    assert_true(win_lock_ask(*state, 0, LOCK_SHARED));
    assert_true(win_lock_ask(*state, 1, LOCK_SHARED));
    assert_false(win_lock_ask(*state, 2, LOCK_EXCLUSIVE));
    win_lock_release(*state);
    assert_int_equal(grants, 0);
    win_lock_release(*state);
    assert_int_equal(grants, 1);
    assert_int_equal(granted[0], 2);
}

static void exclusive_ones_wait_for_each_other(void **state)
{
    assert_true(win_lock_ask(*state, 0, LOCK_EXCLUSIVE));
    assert_false(win_lock_ask(*state, 1, LOCK_EXCLUSIVE));
    assert_false(win_lock_ask(*state, 2, LOCK_EXCLUSIVE));
    win_lock_release(*state);
    assert_int_equal(grants, 1);
    assert_int_equal(granted[0], 1);
    win_lock_release(*state);
    assert_int_equal(granted[1], 2);
    win_lock_release(*state);
    assert_int_equal(grants, 2);
    assert_true(win_lock_ask(*state, 3, LOCK_EXCLUSIVE));
}

/* A stream of shared locks does not keep an exclusive one out for ever. */
static void nobody_is_passed(void **state)
{
    assert_true(win_lock_ask(*state, 0, LOCK_SHARED));
    assert_false(win_lock_ask(*state, 1, LOCK_EXCLUSIVE));
    assert_false(win_lock_ask(*state, 2, LOCK_SHARED));
    assert_false(win_lock_ask(*state, 3, LOCK_SHARED));
    win_lock_release(*state);
    assert_int_equal(grants, 1);
    win_lock_release(*state);
    assert_int_equal(grants, 3);
    assert_int_equal(granted[1], 2);
    assert_int_equal(granted[2], 3);
}

/* But who may be waited for elsewhere passes it: two of those could wait for each other. */
static void who_has_others_passes(void **state)
{
    assert_true(win_lock_ask(*state, 0, LOCK_SHARED));
    assert_false(win_lock_ask(*state, 1, LOCK_EXCLUSIVE));
    assert_true(win_lock_ask(*state, 2, LOCK_SHARED_OF_SEVERAL));
    win_lock_release(*state);
    win_lock_release(*state);
    assert_int_equal(grants, 1);
    assert_false(win_lock_ask(*state, 3, LOCK_SHARED));
    assert_false(win_lock_ask(*state, 4, LOCK_EXCLUSIVE));
    assert_false(win_lock_ask(*state, 5, LOCK_SHARED));
    assert_false(win_lock_ask(*state, 6, LOCK_SHARED_OF_SEVERAL));
    win_lock_release(*state);
    assert_int_equal(grants, 3);
    assert_int_equal(granted[1], 3);
    assert_int_equal(granted[2], 6);
    win_lock_release(*state);
    win_lock_release(*state);
    assert_int_equal(granted[3], 4);
    win_lock_release(*state);
    assert_int_equal(granted[4], 5);
}

static void regions(void **state)
{
    struct list attached;
    char memory[100];
    uintptr_t at = (uintptr_t)memory;

    (void)state;
    list_init(&attached);
    assert_false(region_holds(&attached, at, 1));
    assert_int_equal(region_attach(&attached, memory + 10, 20), MPI_SUCCESS);
    assert_int_equal(region_attach(&attached, memory + 30, 20), MPI_SUCCESS);
    assert_true(region_holds(&attached, at + 10, 20));
    assert_true(region_holds(&attached, at + 29, 1));
    assert_true(region_holds(&attached, at + 30, 1));
    assert_false(region_holds(&attached, at + 9, 2));
    assert_false(region_holds(&attached, at + 50, 1));
    assert_false(region_holds(&attached, at + 29, 2)); /* of two regions */
    assert_false(region_holds(&attached, UINTPTR_MAX - 1, 4));
    assert_int_equal(region_attach(&attached, memory + 49, 1), MPI_ERR_RMA_ATTACH);
    assert_int_equal(region_attach(&attached, memory, 11), MPI_ERR_RMA_ATTACH);
    assert_int_equal(region_attach(&attached, memory, -1), MPI_ERR_SIZE);
    assert_int_equal(region_attach(&attached, memory, 10), MPI_SUCCESS);
    assert_int_equal(region_detach(&attached, memory + 1), MPI_ERR_RMA_ATTACH);
    assert_int_equal(region_detach(&attached, memory + 10), MPI_SUCCESS);
    assert_false(region_holds(&attached, at + 10, 1));
    assert_true(region_holds(&attached, at, 10));
    region_drop_all(&attached);
    assert_false(region_holds(&attached, at, 10));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shared_ones_go_together, setup, teardown),
        cmocka_unit_test_setup_teardown(exclusive_ones_wait_for_each_other, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(nobody_is_passed, setup, teardown),
        cmocka_unit_test_setup_teardown(who_has_others_passes, setup, teardown),
        cmocka_unit_test(regions),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
