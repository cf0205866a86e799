/* SPDX-License-Identifier: BSD-3-Clause */
/* attr: when the functions of a keyval are called, in which order, and what their
 * failures leave behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "obj/attr.h"
#include "obj/errcode.h"
#include "util/err.h"

static struct object comm, dup;

/* What the functions were called with, as "copy 1; delete 2; ". */
static char journal[256];
static int refused; /* the value for which they fail */
static const int state_of_user = 42;

static void note(const char *what, void *value)
{
    size_t used = strlen(journal);

    snprintf(journal + used, sizeof journal - used, "%s %d; ", what,
             (int)(intptr_t)value);
}

static int copy_tenfold(MPI_Comm from, int keyval, void *extra_state, void *value,
                        void *copy, int *flag)
{
    (void)keyval;
    assert_ptr_equal(from, &comm);
    assert_ptr_equal(extra_state, &state_of_user);
    note("copy", value);
    if ((intptr_t)value == refused)
        return MPI_ERR_OTHER;
    *flag = (intptr_t)value != 5;
    *(void **)copy = (void *)((intptr_t)value * 10);
    return MPI_SUCCESS;
}

static int delete_noting(MPI_Comm from, int keyval, void *value, void *extra_state)
{
    (void)from, (void)keyval;
    assert_ptr_equal(extra_state, &state_of_user);
    note("delete", value);
    return (intptr_t)value == refused ? MPI_ERR_OTHER : MPI_SUCCESS;
}

static int setup(void **state)
{
    (void)state;
    object_init(&comm, OBJECT_COMM, NULL);
    object_init(&dup, OBJECT_COMM, NULL);
    journal[0] = '\0';
    refused = -1;
    return 0;
}

static int make(MPI_Comm_copy_attr_function *copy, MPI_Comm_delete_attr_function *delete)
{
    int keyval = MPI_KEYVAL_INVALID;

    assert_int_equal(keyval_create(OBJECT_COMM, (union keyval_copy){ .comm = copy },
                                   (union keyval_delete){ .comm = delete },
                                   (void *)&state_of_user, &keyval),
                     MPI_SUCCESS);
    return keyval;
}

static void drop(int keyval)
{
    assert_int_equal(keyval_free(OBJECT_COMM, &keyval), MPI_SUCCESS);
    assert_int_equal(keyval, MPI_KEYVAL_INVALID);
}

static void set(int keyval, intptr_t value)
{
    assert_int_equal(attr_set(&comm, keyval, (void *)value), MPI_SUCCESS);
}

/* The value of an attribute, -1 if object has none. */
static intptr_t value_of(const struct object *object, int keyval)
{
    void *value = NULL;
    bool found;

    assert_int_equal(attr_get(object, keyval, &value, &found), MPI_SUCCESS);
    return found ? (intptr_t)value : -1;
}

static void set_get_delete(void **state)
{
    int keyval = make(MPI_COMM_NULL_COPY_FN, delete_noting);

    (void)state;
    assert_int_equal(value_of(&comm, keyval), -1);
    set(keyval, 1);
    set(keyval, 2);
    assert_string_equal(journal, "delete 1; ");
    assert_int_equal(value_of(&comm, keyval), 2);
    assert_int_equal(attr_delete(&comm, keyval), MPI_SUCCESS);
    assert_string_equal(journal, "delete 1; delete 2; ");
    assert_int_equal(value_of(&comm, keyval), -1);
    assert_int_equal(attr_delete(&comm, keyval), MPI_ERR_KEYVAL);
    drop(keyval);
}

static void the_last_set_goes_first(void **state)
{
    int a = make(MPI_COMM_NULL_COPY_FN, delete_noting);
    int b = make(MPI_COMM_NULL_COPY_FN, delete_noting);
    int c = make(MPI_COMM_NULL_COPY_FN, MPI_COMM_NULL_DELETE_FN);

    (void)state;
    set(a, 1);
    set(c, 3);
    set(b, 2);
    assert_int_equal(attr_delete_all(&comm), MPI_SUCCESS);
    assert_string_equal(journal, "delete 2; delete 1; ");
    assert_null(comm.attributes);
    drop(a);
    drop(b);
    drop(c);
}

