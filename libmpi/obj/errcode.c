/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/errcode.h"

#include <mpi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/err.h"

/* Added codes and classes, code FIRST + i in added[i]; both share one row of numbers. */
enum { FIRST = MPI_ERR_LASTCODE + 1 };

struct added {
    bool in_use;
    int error_class; /* a class: the code itself */
    int codes;       /* of a class: how many codes it has */
    char *string;    /* malloc'ed, NULL if none */
};

static struct added *added;
static int added_count;
static int last_used = MPI_ERR_LASTCODE;

static struct added *find_added(int code)
{
    if (code < FIRST || code - FIRST >= added_count)
        return NULL;
    return added[code - FIRST].in_use ? &added[code - FIRST] : NULL;
}

static int unknown(int code)
{
    return err(MPI_ERR_ARG,
               "%d is no error code: neither the standard's nor one that was added",
               code);
}

int errcode_class(int code, int *error_class)
{
    const struct added *entry = find_added(code);

    if (!entry && !err_class_text(code))
        return unknown(code);
    *error_class = entry ? entry->error_class : code;
    return MPI_SUCCESS;
}

static _Thread_local struct {
    int code; /* MPI_SUCCESS: none */
    char text[MPI_MAX_ERROR_STRING];
} last;

void errcode_remember(int code, const char *call, const char *cause)
{
    last.code = *cause ? code : MPI_SUCCESS;
    snprintf(last.text, sizeof last.text, "%s: %s", call, cause);
}

static const char *predefined_string(int code)
{
    static _Thread_local char text[MPI_MAX_ERROR_STRING];
    size_t used = (size_t)snprintf(text, sizeof text, "%s: %s", err_class_name(code),
                                   err_class_text(code));

    if (code != MPI_SUCCESS && last.code == code)
        snprintf(text + used, sizeof text - used, "; %s", last.text);
    return text;
}

const char *errcode_string(int code)
{
    const struct added *entry = find_added(code);

    if (entry)
        return entry->string ? entry->string : "";
    if (err_class_text(code))
        return predefined_string(code);
    unknown(code);
    return NULL;
}

const int *errcode_last_used(void)
{
    return &last_used;
}

/* The next number; error_class 0 makes a class of its own. */
static int add(int error_class, int *code)
{
    struct added *more = realloc(added, ((size_t)added_count + 1) * sizeof *added);

    if (!more)
        return err(MPI_ERR_NO_MEM, "no memory for an error code");
    added = more;
    last_used = FIRST + added_count;
    added[added_count++] = (struct added){
        .in_use = true,
        .error_class = error_class ? error_class : last_used,
    };
    *code = last_used;
    return MPI_SUCCESS;
}

int errcode_add_class(int *error_class)
{
    return add(0, error_class);
}

static bool is_added_class(int error_class)
{
    const struct added *entry = find_added(error_class);

    return entry && entry->error_class == error_class;
}

int errcode_add_code(int error_class, int *code)
{
    int rc;

    if (!is_added_class(error_class) &&
        (error_class == MPI_SUCCESS || !err_class_text(error_class)))
        return err(
            MPI_ERR_ARG,
            "errorclass is %d, which is no error class: codes are added to those of the standard and of MPI_Add_error_class",
            error_class);
    rc = add(error_class, code);
    if (rc == MPI_SUCCESS && is_added_class(error_class))
        find_added(error_class)->codes++;
    return rc;
}

/* The entry of a code, which must be an added one; NULL with the error's text. */
static struct added *must_be_added(int code, const char *what)
{
    struct added *entry = find_added(code);

    if (!entry)
        err(MPI_ERR_ARG, "%d is no error %s that was added by MPI_Add_error_%s", code,
            what, what);
    return entry;
}

int errcode_add_string(int code, const char *string)
{
    struct added *entry = find_added(code);
    char *copy;

    if (!entry)
        return err(
            MPI_ERR_ARG,
            "errorcode is %d, which is no error code or class that was added: only those can be given a string",
            code);
    if (strlen(string) >= MPI_MAX_ERROR_STRING)
        return err(MPI_ERR_ARG, "string has %zu bytes: MPI_MAX_ERROR_STRING allows %d",
                   strlen(string), MPI_MAX_ERROR_STRING - 1);
    copy = strdup(string);
    if (!copy)
        return err(MPI_ERR_NO_MEM, "no memory for an error string");
    free(entry->string);
    entry->string = copy;
    return MPI_SUCCESS;
}

int errcode_remove_class(int error_class)
{
    struct added *entry = must_be_added(error_class, "class");

    if (!entry)
        return MPI_ERR_ARG;
    if (entry->error_class != error_class)
        return err(MPI_ERR_ARG,
                   "%d is an error code, not a class: use MPI_Remove_error_code",
                   error_class);
    if (entry->codes > 0)
        return err(MPI_ERR_ARG, "class %d still has %d error codes: remove them first",
                   error_class, entry->codes);
    if (entry->string)
        return err(MPI_ERR_ARG, "class %d still has a string: remove it first",
                   error_class);
    entry->in_use = false;
    return MPI_SUCCESS;
}

int errcode_remove_code(int code)
{
    struct added *entry = must_be_added(code, "code");

    if (!entry)
        return MPI_ERR_ARG;
    if (entry->error_class == code)
        return err(MPI_ERR_ARG, "%d is an error class: use MPI_Remove_error_class", code);
    if (entry->string)
        return err(MPI_ERR_ARG, "code %d still has a string: remove it first", code);
    if (find_added(entry->error_class))
        find_added(entry->error_class)->codes--;
    entry->in_use = false;
    return MPI_SUCCESS;
}

int errcode_remove_string(int code)
{
    struct added *entry = must_be_added(code, "string");

    if (!entry)
        return MPI_ERR_ARG;
    if (!entry->string)
        return err(MPI_ERR_ARG, "error code %d has no string", code);
    free(entry->string);
    entry->string = NULL;
    return MPI_SUCCESS;
}
