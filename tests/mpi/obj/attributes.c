/* SPDX-License-Identifier: BSD-3-Clause */
/* attributes: on communicators and datatypes, over dup and free, and at MPI_Finalize. */
#include "../check.h"

static int copies, deletes, order;

static int copy(MPI_Comm comm, int keyval, void *extra_state, void *in, void *out,
                int *flag)
{
    (void)comm, (void)keyval;
    copies++;
    if (in == extra_state)
        return MPI_ERR_OTHER;
    *(void **)out = (char *)in + 1;
    *flag = 1;
    return MPI_SUCCESS;
}

static int delete (MPI_Comm comm, int keyval, void *value, void *extra_state)
{
    (void)comm, (void)keyval, (void)value, (void)extra_state;
    deletes++;
    return MPI_SUCCESS;
}

static void *get(MPI_Comm comm, int keyval)
{
    void *value = NULL;
    int flag;

    check_ok(MPI_Comm_get_attr(comm, keyval, &value, &flag));
    return flag ? value : NULL;
}

static void over_dup_and_free(void)
{
    static char values[2], bad;
    MPI_Comm dup;
    int keyval, old;

    copies = deletes = 0;
    check_ok(MPI_Comm_create_keyval(copy, delete, &keyval, &bad));
    check_ok(MPI_Comm_set_attr(MPI_COMM_WORLD, keyval, &values[0]));
    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &dup));
    check(get(dup, keyval) == &values[1], "%p", get(dup, keyval));
    old = keyval;
    check_ok(MPI_Comm_free_keyval(&keyval));
    check(keyval == MPI_KEYVAL_INVALID, "%d", keyval);
    check_class(MPI_Comm_delete_attr(dup, old), MPI_ERR_KEYVAL);
    check_ok(MPI_Comm_free(&dup));
    check(copies == 1 && deletes == 1, "%d %d", copies, deletes);
}

static void a_copy_that_fails(void)
{
    static char bad;
    MPI_Comm dup = MPI_COMM_NULL;
    int keyval;

    check_ok(MPI_Comm_create_keyval(copy, MPI_COMM_NULL_DELETE_FN, &keyval, &bad));
    check_ok(MPI_Comm_set_attr(MPI_COMM_SELF, keyval, &bad));
    check_class(MPI_Comm_dup(MPI_COMM_SELF, &dup), MPI_ERR_OTHER);
    check(dup == MPI_COMM_NULL, "%p", (void *)dup);
    check_ok(MPI_Comm_delete_attr(MPI_COMM_SELF, keyval));
    check_ok(MPI_Comm_free_keyval(&keyval));
}

static void predefined(void)
{
    int *value = get(MPI_COMM_WORLD, MPI_TAG_UB), code;

    check(value && *value >= 32767, "MPI_TAG_UB is not there, or too low");
    check_ok(MPI_Add_error_class(&code));
    value = get(MPI_COMM_WORLD, MPI_LASTUSEDCODE);
    check(value && *value == code, "MPI_LASTUSEDCODE is not %d", code);
    check_class(MPI_Comm_set_attr(MPI_COMM_WORLD, MPI_TAG_UB, value), MPI_ERR_KEYVAL);
    check_class(MPI_Comm_delete_attr(MPI_COMM_WORLD, MPI_TAG_UB), MPI_ERR_KEYVAL);
}

static void of_datatypes(void)
{
    MPI_Datatype dup;
    int keyval, flag, value = 5, *found = NULL;

    check_ok(
        MPI_Type_create_keyval(MPI_TYPE_DUP_FN, MPI_TYPE_NULL_DELETE_FN, &keyval, NULL));
    check_ok(MPI_Type_set_attr(MPI_INT, keyval, &value));
    check_ok(MPI_Type_dup(MPI_INT, &dup));
    check_ok(MPI_Type_get_attr(dup, keyval, &found, &flag));
    check(flag && found == &value, "%d %p", flag, (void *)found);
    check_class(MPI_Comm_set_attr(MPI_COMM_SELF, keyval, &value), MPI_ERR_KEYVAL);
    check_ok(MPI_Type_free(&dup));
    check_ok(MPI_Type_delete_attr(MPI_INT, keyval));
    check_ok(MPI_Type_free_keyval(&keyval));
}

/* Attributes of MPI_COMM_SELF go at MPI_Finalize, the last first (MPI 5.0, 11.2.4). */
static int at_end(MPI_Comm comm, int keyval, void *value, void *extra_state)
{
    (void)comm, (void)keyval, (void)extra_state;
    order = order * 10 + *(int *)value;
    return MPI_SUCCESS;
}

static void set_for_the_end(int *value)
{
    int keyval;

    check_ok(MPI_Keyval_create(MPI_NULL_COPY_FN, at_end, &keyval, NULL));
    check_ok(MPI_Attr_put(MPI_COMM_SELF, keyval, value));
    check_ok(MPI_Keyval_free(&keyval));
}

int main(int argc, char **argv)
{
    static int values[] = { 1, 2, 3 };

    check_init(&argc, &argv);
    errors_return(MPI_COMM_WORLD);
    errors_return(MPI_COMM_SELF);
    over_dup_and_free();
    a_copy_that_fails();
    predefined();
    of_datatypes();
    for (int i = 0; i < 3; i++)
        set_for_the_end(&values[i]);
    finish();
    if (order != 321)
        fprintf(stderr, "deleted in the order %d\n", order);
    return order != 321;
}
