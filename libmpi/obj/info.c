/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/info.h"

#include <stdlib.h>
#include <string.h>

#include "util/err.h"

static void info_destroy(struct object *object)
{
    info_t *info = container_of(object, info_t, object);

    for (int i = 0; i < info->count; i++) {
        free(info->entries[i].key);
        free(info->entries[i].value);
    }
    free(info->entries);
    free(info);
}

int info_create(info_t **info)
{
    info_t *new = calloc(1, sizeof *new);

    if (!new)
        return err(MPI_ERR_NO_MEM, "no memory for an info object");
    object_init(&new->object, OBJECT_INFO, info_destroy);
    *info = new;
    return MPI_SUCCESS;
}

int info_dup(const info_t *from, info_t **info)
{
    info_t *new = NULL;
    int rc = info_create(&new);

    if (rc != MPI_SUCCESS)
        return rc;
    for (int i = 0; rc == MPI_SUCCESS && i < from->count; i++)
        rc = info_set(new, from->entries[i].key, from->entries[i].value);
    if (rc == MPI_SUCCESS)
        *info = new;
    else
        object_put(&new->object);
    return rc;
}

int info_check_key(const char *key)
{
    size_t length = key ? strlen(key) : 0;

    if (!key)
        return err(MPI_ERR_INFO_KEY, "key is NULL: pass a string");
    if (length == 0)
        return err(MPI_ERR_INFO_KEY, "key is empty: it must have at least one character");
    if (length >= MPI_MAX_INFO_KEY)
        return err(MPI_ERR_INFO_KEY, "key has %zu bytes: MPI_MAX_INFO_KEY allows %d",
                   length, MPI_MAX_INFO_KEY - 1);
    return MPI_SUCCESS;
}

static int check_value(const char *key, const char *value)
{
    if (!value)
        return err(MPI_ERR_INFO_VALUE, "the value of key \"%s\" is NULL: pass a string",
                   key);
    if (strlen(value) >= MPI_MAX_INFO_VAL)
        return err(MPI_ERR_INFO_VALUE,
                   "the value of key \"%s\" has %zu bytes: MPI_MAX_INFO_VAL allows %d",
                   key, strlen(value), MPI_MAX_INFO_VAL - 1);
    return MPI_SUCCESS;
}

static struct info_entry *find(const info_t *info, const char *key)
{
    for (int i = 0; i < info->count; i++)
        if (strcmp(info->entries[i].key, key) == 0)
            return &info->entries[i];
    return NULL;
}

const char *info_get(const info_t *info, const char *key)
{
    const struct info_entry *entry = info ? find(info, key) : NULL;

    return entry ? entry->value : NULL;
}

static int no_memory(const char *key)
{
    return err(MPI_ERR_NO_MEM, "no memory for key \"%s\" of an info object", key);
}

/* Takes value over; frees it on failure. */
static int append(info_t *info, const char *key, char *value)
{
    size_t count = (size_t)info->count + 1;
    struct info_entry *more = realloc(info->entries, count * sizeof *more);
    char *copy = strdup(key);

    if (more)
        info->entries = more;
    if (!more || !copy) {
        free(copy);
        free(value);
        return no_memory(key);
    }
    info->entries[info->count++] = (struct info_entry){ copy, value };
    return MPI_SUCCESS;
}

int info_set(info_t *info, const char *key, const char *value)
{
    struct info_entry *entry;
    char *copy;
    int rc = info_check_key(key);

    if (rc == MPI_SUCCESS)
        rc = check_value(key, value);
    if (rc != MPI_SUCCESS)
        return rc;
    copy = strdup(value);
    if (!copy)
        return no_memory(key);
    entry = find(info, key);
    if (!entry)
        return append(info, key, copy);
    free(entry->value);
    entry->value = copy;
    return MPI_SUCCESS;
}

int info_delete(info_t *info, const char *key)
{
    struct info_entry *entry;
    int rc = info_check_key(key);

    if (rc != MPI_SUCCESS)
        return rc;
    entry = find(info, key);
    if (!entry)
        return err(MPI_ERR_INFO_NOKEY, "the info object has no key \"%s\"", key);
    free(entry->key);
    free(entry->value);
    info->count--;
    memmove(entry, entry + 1,
            (size_t)(info->entries + info->count - entry) * sizeof *entry);
    return MPI_SUCCESS;
}
