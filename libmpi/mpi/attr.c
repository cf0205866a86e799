/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * attr.c: attributes of communicators, datatypes and windows (MPI 5.0, 7.7), and their
 * deprecated calls of MPI-1 (chapter 17).
 */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/attr.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "util/lock.h"
#include "util/macros.h"

static int finish(int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_self(error, call);
    call_leave();
    return error;
}

static int finish_comm(MPI_Comm comm, int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_comm(comm, error, call);
    call_leave();
    return error;
}

static int finish_win(MPI_Win win, int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_win(win, error, call);
    call_leave();
    return error;
}

/* The object of a handle.  This takes the lock, which finish gives back. */
static int check(const void *handle, enum object_kind kind, const char *argument,
                 struct object **object)
{
    lock_enter();
    *object = object_of(handle, kind);
    return *object ? MPI_SUCCESS : handle_invalid(handle, kind, argument);
}

static int set(const void *handle, enum object_kind kind, const char *argument,
               int keyval, void *value)
{
    struct object *object;
    int error = check(handle, kind, argument, &object);

    return error ? error : attr_set(object, keyval, value);
}

static int get(const void *handle, enum object_kind kind, const char *argument,
               int keyval, void *value, int *flag)
{
    struct object *object;
    bool found;
    int error = check(handle, kind, argument, &object);

    if (!error)
        error = attr_get(object, keyval, value, &found);
    if (!error)
        *flag = found;
    return error;
}

static int delete (const void *handle, enum object_kind kind, const char *argument,
                   int keyval)
{
    struct object *object;
    int error = check(handle, kind, argument, &object);

    return error ? error : attr_delete(object, keyval);
}

/* Keyvals are in the ledger by their numbers. */
static int keep(int error, const int *keyval, enum mpi_call call)
{
    if (!error)
        ledger_enter((void *)(intptr_t)*keyval, (enum object_kind)LEDGER_KEYVAL, call);
    return error;
}

static int free_keyval(enum object_kind kind, int *keyval, enum mpi_call call)
{
    int given_back = *keyval, error;

    call_enter(call);
    error = keyval_free(kind, keyval);
    if (!error)
        ledger_take((void *)(intptr_t)given_back);
    return finish(given(error, "keyval=%d", given_back), call);
}

/* Communicators */

static int create_comm_keyval(MPI_Comm_copy_attr_function *copy_fn,
                              MPI_Comm_delete_attr_function *delete_fn, int *keyval,
                              void *extra_state, enum mpi_call call)
{
    union keyval_copy copy = { .comm = copy_fn };
    union keyval_delete delete = { .comm = delete_fn };

    call_enter(call);
    return finish(
        keep(keyval_create(OBJECT_COMM, copy, delete, extra_state, keyval), keyval, call),
        call);
}

int PMPI_Comm_create_keyval(MPI_Comm_copy_attr_function *comm_copy_attr_fn,
                            MPI_Comm_delete_attr_function *comm_delete_attr_fn,
                            int *comm_keyval, void *extra_state)
{
    return create_comm_keyval(comm_copy_attr_fn, comm_delete_attr_fn, comm_keyval,
                              extra_state, CALL_Comm_create_keyval);
}
weak_alias(PMPI_Comm_create_keyval, MPI_Comm_create_keyval);

int PMPI_Comm_free_keyval(int *comm_keyval)
{
    return free_keyval(OBJECT_COMM, comm_keyval, CALL_Comm_free_keyval);
}
weak_alias(PMPI_Comm_free_keyval, MPI_Comm_free_keyval);

int PMPI_Comm_set_attr(MPI_Comm comm, int comm_keyval, void *attribute_val)
{
    int error = set(comm, OBJECT_COMM, "comm", comm_keyval, attribute_val);

    return finish_comm(comm, given(error, "%pC, comm_keyval=%d", comm, comm_keyval),
                       CALL_Comm_set_attr);
}
weak_alias(PMPI_Comm_set_attr, MPI_Comm_set_attr);

int PMPI_Comm_get_attr(MPI_Comm comm, int comm_keyval, void *attribute_val, int *flag)
{
    int error = get(comm, OBJECT_COMM, "comm", comm_keyval, attribute_val, flag);

    return finish_comm(comm, given(error, "%pC, comm_keyval=%d", comm, comm_keyval),
                       CALL_Comm_get_attr);
}
weak_alias(PMPI_Comm_get_attr, MPI_Comm_get_attr);

int PMPI_Comm_delete_attr(MPI_Comm comm, int comm_keyval)
{
    int error = delete (comm, OBJECT_COMM, "comm", comm_keyval);

    return finish_comm(comm, given(error, "%pC, comm_keyval=%d", comm, comm_keyval),
                       CALL_Comm_delete_attr);
}
weak_alias(PMPI_Comm_delete_attr, MPI_Comm_delete_attr);

/* Communicators, as MPI-1 called it */

int PMPI_Keyval_create(MPI_Copy_function *copy_fn, MPI_Delete_function *delete_fn,
                       int *keyval, void *extra_state)
{
    return create_comm_keyval(copy_fn, delete_fn, keyval, extra_state,
                              CALL_Keyval_create);
}
weak_alias(PMPI_Keyval_create, MPI_Keyval_create);

int PMPI_Keyval_free(int *keyval)
{
    return free_keyval(OBJECT_COMM, keyval, CALL_Keyval_free);
}
weak_alias(PMPI_Keyval_free, MPI_Keyval_free);

