/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/handle.h"

#include <stdio.h>

#include "obj/op.h"
#include "util/err.h"

static const struct kind {
    enum object_kind kind;
    const void *null;
    const char *null_name;
    const char *noun;
    int error_class;
    const char *gone; /* what became of a handle that is not valid any more */
} kinds[] = {
    { OBJECT_COMM, MPI_COMM_NULL, "MPI_COMM_NULL", "communicator", MPI_ERR_COMM,
      "freed" },
    { OBJECT_GROUP, MPI_GROUP_NULL, "MPI_GROUP_NULL", "group", MPI_ERR_GROUP, "freed" },
    { OBJECT_DATATYPE, MPI_DATATYPE_NULL, "MPI_DATATYPE_NULL", "datatype", MPI_ERR_TYPE,
      "freed" },
    { OBJECT_OP, MPI_OP_NULL, "MPI_OP_NULL", "operation", MPI_ERR_OP, "freed" },
    { OBJECT_REQUEST, MPI_REQUEST_NULL, "MPI_REQUEST_NULL", "request", MPI_ERR_REQUEST,
      "freed or completed" },
    { OBJECT_INFO, MPI_INFO_NULL, "MPI_INFO_NULL", "info object", MPI_ERR_INFO, "freed" },
    { OBJECT_ERRHANDLER, MPI_ERRHANDLER_NULL, "MPI_ERRHANDLER_NULL", "error handler",
      MPI_ERR_ERRHANDLER, "freed" },
    { OBJECT_MESSAGE, MPI_MESSAGE_NULL, "MPI_MESSAGE_NULL", "message", MPI_ERR_REQUEST,
      "received" },
    { OBJECT_WIN, MPI_WIN_NULL, "MPI_WIN_NULL", "window", MPI_ERR_WIN, "freed" },
    { OBJECT_FILE, MPI_FILE_NULL, "MPI_FILE_NULL", "file", MPI_ERR_FILE, "closed" },
    { OBJECT_SESSION, MPI_SESSION_NULL, "MPI_SESSION_NULL", "session", MPI_ERR_SESSION,
      "finalized" },
};

static const struct kind *find(enum object_kind kind)
{
    for (size_t i = 0; i < array_length(kinds); i++)
        if (kinds[i].kind == kind)
            return &kinds[i];
    return NULL;
}

const void *handle_null(enum object_kind kind)
{
    const struct kind *entry = find(kind);

    return entry ? entry->null : NULL;
}

const char *handle_noun(enum object_kind kind)
{
    const struct kind *entry = find(kind);

    return entry ? entry->noun : "object";
}

int handle_invalid(const void *handle, enum object_kind kind, const char *argument)
{
    const struct kind *entry = find(kind);
    uintptr_t value = (uintptr_t)handle;

    if (!entry)
        return err(MPI_ERR_INTERN, "%s is of a kind that has no handles", argument);
    if (handle == entry->null)
        return err(entry->error_class, "%s is %s", argument, entry->null_name);
    if (value == 0)
        return err(entry->error_class, "%s is no %s: it was never set", argument,
                   entry->noun);
    if (value < OBJECT_PREDEFINED && object_predefined[value])
        return err(entry->error_class, "%s is a predefined %s, and no %s", argument,
                   handle_noun((enum object_kind)object_predefined[value]->kind),
                   entry->noun);
    if (value < OBJECT_PREDEFINED)
        return err(entry->error_class,
                   "%s (0x%x) is no predefined %s, or MPI is not initialised", argument,
                   (unsigned)value, entry->noun);
    return err(entry->error_class, "%s (%p) is no %s, or was %s", argument, handle,
               entry->noun, entry->gone);
}

/* Of an object that could have a name, and has none. */
static const char *nameless(enum object_kind kind)
{
    switch (kind) {
    case OBJECT_DATATYPE:
        return "derived ";
    case OBJECT_COMM:
    case OBJECT_WIN:
        return "unnamed ";
    default:
        return "";
    }
}

static const char *name_of(const struct object *object)
{
    const op_t *op = container_of(object, op_t, object);

    return object->kind == OBJECT_OP && op->kernels ? op_name(op) : object->name;
}

const char *handle_text(const void *handle, enum object_kind kind, char *text,
                        size_t size)
{
    const struct kind *entry = find(kind);
    const struct object *object = object_of(handle, kind);

    if (entry && handle == entry->null)
        snprintf(text, size, "%s", entry->null_name);
    else if (object && name_of(object))
        snprintf(text, size, "%s", name_of(object));
    else if (object)
        snprintf(text, size, "%s%s", nameless(kind), handle_noun(kind));
    else
        snprintf(text, size, "%p", handle);
    return text;
}