static void a_dup_gets_what_the_copy_functions_say(void **state)
{
    int none = make(MPI_COMM_NULL_COPY_FN, MPI_COMM_NULL_DELETE_FN);
    int same = make(MPI_COMM_DUP_FN, MPI_COMM_NULL_DELETE_FN);
    int tenfold = make(copy_tenfold, delete_noting);
    int unwanted = make(copy_tenfold, MPI_COMM_NULL_DELETE_FN);

    (void)state;
    set(none, 1);
    set(same, 2);
    set(tenfold, 3);
    set(unwanted, 5);
    assert_int_equal(attr_copy_all(&comm, &dup), MPI_SUCCESS);
    assert_string_equal(journal, "copy 3; copy 5; ");
    assert_int_equal(value_of(&dup, none), -1);
    assert_int_equal(value_of(&dup, same), 2);
    assert_int_equal(value_of(&dup, tenfold), 30);
    assert_int_equal(value_of(&dup, unwanted), -1);
    assert_int_equal(attr_delete_all(&dup), MPI_SUCCESS);
    assert_int_equal(attr_delete_all(&comm), MPI_SUCCESS);
    assert_string_equal(journal, "copy 3; copy 5; delete 30; delete 3; ");
    drop(none);
    drop(same);
    drop(tenfold);
    drop(unwanted);
}

static void a_copy_keeps_the_order(void **state)
{
    int a = make(copy_tenfold, delete_noting), b = make(copy_tenfold, delete_noting);

    (void)state;
    set(a, 1);
    set(b, 2);
    attr_copy_all(&comm, &dup);
    attr_delete_all(&dup);
    assert_string_equal(journal, "copy 1; copy 2; delete 20; delete 10; ");
    attr_delete_all(&comm);
    drop(a);
    drop(b);
}

static void a_copy_that_fails_ends_the_dup(void **state)
{
    int a = make(copy_tenfold, delete_noting), b = make(copy_tenfold, delete_noting);

    (void)state;
    set(a, 1);
    set(b, 2);
    refused = 2;
    assert_int_equal(attr_copy_all(&comm, &dup), MPI_ERR_OTHER);
    assert_non_null(strstr(err_text(), "the copy function of keyval"));
    assert_int_equal(attr_delete_all(&dup), MPI_SUCCESS);
    assert_string_equal(journal, "copy 1; copy 2; delete 10; ");
    refused = -1;
    attr_delete_all(&comm);
    drop(a);
    drop(b);
}

static void what_would_not_go_stays(void **state)
{
    int a = make(MPI_COMM_NULL_COPY_FN, delete_noting);
    int b = make(MPI_COMM_NULL_COPY_FN, delete_noting);
    int c = make(MPI_COMM_NULL_COPY_FN, delete_noting);

    (void)state;
    set(a, 1);
    set(b, 2);
    set(c, 3);
    refused = 2;
    assert_int_equal(attr_delete_all(&comm), MPI_ERR_OTHER);
    assert_int_equal(attr_delete(&comm, b), MPI_ERR_OTHER);
    assert_int_equal(attr_set(&comm, b, NULL), MPI_ERR_OTHER);
    assert_int_equal(value_of(&comm, a), 1);
    assert_int_equal(value_of(&comm, b), 2);
    assert_int_equal(value_of(&comm, c), -1);
    refused = -1;
    assert_int_equal(attr_delete_all(&comm), MPI_SUCCESS);
    drop(a);
    drop(b);
    drop(c);
}

