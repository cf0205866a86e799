/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/keyval.h"

#include <stdlib.h>

#include "obj/handle.h"
#include "util/err.h"

/* Numbers begin above the standard's own (501 to 605).  They are not used again, so that
 * an old number in a program is an error and not somebody else's attribute. */
enum { FIRST = 1024 };

static struct keyval **table; /* by number - FIRST; NULL where freed */
static int table_count;

int keyval_create(enum object_kind kind, union keyval_copy copy,
                  union keyval_delete delete, void *extra_state, int *number)
{
    struct keyval **more = realloc(table, ((size_t)table_count + 1) * sizeof *more);
    struct keyval *keyval = malloc(sizeof *keyval);

    if (more)
        table = more;
    if (!more || !keyval) {
        free(keyval);
        return err(MPI_ERR_NO_MEM, "no memory for a keyval");
    }
    *keyval = (struct keyval){
        .kind = kind,
        .number = FIRST + table_count,
        .refs = 1,
        .copy = copy,
        .delete = delete,
        .extra_state = extra_state,
    };
    table[table_count++] = keyval;
    *number = keyval->number;
    return MPI_SUCCESS;
}

static struct keyval *in_table(int number)
{
    return number >= FIRST && number - FIRST < table_count ? table[number - FIRST] : NULL;
}

struct keyval *keyval_find(enum object_kind kind, int number)
{
    struct keyval *keyval = in_table(number);

    if (keyval && keyval->kind == kind)
        return keyval;
    if (keyval)
        err(MPI_ERR_KEYVAL, "keyval %d was made for a %s, not for a %s", number,
            handle_noun(keyval->kind), handle_noun(kind));
    else if (number == MPI_KEYVAL_INVALID)
        err(MPI_ERR_KEYVAL,
            "the keyval is MPI_KEYVAL_INVALID: it was freed, or never made");
    else
        err(MPI_ERR_KEYVAL, "the keyval (%d) is none, or was freed", number);
    return NULL;
}

int keyval_free(enum object_kind kind, int *number)
{
    struct keyval *keyval = keyval_find(kind, *number);

    if (!keyval)
        return MPI_ERR_KEYVAL;
    table[keyval->number - FIRST] = NULL;
    keyval_put(keyval);
    *number = MPI_KEYVAL_INVALID;
    return MPI_SUCCESS;
}

void keyval_get(struct keyval *keyval)
{
    keyval->refs++;
}

void keyval_put(struct keyval *keyval)
{
    if (--keyval->refs == 0)
        free(keyval);
}

static int call_copy(const struct keyval *keyval, const struct object *object,
                     void *value, void *copy, int *flag)
{
    void *handle = object_handle(object), *extra = keyval->extra_state;

    switch (keyval->kind) {
    case OBJECT_COMM:
        return keyval->copy.comm(handle, keyval->number, extra, value, copy, flag);
    case OBJECT_DATATYPE:
        return keyval->copy.type(handle, keyval->number, extra, value, copy, flag);
    default:
        return keyval->copy.win(handle, keyval->number, extra, value, copy, flag);
    }
}

int keyval_call_copy(const struct keyval *keyval, const struct object *object,
                     void *value, void **copy, bool *copied)
{
    int flag = 0, rc = MPI_SUCCESS;

    *copy = value;
    if (keyval->copy.comm == MPI_COMM_DUP_FN)
        flag = 1;
    else if (keyval->copy.comm != MPI_COMM_NULL_COPY_FN)
        rc = call_copy(keyval, object, value, copy, &flag);
    *copied = flag != 0;
    if (rc != MPI_SUCCESS)
        err(rc, "the copy function of keyval %d returned %d", keyval->number, rc);
    return rc;
}

static int call_delete(const struct keyval *keyval, const struct object *object,
                       void *value)
{
    void *handle = object_handle(object), *extra = keyval->extra_state;

    switch (keyval->kind) {
    case OBJECT_COMM:
        return keyval->delete.comm(handle, keyval->number, value, extra);
    case OBJECT_DATATYPE:
        return keyval->delete.type(handle, keyval->number, value, extra);
    default:
        return keyval->delete.win(handle, keyval->number, value, extra);
    }
}

int keyval_call_delete(const struct keyval *keyval, const struct object *object,
                       void *value)
{
    int rc;

    if (keyval->delete.comm == MPI_COMM_NULL_DELETE_FN)
        return MPI_SUCCESS;
    rc = call_delete(keyval, object, value);
    if (rc != MPI_SUCCESS)
        err(rc, "the delete function of keyval %d returned %d", keyval->number, rc);
    return rc;
}
