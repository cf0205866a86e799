/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * fortran.h: what a Fortran binding has told us about its compiler (MPI 5.0, 20.4.1).  We
 * are a C library and know nothing of it before.  Any thread may call these, at any time.
 */
#ifndef OBJ_FORTRAN_H
#define OBJ_FORTRAN_H

#include <stdbool.h>

#include "obj/info.h"

/* The values of .TRUE. and .FALSE. in a LOGICAL of size bytes: a power of two, at
 * most 16.  Only the first call has an effect, any other returns MPI_ERR_ABI; MPI_ERR_ARG
 * if size is wrong. */
int fortran_set_booleans(int size, const void *logical_true, const void *logical_false);

/* Gives these values, of size bytes each.  If they are not known for this size, *known is
 * false and the values are left alone.  MPI_ERR_ARG if size is wrong. */
int fortran_get_booleans(int size, void *logical_true, void *logical_false, bool *known);

/* Keeps a copy of the sizes of Fortran's types, as keys and values.  Only the first call
 * has an effect, any other returns MPI_ERR_ABI.  MPI_ERR_NO_MEM. */
int fortran_set_info(const info_t *info);

/* A copy of that; *info is NULL if nothing was set.  MPI_ERR_NO_MEM. */
int fortran_get_info(info_t **info);

#endif
