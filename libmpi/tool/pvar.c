/* SPDX-License-Identifier: BSD-3-Clause */
#include "tool/pvar.h"

#include <stdlib.h>
#include <string.h>

#include "net/net.h"
#include "p2p/match.h"
#include "util/macros.h"

static unsigned long long unexpected_messages(void)
{
    return match_tally().arrivals;
}

static unsigned long long unexpected_bytes(void)
{
    return match_tally().arrived_bytes;
}

static unsigned long long posted_receives(void)
{
    return match_tally().receives;
}

static unsigned long long endpoints(void)
{
    return net_endpoints();
}

static const struct pvar variables[] = {
    { "unexpected_messages", "messages that are here, or announced, and not received yet",
      MPI_T_PVAR_CLASS_LEVEL, unexpected_messages },
    { "unexpected_bytes", "the bytes of their data", MPI_T_PVAR_CLASS_LEVEL,
      unexpected_bytes },
    { "posted_receives", "receives that wait for a message", MPI_T_PVAR_CLASS_LEVEL,
      posted_receives },
    { "endpoints", "processes that this one has a network connection to",
      MPI_T_PVAR_CLASS_LEVEL, endpoints },
};

struct MPI_ABI_T_pvar_session {
    struct list link; /* in sessions */
    struct list handles;
};

struct MPI_ABI_T_pvar_handle {
    struct list link; /* in its session */
    const struct pvar *variable;
};

static struct list sessions = { &sessions, &sessions };

int pvar_count(void)
{
    return array_length(variables);
}

const struct pvar *pvar_at(int number)
{
    return &variables[number];
}

int pvar_find(const char *name, int class)
{
    for (int i = 0; name && i < pvar_count(); i++)
        if (strcmp(name, variables[i].name) == 0 && class == variables[i].class)
            return i;
    return -1;
}

int pvar_session_create(MPI_T_pvar_session *session)
{
    MPI_T_pvar_session fresh = malloc(sizeof *fresh);

    if (!fresh)
        return MPI_T_ERR_MEMORY;
    list_init(&fresh->handles);
    list_append(&sessions, &fresh->link);
    *session = fresh;
    return MPI_SUCCESS;
}

int pvar_handle_create(MPI_T_pvar_session session, int number, MPI_T_pvar_handle *handle)
{
    MPI_T_pvar_handle fresh = malloc(sizeof *fresh);

    if (!fresh)
        return MPI_T_ERR_MEMORY;
    fresh->variable = &variables[number];
    list_append(&session->handles, &fresh->link);
    *handle = fresh;
    return MPI_SUCCESS;
}

int pvar_check_session(MPI_T_pvar_session session)
{
    list_for_each (link, &sessions) {
        if (container_of(link, struct MPI_ABI_T_pvar_session, link) == session)
            return MPI_SUCCESS;
    }
    return MPI_T_ERR_INVALID_SESSION;
}

int pvar_check_handle(MPI_T_pvar_session session, MPI_T_pvar_handle handle)
{
    int error = pvar_check_session(session);

    if (error)
        return error;
    list_for_each (link, &session->handles) {
        if (container_of(link, struct MPI_ABI_T_pvar_handle, link) == handle)
            return MPI_SUCCESS;
    }
    return MPI_T_ERR_INVALID_HANDLE;
}

const struct pvar *pvar_of_handle(MPI_T_pvar_handle handle)
{
    return handle->variable;
}

void pvar_handle_free(MPI_T_pvar_handle handle)
{
    list_remove(&handle->link);
    free(handle);
}

void pvar_session_free(MPI_T_pvar_session session)
{
    struct list *link;

    while ((link = list_pop(&session->handles)))
        free(container_of(link, struct MPI_ABI_T_pvar_handle, link));
    list_remove(&session->link);
    free(session);
}

void pvar_fini(void)
{
    struct list *link;

    while ((link = list_pop(&sessions)))
        pvar_session_free(container_of(link, struct MPI_ABI_T_pvar_session, link));
}
