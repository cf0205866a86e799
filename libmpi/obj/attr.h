/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * attr.h: attributes of communicators, datatypes and windows (MPI 5.0, 7.7).  A function
 * of the program that fails ends the operation, which returns its code.
 */
#ifndef OBJ_ATTR_H
#define OBJ_ATTR_H

#include <stdbool.h>

#include "obj/keyval.h"
#include "obj/object.h"

/* Gives a predefined attribute of communicators its value: MPI_TAG_UB, MPI_APPNUM,
 * MPI_UNIVERSE_SIZE (not set before), MPI_HOST, MPI_IO or MPI_WTIME_IS_GLOBAL. */
void attr_predefine(int keyval, int value);

/* The predefined attributes of windows (12.2.6), MPI_WIN_BASE to MPI_WIN_MODEL: value
 * says what MPI_Win_get_attr gives for this window. */
typedef void *attr_of_window_f(const struct object *window, int keyval);
void attr_of_windows(attr_of_window_f *value);

/* Sets an attribute; the value that it had is deleted first. */
int attr_set(struct object *object, int keyval, void *value);

/* *value is set only if the object has the attribute.  Of a predefined one of a
 * communicator it is the address of an int. */
int attr_get(const struct object *object, int keyval, void **value, bool *found);

/* MPI_ERR_KEYVAL if the object has no such attribute. */
int attr_delete(struct object *object, int keyval);

/* What a dup does: `to` gets what the copy functions say, in the order of `from`.  On
 * failure `to` keeps what it has got so far, for attr_delete_all() when it is taken back.
 */
int attr_copy_all(const struct object *from, struct object *to);

/* What a free does, before object_put(): deletes all attributes, the last set first.  On
 * failure the attribute that would not go, and those set before it, stay. */
int attr_delete_all(struct object *object);

#endif
