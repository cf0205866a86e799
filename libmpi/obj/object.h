/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * object.h: what every MPI object begins with.
 *
 * An MPI handle is a pointer to its object: mpi.h declares `struct MPI_ABI_Comm`, and
 * comm/comm.h completes it.  Handle values below 4096 are the standard's predefined ones
 * (MPI 5.0, 20.3) and index object_predefined[], which is filled by MPI_Init and emptied
 * by MPI_Finalize.  So a null handle, a handle of another kind, a freed handle and a call
 * outside of init and finalize all end in the same NULL of object_of(), and a good handle
 * costs one comparison.
 */
#ifndef OBJ_OBJECT_H
#define OBJ_OBJECT_H

#include <mpi.h>
#include <stdint.h>

#include "util/macros.h"

/* An object that is alive begins with its kind; freed memory does not. */
enum object_kind {
    OBJECT_FREED = 0,
    OBJECT_COMM = 0x4d504901,
    OBJECT_GROUP,
    OBJECT_DATATYPE,
    OBJECT_OP,
    OBJECT_REQUEST,
    OBJECT_INFO,
    OBJECT_ERRHANDLER,
    OBJECT_MESSAGE,
    OBJECT_WIN,
    OBJECT_FILE,
    OBJECT_SESSION,
};

enum { OBJECT_PREDEFINED = 4096 };

struct object {
    uint32_t kind;   /* enum object_kind */
    int32_t refs;    /* handles and pending operations that hold it */
    uint32_t handle; /* the standard's value if predefined, else 0 */
    char *name;      /* MPI_X_set_name, malloc'ed; NULL if none was given */
    struct MPI_ABI_Errhandler *errhandler; /* NULL where the kind has none */
    struct attribute *attributes;          /* obj/attr.h; NULL if none */
    void (*destroy)(
        struct object *object); /* when the last reference goes; NULL: never */
};

extern struct object *object_predefined[OBJECT_PREDEFINED]
    __attribute__((visibility("hidden")));

/* The object of a handle, NULL if the handle is no live object of this kind.  It looks into
 * freed memory for that, and says more of it than the address sanitizer would. */
static inline void *object_of(const void *handle, enum object_kind kind)
    __attribute__((no_sanitize_address));

static inline void *object_of(const void *handle, enum object_kind kind)
{
    uintptr_t value = (uintptr_t)handle;
    struct object *object = unlikely(value < OBJECT_PREDEFINED) ? object_predefined[value]
                                                                : (struct object *)value;

    return likely(object && object->kind == (uint32_t)kind) ? object : NULL;
}

/* The handle of an object: the standard's value if it is predefined, else its address. */
static inline void *object_handle(const struct object *object)
{
    return object->handle ? (void *)(uintptr_t)object->handle : (void *)object;
}

/* Makes a zeroed object of this kind with one reference.  destroy frees its memory; the
 * name, and the reference to the error handler, are object_put's business. */
static inline void object_init(struct object *object, enum object_kind kind,
                               void (*destroy)(struct object *object))
{
    *object = (struct object){ .kind = kind, .refs = 1, .destroy = destroy };
}

/* Enters a predefined object in the table under the standard's value, or takes it out. */
void object_predefine(struct object *object, uint32_t handle);
void object_undefine(struct object *object);

static inline void object_get(struct object *object)
{
    object->refs++;
}

/* Gives a reference back; the last one destroys the object, unless it is predefined.
 * NULL is harmless. */
void object_put_last(struct object *object);

static inline void object_put(struct object *object)
{
    if (object && --object->refs <= 0)
        object_put_last(object);
}

/* MPI_X_set_name and _get_name (MPI 5.0, 7.8): the name is cut at MPI_MAX_OBJECT_NAME - 1
 * bytes; get returns "" where none was given.  set returns MPI_ERR_NO_MEM or MPI_SUCCESS.
 */
int object_set_name(struct object *object, const char *name);
const char *object_name(const struct object *object);

#endif
