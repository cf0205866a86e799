/* SPDX-License-Identifier: BSD-3-Clause */
/* Pools and lists. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "util/list.h"
#include "util/pool.h"

enum { MANY = 1000 };

static void objects_do_not_overlap(void **state)
{
    struct pool pool = { .size = 24 };
    unsigned char *objects[MANY];

    (void)state;
    for (int i = 0; i < MANY; i++) {
        objects[i] = pool_get(&pool);
        assert_int_equal((uintptr_t)objects[i] % _Alignof(max_align_t), 0);
        memset(objects[i], i & 0xff, pool.size);
    }
    for (int i = 0; i < MANY; i++)
        for (size_t k = 0; k < pool.size; k++)
            assert_int_equal(objects[i][k], i & 0xff);
    pool_fini(&pool);
}

static void what_is_put_back_comes_first(void **state)
{
    struct pool pool = { .size = 100 };
    void *first = pool_get(&pool);

    (void)state;
    pool_put(&pool, first);
    assert_ptr_equal(pool_get(&pool), first);
    pool_fini(&pool);
    assert_non_null(pool_get(&pool)); /* it may be used again */
    pool_fini(&pool);
}

struct item {
    int value;
    struct list link;
};

static void a_list_keeps_its_order(void **state)
{
    struct item items[5];
    struct list list;
    int expected = 0;

    (void)state;
    list_init(&list);
    for (int i = 0; i < 5; i++) {
        items[i].value = i;
        list_append(&list, &items[i].link);
    }
    list_for_each (link, &list)
        assert_int_equal(container_of(link, struct item, link)->value, expected++);
    assert_int_equal(expected, 5);
    list_for_each_safe (link, &list)
        if (container_of(link, struct item, link)->value % 2)
            list_remove(link);
    assert_ptr_equal(list_pop(&list), &items[0].link);
    assert_ptr_equal(list_pop(&list), &items[2].link);
    assert_ptr_equal(list_pop(&list), &items[4].link);
    assert_null(list_pop(&list));
    assert_true(list_is_empty(&list));
}

static void a_link_may_be_removed_twice(void **state)
{
    struct item item;
    struct list list;

    (void)state;
    list_init(&list);
    list_append(&list, &item.link);
    list_remove(&item.link);
    list_remove(&item.link);
    assert_true(list_is_empty(&list));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_do_not_overlap),
        cmocka_unit_test(what_is_put_back_comes_first),
        cmocka_unit_test(a_list_keeps_its_order),
        cmocka_unit_test(a_link_may_be_removed_twice),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
