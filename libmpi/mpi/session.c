/* SPDX-License-Identifier: BSD-3-Clause */
/* session.c: sessions (MPI 5.0, 11.3); their error handlers are in errhan.c, their
 * buffers in buffer.c. */
#include "check/ledger.h"
#include "obj/given.h"
#include "world/session.h"

#include <mpi.h>
#include <string.h>

#include "mpi/raise.h"
#include "obj/errhandler.h"
#include "obj/handle.h"
#include "util/err.h"
#include "util/lock.h"

static int check(MPI_Session handle, session_t **session)
{
    *session = session_of(handle);
    return *session ? MPI_SUCCESS : handle_invalid(handle, OBJECT_SESSION, "session");
}

static int check_info(MPI_Info handle, info_t **info)
{
    *info = info_of(handle);
    return *info || handle == MPI_INFO_NULL ? MPI_SUCCESS
                                            : handle_invalid(handle, OBJECT_INFO, "info");
}

static int finish(MPI_Session session, int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_session(session, error, call);
    call_leave();
    return error;
}

static int create(MPI_Info info, MPI_Errhandler errhandler, session_t **session)
{
    errhandler_t *e = errhandler_of(errhandler);
    info_t *hints;
    int error = check_info(info, &hints);

    if (!error && !e && errhandler != MPI_ERRHANDLER_NULL)
        error = handle_invalid(errhandler, OBJECT_ERRHANDLER, "errhandler");
    if (!error)
        error = session_create(hints, session);
    if (!error && e)
        error = errhandler_attach(&(*session)->object, e);
    return error;
}

/* Any thread may call this at any time, so it takes the lock in any case. */
int PMPI_Session_init(MPI_Info info, MPI_Errhandler errhandler, MPI_Session *session)
{
    session_t *fresh = NULL;
    int error;

    lock_take();
    error = create(info, errhandler, &fresh);
    if (!error)
        *session = object_handle(&fresh->object);
    else if (fresh)
        session_finalize(fresh);
    error = raise_unborn(OBJECT_SESSION, errhandler,
                         given(error, "%pI, %pE", info, errhandler), CALL_Session_init);
    lock_give();
    return error;
}
weak_alias(PMPI_Session_init, MPI_Session_init);

int PMPI_Session_finalize(MPI_Session *session)
{
    session_t *s;
    int error;

    call_enter(CALL_Session_finalize);
    error = check(*session, &s);
    if (error)
        return finish(*session, given(error, "%pS", *session), CALL_Session_finalize);
    session_finalize(s);
    *session = MPI_SESSION_NULL;
    return finish(MPI_SESSION_NULL, MPI_SUCCESS, CALL_Session_finalize);
}
weak_alias(PMPI_Session_finalize, MPI_Session_finalize);

int PMPI_Session_get_info(MPI_Session session, MPI_Info *info_used)
{
    info_t *fresh;
    session_t *s;
    int error;

    call_enter(CALL_Session_get_info);
    error = check(session, &s);
    if (!error)
        error = session_info(s, &fresh);
    if (!error)
        *info_used = ledger_give(&fresh->object, CALL_Session_get_info);
    return finish(session, given(error, "%pS", session), CALL_Session_get_info);
}
weak_alias(PMPI_Session_get_info, MPI_Session_get_info);

/* Process sets */

int PMPI_Session_get_num_psets(MPI_Session session, MPI_Info info, int *npset_names)
{
    info_t *hints;
    session_t *s;
    int error;

    call_enter(CALL_Session_get_num_psets);
    error = check(session, &s);
    if (!error)
        error = check_info(info, &hints);
    if (!error)
        *npset_names = session_pset_count();
    return finish(session, given(error, "%pS, %pI", session, info),
                  CALL_Session_get_num_psets);
}
weak_alias(PMPI_Session_get_num_psets, MPI_Session_get_num_psets);

/* *pset_len counts the '\0'; it goes out as the size that holds the whole name. */
static int give_name(const char *name, int *pset_len, char *pset_name)
{
    size_t size = strlen(name) + 1, cut = size - 1;

    if (*pset_len < 0)
        return err(MPI_ERR_ARG, "*pset_len is %d: it must not be negative", *pset_len);
    if (*pset_len > 0) {
        if ((size_t)*pset_len <= cut)
            cut = (size_t)*pset_len - 1;
        memcpy(pset_name, name, cut);
        pset_name[cut] = '\0';
    }
    *pset_len = (int)size;
    return MPI_SUCCESS;
}

int PMPI_Session_get_nth_pset(MPI_Session session, MPI_Info info, int n, int *pset_len,
                              char *pset_name)
{
    const char *name;
    info_t *hints;
    session_t *s;
    int error;

    call_enter(CALL_Session_get_nth_pset);
    error = check(session, &s);
    if (!error)
        error = check_info(info, &hints);
    if (!error)
        error = session_pset_name(n, &name);
    if (!error)
        error = give_name(name, pset_len, pset_name);
    return finish(
        session, given(error, "%pS, %pI, n=%d, pset_len=%d", session, info, n, *pset_len),
        CALL_Session_get_nth_pset);
}
weak_alias(PMPI_Session_get_nth_pset, MPI_Session_get_nth_pset);

int PMPI_Session_get_pset_info(MPI_Session session, const char *pset_name, MPI_Info *info)
{
    info_t *fresh;
    session_t *s;
    int error;

    call_enter(CALL_Session_get_pset_info);
    error = check(session, &s);
    if (!error)
        error = session_pset_info(pset_name, &fresh);
    if (!error)
        *info = ledger_give(&fresh->object, CALL_Session_get_pset_info);
    return finish(session, given(error, "%pS, pset_name=\"%s\"", session, pset_name),
                  CALL_Session_get_pset_info);
}
weak_alias(PMPI_Session_get_pset_info, MPI_Session_get_pset_info);

int PMPI_Group_from_session_pset(MPI_Session session, const char *pset_name,
                                 MPI_Group *newgroup)
{
    group_t *fresh;
    session_t *s;
    int error;

    call_enter(CALL_Group_from_session_pset);
    error = check(session, &s);
    if (!error)
        error = session_pset_group(s, pset_name, &fresh);
    if (!error)
        *newgroup = ledger_give(&fresh->object, CALL_Group_from_session_pset);
    return finish(session, given(error, "%pS, pset_name=\"%s\"", session, pset_name),
                  CALL_Group_from_session_pset);
}
weak_alias(PMPI_Group_from_session_pset, MPI_Group_from_session_pset);
