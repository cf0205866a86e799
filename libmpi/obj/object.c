/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/object.h"

#include <stdlib.h>
#include <string.h>

#include "util/err.h"

struct object *object_predefined[OBJECT_PREDEFINED];

void object_predefine(struct object *object, uint32_t handle)
{
    object->handle = handle;
    object_predefined[handle] = object;
}

void object_undefine(struct object *object)
{
    object_predefined[object->handle] = NULL;
    object->handle = 0;
}

void object_put_last(struct object *object)
{
    if (object->handle) { /* held by what outlived a finalize, and counted anew since */
        object->refs = 1;
        return;
    }
    free(object->name);
    object->name = NULL;
    object_put((struct object *)object->errhandler);
    object->errhandler = NULL;
    object->kind = OBJECT_FREED;
    if (object->destroy)
        object->destroy(object);
}

int object_set_name(struct object *object, const char *name)
{
    char *copy = strndup(name, MPI_MAX_OBJECT_NAME - 1);

    if (!copy)
        return err(MPI_ERR_NO_MEM, "no memory for a name of %zu bytes", strlen(name));
    free(object->name);
    object->name = copy;
    return MPI_SUCCESS;
}

const char *object_name(const struct object *object)
{
    return object->name ? object->name : "";
}
