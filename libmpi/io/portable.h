/* SPDX-License-Identifier: BSD-3-Clause */
/* portable.h: a datatype as it lies in a file whose representation gives basic elements
 * other sizes than memory does (MPI 5.0, 14.5.1). */
#ifndef IO_PORTABLE_H
#define IO_PORTABLE_H

#include "io/datarep.h"

/*
 * The same constructors over basic elements of the file's sizes: displacements in
 * elements grow or shrink with them, displacements in bytes stay.  The new type is made
 * of bytes and has one reference; with a native representation it is type itself, with
 * one reference more.
 */
int portable_type(struct datarep *rep, datatype_t *type, datatype_t **in_file);

#endif
