/* SPDX-License-Identifier: BSD-3-Clause */
/* info.c: info objects (MPI 5.0, chapter 10); MPI_INFO_ENV is read-only. */
#include <mpi.h>
#include <string.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "obj/info.h"
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

static int check(MPI_Info handle, info_t **info)
{
    *info = info_of(handle);
    return *info ? MPI_SUCCESS : handle_invalid(handle, OBJECT_INFO, "info");
}

static int check_writable(MPI_Info handle, info_t **info)
{
    int error = check(handle, info);

    if (!error && handle == MPI_INFO_ENV)
        return err(MPI_ERR_INFO, "MPI_INFO_ENV can only be read; change a copy of "
                                 "MPI_Info_dup");
    return error;
}

/* *value is NULL if the info has no such key. */
static int look_up(MPI_Info handle, const char *key, const char **value)
{
    info_t *info;
    int error = check(handle, &info);

    if (!error)
        error = info_check_key(key);
    if (!error)
        *value = info_get(info, key);
    return error;
}

/* Cut to size bytes, the '\0' among them. */
static void copy(char *to, const char *from, size_t size)
{
    size_t length = strnlen(from, size - 1);

    memcpy(to, from, length);
    to[length] = '\0';
}

int PMPI_Info_create(MPI_Info *info)
{
    info_t *fresh;
    int error;

    call_enter(CALL_Info_create);
    error = info_create(&fresh);
    if (!error)
        *info = ledger_give(&fresh->object, CALL_Info_create);
    return finish(error, CALL_Info_create);
}
weak_alias(PMPI_Info_create, MPI_Info_create);

int PMPI_Info_create_env(int argc, char *argv[], MPI_Info *info)
{
    info_t *fresh;
    int error;

    call_enter(CALL_Info_create_env);
    error = info_create_env(argc, argv, &fresh);
    if (!error)
        *info = ledger_give(&fresh->object, CALL_Info_create_env);
    return finish(given(error, "argc=%d", argc), CALL_Info_create_env);
}
weak_alias(PMPI_Info_create_env, MPI_Info_create_env);

int PMPI_Info_dup(MPI_Info info, MPI_Info *newinfo)
{
    info_t *from, *fresh;
    int error;

    call_enter(CALL_Info_dup);
    error = check(info, &from);
    if (!error)
        error = info_dup(from, &fresh);
    if (!error)
        *newinfo = ledger_give(&fresh->object, CALL_Info_dup);
    return finish(given(error, "%pI", info), CALL_Info_dup);
}
weak_alias(PMPI_Info_dup, MPI_Info_dup);

int PMPI_Info_free(MPI_Info *info)
{
    info_t *i;
    int error;

    call_enter(CALL_Info_free);
    error = check_writable(*info, &i);
    if (!error) {
        ledger_take(*info);
        object_put(&i->object);
        *info = MPI_INFO_NULL;
    }
    return finish(given(error, "%pI", *info), CALL_Info_free);
}
weak_alias(PMPI_Info_free, MPI_Info_free);

int PMPI_Info_set(MPI_Info info, const char *key, const char *value)
{
    info_t *i;
    int error;

    call_enter(CALL_Info_set);
    error = check_writable(info, &i);
    if (!error)
        error = info_set(i, key, value);
    return finish(given(error, "%pI, key=\"%s\", value=\"%s\"", info, key, value),
                  CALL_Info_set);
}
weak_alias(PMPI_Info_set, MPI_Info_set);

int PMPI_Info_delete(MPI_Info info, const char *key)
{
    info_t *i;
    int error;

    call_enter(CALL_Info_delete);
    error = check_writable(info, &i);
    if (!error)
        error = info_delete(i, key);
    return finish(given(error, "%pI, key=\"%s\"", info, key), CALL_Info_delete);
}
weak_alias(PMPI_Info_delete, MPI_Info_delete);

/* valuelen does not count the '\0', for which value has one byte more. */
int PMPI_Info_get(MPI_Info info, const char *key, int valuelen, char *value, int *flag)
{
    const char *found;
    int error;

    call_enter(CALL_Info_get);
    error = look_up(info, key, &found);
    if (!error && valuelen < 0)
        error = err(MPI_ERR_ARG, "valuelen is %d: it must not be negative", valuelen);
    if (!error) {
        *flag = found != NULL;
        if (found)
            copy(value, found, (size_t)valuelen + 1);
    }
    return finish(given(error, "%pI, key=\"%s\", valuelen=%d", info, key, valuelen),
                  CALL_Info_get);
}
weak_alias(PMPI_Info_get, MPI_Info_get);

/* *buflen counts the '\0'; it goes out as the size that holds the whole value. */
int PMPI_Info_get_string(MPI_Info info, const char *key, int *buflen, char *value,
                         int *flag)
{
    const char *found;
    int error;

    call_enter(CALL_Info_get_string);
    error = look_up(info, key, &found);
    if (!error && *buflen < 0)
        error = err(MPI_ERR_ARG, "*buflen is %d: it must not be negative", *buflen);
    if (!error) {
        *flag = found != NULL;
        if (found && *buflen > 0)
            copy(value, found, (size_t)*buflen);
        if (found)
            *buflen = (int)strlen(found) + 1;
    }
    return finish(given(error, "%pI, key=\"%s\", buflen=%d", info, key, *buflen),
                  CALL_Info_get_string);
}
weak_alias(PMPI_Info_get_string, MPI_Info_get_string);

int PMPI_Info_get_valuelen(MPI_Info info, const char *key, int *valuelen, int *flag)
{
    const char *found;
    int error;

    call_enter(CALL_Info_get_valuelen);
    error = look_up(info, key, &found);
    if (!error) {
        *flag = found != NULL;
        if (found)
            *valuelen = (int)strlen(found);
    }
    return finish(given(error, "%pI, key=\"%s\"", info, key), CALL_Info_get_valuelen);
}
weak_alias(PMPI_Info_get_valuelen, MPI_Info_get_valuelen);

int PMPI_Info_get_nkeys(MPI_Info info, int *nkeys)
{
    info_t *i;
    int error;

    call_enter(CALL_Info_get_nkeys);
    error = check(info, &i);
    if (!error)
        *nkeys = i->count;
    return finish(given(error, "%pI", info), CALL_Info_get_nkeys);
}
weak_alias(PMPI_Info_get_nkeys, MPI_Info_get_nkeys);

int PMPI_Info_get_nthkey(MPI_Info info, int n, char *key)
{
    info_t *i;
    int error;

    call_enter(CALL_Info_get_nthkey);
    error = check(info, &i);
    if (!error && (n < 0 || n >= i->count))
        error = err(MPI_ERR_INFO_KEY,
                    "n is %d: the info object has %d keys, counted from 0", n, i->count);
    if (!error)
        copy(key, i->entries[n].key, MPI_MAX_INFO_KEY);
    return finish(given(error, "%pI, n=%d", info, n), CALL_Info_get_nthkey);
}
weak_alias(PMPI_Info_get_nthkey, MPI_Info_get_nthkey);