int PMPI_Attr_put(MPI_Comm comm, int keyval, void *attribute_val)
{
    int error = set(comm, OBJECT_COMM, "comm", keyval, attribute_val);

    return finish_comm(comm, given(error, "%pC, keyval=%d", comm, keyval), CALL_Attr_put);
}
weak_alias(PMPI_Attr_put, MPI_Attr_put);

int PMPI_Attr_get(MPI_Comm comm, int keyval, void *attribute_val, int *flag)
{
    int error = get(comm, OBJECT_COMM, "comm", keyval, attribute_val, flag);

    return finish_comm(comm, given(error, "%pC, keyval=%d", comm, keyval), CALL_Attr_get);
}
weak_alias(PMPI_Attr_get, MPI_Attr_get);

int PMPI_Attr_delete(MPI_Comm comm, int keyval)
{
    int error = delete (comm, OBJECT_COMM, "comm", keyval);

    return finish_comm(comm, given(error, "%pC, keyval=%d", comm, keyval),
                       CALL_Attr_delete);
}
weak_alias(PMPI_Attr_delete, MPI_Attr_delete);

/* Datatypes */

int PMPI_Type_create_keyval(MPI_Type_copy_attr_function *type_copy_attr_fn,
                            MPI_Type_delete_attr_function *type_delete_attr_fn,
                            int *type_keyval, void *extra_state)
{
    union keyval_copy copy = { .type = type_copy_attr_fn };
    union keyval_delete delete = { .type = type_delete_attr_fn };
    int error;

    call_enter(CALL_Type_create_keyval);
    error = keep(keyval_create(OBJECT_DATATYPE, copy, delete, extra_state, type_keyval),
                 type_keyval, CALL_Type_create_keyval);
    return finish(error, CALL_Type_create_keyval);
}
weak_alias(PMPI_Type_create_keyval, MPI_Type_create_keyval);

int PMPI_Type_free_keyval(int *type_keyval)
{
    return free_keyval(OBJECT_DATATYPE, type_keyval, CALL_Type_free_keyval);
}
weak_alias(PMPI_Type_free_keyval, MPI_Type_free_keyval);

int PMPI_Type_set_attr(MPI_Datatype datatype, int type_keyval, void *attribute_val)
{
    int error = set(datatype, OBJECT_DATATYPE, "datatype", type_keyval, attribute_val);

    return finish(given(error, "%pD, type_keyval=%d", datatype, type_keyval),
                  CALL_Type_set_attr);
}
weak_alias(PMPI_Type_set_attr, MPI_Type_set_attr);

int PMPI_Type_get_attr(MPI_Datatype datatype, int type_keyval, void *attribute_val,
                       int *flag)
{
    int error =
        get(datatype, OBJECT_DATATYPE, "datatype", type_keyval, attribute_val, flag);

    return finish(given(error, "%pD, type_keyval=%d", datatype, type_keyval),
                  CALL_Type_get_attr);
}
weak_alias(PMPI_Type_get_attr, MPI_Type_get_attr);

int PMPI_Type_delete_attr(MPI_Datatype datatype, int type_keyval)
{
    int error = delete (datatype, OBJECT_DATATYPE, "datatype", type_keyval);

    return finish(given(error, "%pD, type_keyval=%d", datatype, type_keyval),
                  CALL_Type_delete_attr);
}
weak_alias(PMPI_Type_delete_attr, MPI_Type_delete_attr);

/* Windows */

int PMPI_Win_create_keyval(MPI_Win_copy_attr_function *win_copy_attr_fn,
                           MPI_Win_delete_attr_function *win_delete_attr_fn,
                           int *win_keyval, void *extra_state)
{
    union keyval_copy copy = { .win = win_copy_attr_fn };
    union keyval_delete delete = { .win = win_delete_attr_fn };
    int error;

    call_enter(CALL_Win_create_keyval);
    error = keep(keyval_create(OBJECT_WIN, copy, delete, extra_state, win_keyval),
                 win_keyval, CALL_Win_create_keyval);
    return finish(error, CALL_Win_create_keyval);
}
weak_alias(PMPI_Win_create_keyval, MPI_Win_create_keyval);

int PMPI_Win_free_keyval(int *win_keyval)
{
    return free_keyval(OBJECT_WIN, win_keyval, CALL_Win_free_keyval);
}
weak_alias(PMPI_Win_free_keyval, MPI_Win_free_keyval);

int PMPI_Win_set_attr(MPI_Win win, int win_keyval, void *attribute_val)
{
    int error = set(win, OBJECT_WIN, "win", win_keyval, attribute_val);

    return finish_win(win, given(error, "%pW, win_keyval=%d", win, win_keyval),
                      CALL_Win_set_attr);
}
weak_alias(PMPI_Win_set_attr, MPI_Win_set_attr);

int PMPI_Win_get_attr(MPI_Win win, int win_keyval, void *attribute_val, int *flag)
{
    int error = get(win, OBJECT_WIN, "win", win_keyval, attribute_val, flag);

    return finish_win(win, given(error, "%pW, win_keyval=%d", win, win_keyval),
                      CALL_Win_get_attr);
}
weak_alias(PMPI_Win_get_attr, MPI_Win_get_attr);

int PMPI_Win_delete_attr(MPI_Win win, int win_keyval)
{
    int error = delete (win, OBJECT_WIN, "win", win_keyval);

    return finish_win(win, given(error, "%pW, win_keyval=%d", win, win_keyval),
                      CALL_Win_delete_attr);
}
weak_alias(PMPI_Win_delete_attr, MPI_Win_delete_attr);
