/* SPDX-License-Identifier: BSD-3-Clause */
/* attr.c: an object's attributes are a list, the last set first. */
#include "obj/attr.h"

#include <stdlib.h>

#include "obj/errcode.h"
#include "obj/handle.h"
#include "util/err.h"

struct attribute {
    struct attribute *older;
    struct keyval *keyval; /* a reference */
    void *value;
};

/* The predefined attributes of communicators (MPI 5.0, 9.1.2): a host process and a
 * shared clock do not exist, and every process can do I/O. */
static struct predefined {
    int keyval;
    const char *name;
    bool known;
    int value;
} predefined[] = {
    { MPI_TAG_UB, "MPI_TAG_UB", false, 0 },
    { MPI_IO, "MPI_IO", true, MPI_ANY_SOURCE },
    { MPI_HOST, "MPI_HOST", true, MPI_PROC_NULL },
    { MPI_WTIME_IS_GLOBAL, "MPI_WTIME_IS_GLOBAL", true, 0 },
    { MPI_APPNUM, "MPI_APPNUM", false, 0 },
    { MPI_LASTUSEDCODE, "MPI_LASTUSEDCODE", true, 0 },
    { MPI_UNIVERSE_SIZE, "MPI_UNIVERSE_SIZE", false, 0 },
};

static struct predefined *find_predefined(enum object_kind kind, int keyval)
{
    for (size_t i = 0; kind == OBJECT_COMM && i < array_length(predefined); i++)
        if (predefined[i].keyval == keyval)
            return &predefined[i];
    return NULL;
}

void attr_predefine(int keyval, int value)
{
    struct predefined *entry = find_predefined(OBJECT_COMM, keyval);

    entry->value = value;
    entry->known = true;
}

static void *predefined_value(struct predefined *entry)
{
    return entry->keyval == MPI_LASTUSEDCODE ? (void *)errcode_last_used()
                                             : &entry->value;
}

/* Those of windows: every window has them all. */

static attr_of_window_f *window_value;

static const struct {
    int keyval;
    const char *name;
} of_windows[] = {
    { MPI_WIN_BASE, "MPI_WIN_BASE" },
    { MPI_WIN_SIZE, "MPI_WIN_SIZE" },
    { MPI_WIN_DISP_UNIT, "MPI_WIN_DISP_UNIT" },
    { MPI_WIN_CREATE_FLAVOR, "MPI_WIN_CREATE_FLAVOR" },
    { MPI_WIN_MODEL, "MPI_WIN_MODEL" },
};

void attr_of_windows(attr_of_window_f *value)
{
    window_value = value;
}

/* The name of a predefined attribute of windows; NULL if it is none. */
static const char *name_of_windows(enum object_kind kind, int keyval)
{
    for (size_t i = 0; kind == OBJECT_WIN && i < array_length(of_windows); i++)
        if (of_windows[i].keyval == keyval)
            return of_windows[i].name;
    return NULL;
}

/* The keyval of an attribute that a program may set and delete; NULL with a text. */
static struct keyval *find_writable(const struct object *object, int keyval)
{
    const struct predefined *entry = find_predefined(object->kind, keyval);
    const char *name = entry ? entry->name : name_of_windows(object->kind, keyval);

    if (name) {
        err(MPI_ERR_KEYVAL, "the attribute %s is MPI's own: it can only be read", name);
        return NULL;
    }
    return keyval_find(object->kind, keyval);
}

/* The link that leads to the attribute; to NULL if the object has none with this keyval.
 */
static struct attribute **find(struct object *object, const struct keyval *keyval)
{
    struct attribute **link = &object->attributes;

    while (*link && (*link)->keyval != keyval)
        link = &(*link)->older;
    return link;
}

static int add(struct object *object, struct keyval *keyval, void *value)
{
    struct attribute *attribute = malloc(sizeof *attribute);

    if (!attribute)
        return err(MPI_ERR_NO_MEM, "no memory for an attribute");
    keyval_get(keyval);
    *attribute = (struct attribute){ object->attributes, keyval, value };
    object->attributes = attribute;
    return MPI_SUCCESS;
}

/* Takes the attribute of this keyval out, if its delete function lets it go.  The
 * function may change the list, or free the keyval. */
static int take_out(struct object *object, struct keyval *keyval)
{
    struct attribute *attribute = *find(object, keyval), **link;
    int rc = keyval_call_delete(keyval, object, attribute->value);

    if (rc != MPI_SUCCESS)
        return rc;
    link = find(object, keyval);
    attribute = *link;
    if (!attribute)
        return MPI_SUCCESS;
    *link = attribute->older;
    free(attribute);
    keyval_put(keyval);
    return MPI_SUCCESS;
}

int attr_set(struct object *object, int keyval, void *value)
{
    struct keyval *found = find_writable(object, keyval);
    int rc = MPI_SUCCESS;

    if (!found)
        return MPI_ERR_KEYVAL;
    keyval_get(found);
    if (*find(object, found))
        rc = take_out(object, found);
    if (rc == MPI_SUCCESS)
        rc = add(object, found, value);
    keyval_put(found);
    return rc;
}

int attr_get(const struct object *object, int keyval, void **value, bool *found)
{
    struct predefined *entry = find_predefined(object->kind, keyval);
    struct keyval *of_user;
    const struct attribute *attribute;

    if (name_of_windows(object->kind, keyval)) {
        *found = true;
        *value = window_value(object, keyval);
        return MPI_SUCCESS;
    }
    of_user = entry ? NULL : keyval_find(object->kind, keyval);

    if (!entry && !of_user)
        return MPI_ERR_KEYVAL;
    if (entry) {
        *found = entry->known;
        if (entry->known)
            *value = predefined_value(entry);
        return MPI_SUCCESS;
    }
    attribute = *find((struct object *)object, of_user);
    *found = attribute != NULL;
    if (attribute)
        *value = attribute->value;
    return MPI_SUCCESS;
}

int attr_delete(struct object *object, int keyval)
{
    struct keyval *found = find_writable(object, keyval);

    if (!found)
        return MPI_ERR_KEYVAL;
    if (!*find(object, found))
        return err(MPI_ERR_KEYVAL, "the %s has no attribute with keyval %d",
                   handle_noun(object->kind), keyval);
    return take_out(object, found);
}

static int copy_one(const struct attribute *attribute, const struct object *from,
                    struct object *to)
{
    void *copy;
    bool copied;
    int rc = keyval_call_copy(attribute->keyval, from, attribute->value, &copy, &copied);

    return rc == MPI_SUCCESS && copied ? add(to, attribute->keyval, copy) : rc;
}

/* The oldest first, so that the new list has the same order. */
static int copy_list(const struct attribute *attribute, const struct object *from,
                     struct object *to)
{
    int rc = MPI_SUCCESS;

    if (attribute->older)
        rc = copy_list(attribute->older, from, to);
    return rc == MPI_SUCCESS ? copy_one(attribute, from, to) : rc;
}

int attr_copy_all(const struct object *from, struct object *to)
{
    return from->attributes ? copy_list(from->attributes, from, to) : MPI_SUCCESS;
}

int attr_delete_all(struct object *object)
{
    int rc = MPI_SUCCESS;

    while (rc == MPI_SUCCESS && object->attributes)
        rc = take_out(object, object->attributes->keyval);
    return rc;
}