static void a_freed_keyval_lives_until_its_last_attribute(void **state)
{
    int keyval = make(copy_tenfold, delete_noting), old = keyval;

    (void)state;
    set(keyval, 4);
    drop(keyval);
    assert_int_equal(attr_set(&comm, old, NULL), MPI_ERR_KEYVAL);
    assert_int_equal(attr_copy_all(&comm, &dup), MPI_SUCCESS);
    assert_int_equal(attr_delete_all(&comm), MPI_SUCCESS);
    assert_int_equal(attr_delete_all(&dup), MPI_SUCCESS);
    assert_string_equal(journal, "copy 4; delete 4; delete 40; ");
    assert_int_not_equal(make(NULL, NULL), old);
}

static void numbers_that_are_no_keyvals(void **state)
{
    int keyval = MPI_KEYVAL_INVALID, tag_ub = MPI_TAG_UB;
    struct object type;
    void *value;
    bool found;

    (void)state;
    assert_int_equal(attr_get(&comm, MPI_KEYVAL_INVALID, &value, &found), MPI_ERR_KEYVAL);
    assert_string_equal(err_text(),
                        "the keyval is MPI_KEYVAL_INVALID: it was freed, or never made");
    assert_int_equal(attr_set(&comm, 999999, NULL), MPI_ERR_KEYVAL);
    assert_int_equal(attr_set(&comm, -3, NULL), MPI_ERR_KEYVAL);
    assert_int_equal(keyval_free(OBJECT_COMM, &keyval), MPI_ERR_KEYVAL);
    assert_int_equal(keyval_free(OBJECT_COMM, &tag_ub), MPI_ERR_KEYVAL);
    assert_int_equal(tag_ub, MPI_TAG_UB);

    object_init(&type, OBJECT_DATATYPE, NULL);
    keyval = make(NULL, NULL);
    assert_int_equal(attr_set(&type, keyval, NULL), MPI_ERR_KEYVAL);
    assert_non_null(
        strstr(err_text(), "was made for a communicator, not for a datatype"));
    assert_int_equal(attr_get(&type, MPI_TAG_UB, &value, &found), MPI_ERR_KEYVAL);
    drop(keyval);
}

static int *predefined(int keyval)
{
    return (int *)value_of(&comm, keyval);
}

static void predefined_attributes_can_only_be_read(void **state)
{
    int added;

    (void)state;
    assert_int_equal(value_of(&comm, MPI_APPNUM), -1);
    attr_predefine(MPI_APPNUM, 7);
    attr_predefine(MPI_TAG_UB, 32767);
    assert_int_equal(*predefined(MPI_APPNUM), 7);
    assert_int_equal(*predefined(MPI_TAG_UB), 32767);
    assert_int_equal(*predefined(MPI_HOST), MPI_PROC_NULL);
    assert_int_equal(*predefined(MPI_IO), MPI_ANY_SOURCE);
    assert_int_equal(*predefined(MPI_WTIME_IS_GLOBAL), 0);
    errcode_add_class(&added);
    assert_int_equal(*predefined(MPI_LASTUSEDCODE), added);
    errcode_remove_class(added);
    assert_int_equal(attr_set(&comm, MPI_TAG_UB, NULL), MPI_ERR_KEYVAL);
    assert_string_equal(err_text(),
                        "the attribute MPI_TAG_UB is MPI's own: it can only be read");
    assert_int_equal(attr_delete(&comm, MPI_APPNUM), MPI_ERR_KEYVAL);
}

#define fresh(test) cmocka_unit_test_setup(test, setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        fresh(set_get_delete),
        fresh(the_last_set_goes_first),
        fresh(a_dup_gets_what_the_copy_functions_say),
        fresh(a_copy_keeps_the_order),
        fresh(a_copy_that_fails_ends_the_dup),
        fresh(what_would_not_go_stays),
        fresh(a_freed_keyval_lives_until_its_last_attribute),
        fresh(numbers_that_are_no_keyvals),
        fresh(predefined_attributes_can_only_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
