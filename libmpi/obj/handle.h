/* SPDX-License-Identifier: BSD-3-Clause */
/* handle.h: the error of a handle that object_of() does not know. */
#ifndef OBJ_HANDLE_H
#define OBJ_HANDLE_H

#include <stddef.h>

#include "obj/object.h"

/*
 * Returns the error class of a wrong handle of this kind (MPI_ERR_COMM, MPI_ERR_GROUP,
 * ...) with a text that says what is wrong with it: null, used outside of MPI_Init and
 * MPI_Finalize, or something else.  argument is its name in the MPI call:
 *
 *     if (!group_of(group1)) return handle_invalid(group1, OBJECT_GROUP, "group1");
 */
int handle_invalid(const void *handle, enum object_kind kind, const char *argument);

/* What an error calls a handle, whatever it is: the name of the object, "a derived
 * datatype", "MPI_COMM_NULL", "0x7ffd..."; written to text (size bytes), which is
 * returned. */
const char *handle_text(const void *handle, enum object_kind kind, char *text,
                        size_t size);

/* MPI_COMM_NULL, MPI_GROUP_NULL, ... */
const void *handle_null(enum object_kind kind);

/* "communicator", "group", ... */
const char *handle_noun(enum object_kind kind);

#endif
