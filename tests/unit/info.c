/* SPDX-License-Identifier: BSD-3-Clause */
/* info: ordered keys and values, their limits, and what MPI_INFO_ENV knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <unistd.h>

#include "obj/info.h"
#include "util/err.h"

static info_t *info;

static int setup(void **state)
{
    (void)state;
    return info_create(&info);
}

static int teardown(void **state)
{
    (void)state;
    object_put(&info->object);
    return 0;
}

static void set(const char *key, const char *value)
{
    assert_int_equal(info_set(info, key, value), MPI_SUCCESS);
}

static void keys_stay_in_order(void **state)
{
    (void)state;
    set("b", "1");
    set("a", "2");
    set("c", "3");
    set("b", "4"); /* keeps its place */
    assert_int_equal(info_delete(info, "a"), MPI_SUCCESS);
    set("a", "5");
    assert_int_equal(info->count, 3);
    assert_string_equal(info->entries[0].key, "b");
    assert_string_equal(info->entries[0].value, "4");
    assert_string_equal(info->entries[1].key, "c");
    assert_string_equal(info->entries[2].key, "a");
}

static void get(void **state)
{
    (void)state;
    set("key", "");
    assert_string_equal(info_get(info, "key"), "");
    assert_null(info_get(info, "KEY"));
    assert_null(info_get(NULL, "key"));
}

static void a_dup_is_apart(void **state)
{
    info_t *dup;

    (void)state;
    set("key", "old");
    assert_int_equal(info_dup(info, &dup), MPI_SUCCESS);
    set("key", "new");
    assert_string_equal(info_get(dup, "key"), "old");
    object_put(&dup->object);
}

static void an_unknown_key_cannot_be_deleted(void **state)
{
    (void)state;
    assert_int_equal(info_delete(info, "key"), MPI_ERR_INFO_NOKEY);
    assert_string_equal(err_text(), "the info object has no key \"key\"");
}

/* A string of length bytes. */
static const char *of_length(size_t length)
{
    static char text[MPI_MAX_INFO_VAL + 1];

    memset(text, 'x', length);
    text[length] = '\0';
    return text;
}

static void limits(void **state)
{
    (void)state;
    set(of_length(MPI_MAX_INFO_KEY - 1), "");
    assert_int_equal(info_set(info, of_length(MPI_MAX_INFO_KEY), ""), MPI_ERR_INFO_KEY);
    assert_int_equal(info_set(info, "", "value"), MPI_ERR_INFO_KEY);
    assert_int_equal(info_set(info, NULL, "value"), MPI_ERR_INFO_KEY);
    set("key", of_length(MPI_MAX_INFO_VAL - 1));
    assert_int_equal(info_set(info, "key", of_length(MPI_MAX_INFO_VAL)),
                     MPI_ERR_INFO_VALUE);
    assert_int_equal(info_set(info, "key", NULL), MPI_ERR_INFO_VALUE);
    assert_int_equal(strlen(info_get(info, "key")), MPI_MAX_INFO_VAL - 1);
    assert_int_equal(info->count, 2);
}

static char *const arguments[] = { "./solver", "-n", "12", "in put", NULL };

static void env_of_arguments(void **state)
{
    info_t *env;
    char here[MPI_MAX_INFO_VAL];

    (void)state;
    assert_int_equal(info_create_env(4, arguments, &env), MPI_SUCCESS);
    assert_string_equal(info_get(env, "command"), "./solver");
    assert_string_equal(info_get(env, "argv"), "-n 12 in put");
    assert_string_equal(info_get(env, "wdir"), getcwd(here, sizeof here));
    assert_non_null(info_get(env, "host"));
    assert_non_null(info_get(env, "arch"));
    assert_null(info_get(env, "maxprocs"));
    object_put(&env->object);
}

static void env_without_arguments_asks_the_kernel(void **state)
{
    info_t *env;

    (void)state;
    assert_int_equal(info_create_env(0, NULL, &env), MPI_SUCCESS);
    assert_non_null(strstr(info_get(env, "command"), "info"));
    object_put(&env->object);
}

static void arguments_that_do_not_fit_are_left_out(void **state)
{
    char *const large[] = { "app", (char *)of_length(MPI_MAX_INFO_VAL), NULL };
    info_t *env;

    (void)state;
    assert_int_equal(info_create_env(2, large, &env), MPI_SUCCESS);
    assert_string_equal(info_get(env, "command"), "app");
    assert_null(info_get(env, "argv"));
    object_put(&env->object);
}

static void info_env_is_predefined(void **state)
{
    info_t *again;

    (void)state;
    assert_null(info_of(MPI_INFO_ENV));
    assert_int_equal(info_init(), MPI_SUCCESS);
    assert_null(info_get(info_of(MPI_INFO_ENV), "maxprocs"));
    assert_int_equal(info_env_processes(16), MPI_SUCCESS);
    assert_string_equal(info_get(info_of(MPI_INFO_ENV), "maxprocs"), "16");
    assert_int_equal(info_create_env(1, arguments, &again), MPI_SUCCESS);
    assert_string_equal(info_get(again, "maxprocs"), "16");
    object_put(&again->object);
    info_fini();
    assert_null(info_of(MPI_INFO_ENV));
}

#define fresh(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        fresh(keys_stay_in_order),
        fresh(get),
        fresh(a_dup_is_apart),
        fresh(an_unknown_key_cannot_be_deleted),
        fresh(limits),
        cmocka_unit_test(env_of_arguments),
        cmocka_unit_test(env_without_arguments_asks_the_kernel),
        cmocka_unit_test(arguments_that_do_not_fit_are_left_out),
        cmocka_unit_test(info_env_is_predefined),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
