/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * errhan.c: error handlers, error classes and codes (MPI 5.0, 9.3 to 9.5).  The calls for
 * communicators, windows, files and sessions are the same but for the kind of the object.
 */
#include <mpi.h>
#include <string.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/errcode.h"
#include "obj/errhandler.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

static int finish(int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_any_time(error, call);
    call_leave();
    return error;
}

static int check(const void *handle, enum object_kind kind, const char *argument,
                 struct object **object)
{
    *object = object_of(handle, kind);
    return *object ? MPI_SUCCESS : handle_invalid(handle, kind, argument);
}

static int check_errhandler(MPI_Errhandler handle, errhandler_t **errhandler)
{
    *errhandler = errhandler_of(handle);
    return *errhandler ? MPI_SUCCESS
                       : handle_invalid(handle, OBJECT_ERRHANDLER, "errhandler");
}

static int create(enum object_kind kind, union errhandler_function function,
                  MPI_Errhandler *errhandler, enum mpi_call call)
{
    errhandler_t *fresh;
    int error;

    call_enter(call);
    error = errhandler_create(kind, function, &fresh);
    if (!error)
        *errhandler = ledger_give(&fresh->object, call);
    return finish(given(error, "errhandler_fn=%s", function.comm ? "a function" : "NULL"),
                  call);
}

static int set(const void *handle, enum object_kind kind, const char *argument,
               MPI_Errhandler errhandler)
{
    struct object *object;
    errhandler_t *e;
    int error = check(handle, kind, argument, &object);

    if (!error)
        error = check_errhandler(errhandler, &e);
    return error ? error : errhandler_attach(object, e);
}

static int get(const void *handle, enum object_kind kind, const char *argument,
               MPI_Errhandler *errhandler)
{
    struct object *object;
    int error = check(handle, kind, argument, &object);

    if (!error)
        *errhandler = errhandler_attached(object);
    return error;
}

/* The call itself succeeds, whatever the code is that it hands to the error handler. */
static int call_errhandler(const void *handle, enum object_kind kind,
                           const char *argument, int errorcode, enum mpi_call call)
{
    struct object *object;
    int error_class, error = check(handle, kind, argument, &object);

    if (!error)
        error = errcode_class(errorcode, &error_class);
    if (error)
        return error;
    err_clear(); /* the cause is the program's, and not what failed here before */
    errhandler_raise(object, errorcode, call_name(call));
    return MPI_SUCCESS;
}

/* Communicators */

int PMPI_Comm_create_errhandler(MPI_Comm_errhandler_function *comm_errhandler_fn,
                                MPI_Errhandler *errhandler)
{
    return create(OBJECT_COMM, (union errhandler_function){ .comm = comm_errhandler_fn },
                  errhandler, CALL_Comm_create_errhandler);
}
weak_alias(PMPI_Comm_create_errhandler, MPI_Comm_create_errhandler);

