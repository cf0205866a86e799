/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "boot/boot.h"
#include "p2p/buffer.h"
#include "util/err.h"
#include "util/call.h"
#include "world/instance.h"

/* Thread levels by name: sessions are asked for one by an info key. */

static const struct level {
    const char *name;
    int level;
} levels[] = {
    { "MPI_THREAD_MULTIPLE", MPI_THREAD_MULTIPLE },
    { "MPI_THREAD_SERIALIZED", MPI_THREAD_SERIALIZED },
    { "MPI_THREAD_FUNNELED", MPI_THREAD_FUNNELED },
    { "MPI_THREAD_SINGLE", MPI_THREAD_SINGLE },
};

/* Who says nothing, or nonsense, gets the level that forbids nothing. */
static int level_of(const info_t *hints)
{
    const char *name = info_get(hints, "thread_level");

    for (size_t i = 0; name && i < array_length(levels); i++)
        if (strcmp(levels[i].name, name) == 0)
            return levels[i].level;
    return MPI_THREAD_MULTIPLE;
}

static const char *name_of_level(int level)
{
    size_t i = 0;

    while (levels[i].level != level)
        i++;
    return levels[i].name;
}

/* The session */

static void session_destroy(struct object *object)
{
    free(container_of(object, session_t, object));
}

int session_create(const info_t *hints, session_t **session)
{
    session_t *fresh = calloc(1, sizeof *fresh);

    if (!fresh)
        return err(MPI_ERR_NO_MEM, "no memory for a session");
    instance_enter();
    object_init(&fresh->object, OBJECT_SESSION, session_destroy);
    fresh->thread_level = level_of(hints);
    if (fresh->thread_level == MPI_THREAD_MULTIPLE)
        call_lock();
    *session = fresh;
    return MPI_SUCCESS;
}

void session_finalize(session_t *session)
{
    buffer_flush(&session->buffer);
    instance_leave(false);
    buffer_drop(&session->buffer);
    session->object.kind = OBJECT_FREED; /* groups may still hold it */
    object_put(&session->object);
}

int session_info(const session_t *session, info_t **info)
{
    int error = info_create(info);

    if (error)
        return error;
    error = info_set(*info, "thread_level", name_of_level(session->thread_level));
    if (!error)
        error = info_set(*info, "mpi_memory_alloc_kinds", "mpi,system");
    if (error)
        object_put(&(*info)->object);
    return error;
}

/* Process sets */

static const char *const psets[] = { "mpi://WORLD", "mpi://SELF" };

enum { PSET_WORLD, PSET_SELF };

int session_pset_count(void)
{
    return array_length(psets);
}

int session_pset_name(int n, const char **name)
{
    if (n < 0 || n >= session_pset_count())
        return err(MPI_ERR_ARG, "n is %d: process sets are numbered from 0 to %d", n,
                   session_pset_count() - 1);
    *name = psets[n];
    return MPI_SUCCESS;
}

/* The number of the set, -1 if there is none of this name. */
static int find(const char *name)
{
    for (int i = 0; name && i < session_pset_count(); i++)
        if (strcasecmp(name, psets[i]) == 0)
            return i;
    return -1;
}

static int unknown(const char *name)
{
    return err(MPI_ERR_ARG, "there is no process set \"%.100s\": there are %s and %s",
               name ? name : "NULL", psets[PSET_WORLD], psets[PSET_SELF]);
}

static int size_of(int pset)
{
    return pset == PSET_SELF ? 1 : boot()->size;
}

int session_pset_info(const char *name, info_t **info)
{
    char size[12];
    int pset = find(name), error;

    if (pset < 0)
        return unknown(name);
    error = info_create(info);
    if (error)
        return error;
    snprintf(size, sizeof size, "%d", size_of(pset));
    error = info_set(*info, "mpi_size", size);
    if (error)
        object_put(&(*info)->object);
    return error;
}

static int group_of_self(group_t **group)
{
    int *procs = malloc(sizeof *procs);

    if (!procs)
        return err(MPI_ERR_NO_MEM, "no memory for a group");
    *procs = boot()->rank;
    return group_create(1, procs, group);
}

int session_pset_group(session_t *session, const char *name, group_t **group)
{
    int pset = find(name), error;

    if (pset < 0)
        return unknown(name);
    error = pset == PSET_SELF ? group_of_self(group)
                              : group_create(boot()->size, NULL, group);
    if (!error)
        group_set_session(*group, session);
    return error;
}