int PMPI_Comm_set_errhandler(MPI_Comm comm, MPI_Errhandler errhandler)
{
    int error;

    call_enter(CALL_Comm_set_errhandler);
    error = raise_comm(
        comm,
        given(set(comm, OBJECT_COMM, "comm", errhandler), "%pC, %pE", comm, errhandler),
        CALL_Comm_set_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Comm_set_errhandler, MPI_Comm_set_errhandler);

int PMPI_Comm_get_errhandler(MPI_Comm comm, MPI_Errhandler *errhandler)
{
    int error;

    call_enter(CALL_Comm_get_errhandler);
    error =
        raise_comm(comm, given(get(comm, OBJECT_COMM, "comm", errhandler), "%pC", comm),
                   CALL_Comm_get_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Comm_get_errhandler, MPI_Comm_get_errhandler);

int PMPI_Comm_call_errhandler(MPI_Comm comm, int errorcode)
{
    int error;

    call_enter(CALL_Comm_call_errhandler);
    error =
        call_errhandler(comm, OBJECT_COMM, "comm", errorcode, CALL_Comm_call_errhandler);
    error = raise_comm(comm, given(error, "%pC, errorcode=%d", comm, errorcode),
                       CALL_Comm_call_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Comm_call_errhandler, MPI_Comm_call_errhandler);

/* Windows */

int PMPI_Win_create_errhandler(MPI_Win_errhandler_function *win_errhandler_fn,
                               MPI_Errhandler *errhandler)
{
    return create(OBJECT_WIN, (union errhandler_function){ .win = win_errhandler_fn },
                  errhandler, CALL_Win_create_errhandler);
}
weak_alias(PMPI_Win_create_errhandler, MPI_Win_create_errhandler);

int PMPI_Win_set_errhandler(MPI_Win win, MPI_Errhandler errhandler)
{
    int error;

    call_enter(CALL_Win_set_errhandler);
    error = raise_win(
        win, given(set(win, OBJECT_WIN, "win", errhandler), "%pW, %pE", win, errhandler),
        CALL_Win_set_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Win_set_errhandler, MPI_Win_set_errhandler);

int PMPI_Win_get_errhandler(MPI_Win win, MPI_Errhandler *errhandler)
{
    int error;

    call_enter(CALL_Win_get_errhandler);
    error = raise_win(win, given(get(win, OBJECT_WIN, "win", errhandler), "%pW", win),
                      CALL_Win_get_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Win_get_errhandler, MPI_Win_get_errhandler);

int PMPI_Win_call_errhandler(MPI_Win win, int errorcode)
{
    int error;

    call_enter(CALL_Win_call_errhandler);
    error = call_errhandler(win, OBJECT_WIN, "win", errorcode, CALL_Win_call_errhandler);
    error = raise_win(win, given(error, "%pW, errorcode=%d", win, errorcode),
                      CALL_Win_call_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Win_call_errhandler, MPI_Win_call_errhandler);

/* Files */

int PMPI_File_create_errhandler(MPI_File_errhandler_function *file_errhandler_fn,
                                MPI_Errhandler *errhandler)
{
    return create(OBJECT_FILE, (union errhandler_function){ .file = file_errhandler_fn },
                  errhandler, CALL_File_create_errhandler);
}
weak_alias(PMPI_File_create_errhandler, MPI_File_create_errhandler);

int PMPI_File_set_errhandler(MPI_File file, MPI_Errhandler errhandler)
{
    int error;

    call_enter(CALL_File_set_errhandler);
    error = raise_file(
        file,
        given(set(file, OBJECT_FILE, "file", errhandler), "%pF, %pE", file, errhandler),
        CALL_File_set_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_File_set_errhandler, MPI_File_set_errhandler);

int PMPI_File_get_errhandler(MPI_File file, MPI_Errhandler *errhandler)
{
    int error;

    call_enter(CALL_File_get_errhandler);
    error =
        raise_file(file, given(get(file, OBJECT_FILE, "file", errhandler), "%pF", file),
                   CALL_File_get_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_File_get_errhandler, MPI_File_get_errhandler);

int PMPI_File_call_errhandler(MPI_File fh, int errorcode)
{
    int error;

    call_enter(CALL_File_call_errhandler);
    error = call_errhandler(fh, OBJECT_FILE, "fh", errorcode, CALL_File_call_errhandler);
    error = raise_file(fh, given(error, "%pF, errorcode=%d", fh, errorcode),
                       CALL_File_call_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_File_call_errhandler, MPI_File_call_errhandler);

/* Sessions */

int PMPI_Session_create_errhandler(MPI_Session_errhandler_function *session_errhandler_fn,
                                   MPI_Errhandler *errhandler)
{
    return create(OBJECT_SESSION,
                  (union errhandler_function){ .session = session_errhandler_fn },
                  errhandler, CALL_Session_create_errhandler);
}
weak_alias(PMPI_Session_create_errhandler, MPI_Session_create_errhandler);

int PMPI_Session_set_errhandler(MPI_Session session, MPI_Errhandler errhandler)
{
    int error;

    call_enter(CALL_Session_set_errhandler);
    error = set(session, OBJECT_SESSION, "session", errhandler);
    error = raise_session(session, given(error, "%pS, %pE", session, errhandler),
                          CALL_Session_set_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Session_set_errhandler, MPI_Session_set_errhandler);

int PMPI_Session_get_errhandler(MPI_Session session, MPI_Errhandler *errhandler)
{
    int error;

    call_enter(CALL_Session_get_errhandler);
    error = get(session, OBJECT_SESSION, "session", errhandler);
    error =
        raise_session(session, given(error, "%pS", session), CALL_Session_get_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Session_get_errhandler, MPI_Session_get_errhandler);

int PMPI_Session_call_errhandler(MPI_Session session, int errorcode)
{
    int error;

    call_enter(CALL_Session_call_errhandler);
    error = call_errhandler(session, OBJECT_SESSION, "session", errorcode,
                            CALL_Session_call_errhandler);
    error = raise_session(session, given(error, "%pS, errorcode=%d", session, errorcode),
                          CALL_Session_call_errhandler);
    call_leave();
    return error;
}
weak_alias(PMPI_Session_call_errhandler, MPI_Session_call_errhandler);

/* All kinds */

int PMPI_Errhandler_free(MPI_Errhandler *errhandler)
{
    errhandler_t *e;
    int error;

    call_enter(CALL_Errhandler_free);
    error = check_errhandler(*errhandler, &e);
    if (!error) {
        ledger_take(*errhandler);
        errhandler_release(e);
        *errhandler = MPI_ERRHANDLER_NULL;
    }
    return finish(given(error, "%pE", *errhandler), CALL_Errhandler_free);
}
weak_alias(PMPI_Errhandler_free, MPI_Errhandler_free);

/* Classes and codes */

int PMPI_Error_class(int errorcode, int *errorclass)
{
    call_enter(CALL_Error_class);
    return finish(given(errcode_class(errorcode, errorclass), "errorcode=%d", errorcode),
                  CALL_Error_class);
}
weak_alias(PMPI_Error_class, MPI_Error_class);

int PMPI_Error_string(int errorcode, char *string, int *resultlen)
{
    const char *text;

    call_enter(CALL_Error_string);
    text = errcode_string(errorcode);
    if (text) {
        strcpy(string, text); /* at most MPI_MAX_ERROR_STRING, which string must hold */
        *resultlen = (int)strlen(text);
    }
    return finish(given(text ? MPI_SUCCESS : MPI_ERR_ARG, "errorcode=%d", errorcode),
                  CALL_Error_string);
}
weak_alias(PMPI_Error_string, MPI_Error_string);

int PMPI_Add_error_class(int *errorclass)
{
    call_enter(CALL_Add_error_class);
    return finish(errcode_add_class(errorclass), CALL_Add_error_class);
}
weak_alias(PMPI_Add_error_class, MPI_Add_error_class);

int PMPI_Add_error_code(int errorclass, int *errorcode)
{
    call_enter(CALL_Add_error_code);
    return finish(
        given(errcode_add_code(errorclass, errorcode), "errorclass=%d", errorclass),
        CALL_Add_error_code);
}
weak_alias(PMPI_Add_error_code, MPI_Add_error_code);

int PMPI_Add_error_string(int errorcode, const char *string)
{
    call_enter(CALL_Add_error_string);
    return finish(given(errcode_add_string(errorcode, string),
                        "errorcode=%d, string=\"%s\"", errorcode, string),
                  CALL_Add_error_string);
}
weak_alias(PMPI_Add_error_string, MPI_Add_error_string);

int PMPI_Remove_error_class(int errorclass)
{
    call_enter(CALL_Remove_error_class);
    return finish(given(errcode_remove_class(errorclass), "errorclass=%d", errorclass),
                  CALL_Remove_error_class);
}
weak_alias(PMPI_Remove_error_class, MPI_Remove_error_class);

int PMPI_Remove_error_code(int errorcode)
{
    call_enter(CALL_Remove_error_code);
    return finish(given(errcode_remove_code(errorcode), "errorcode=%d", errorcode),
                  CALL_Remove_error_code);
}
weak_alias(PMPI_Remove_error_code, MPI_Remove_error_code);

int PMPI_Remove_error_string(int errorcode)
{
    call_enter(CALL_Remove_error_string);
    return finish(given(errcode_remove_string(errorcode), "errorcode=%d", errorcode),
                  CALL_Remove_error_string);
}
weak_alias(PMPI_Remove_error_string, MPI_Remove_error_string);
