/* SPDX-License-Identifier: BSD-3-Clause */
/* check.h: what entry points ask of a datatype argument. */
#ifndef TYPE_CHECK_H
#define TYPE_CHECK_H

#include "type/type.h"

/* A type that may be asked about and derived from: alive, not freed.  Sets *type, or
 * returns MPI_ERR_TYPE with a text that says what is wrong with the handle. */
int type_check(MPI_Datatype handle, datatype_t **type);

/* Writes what is wrong with a handle whose type is missing, freed or not committed. */
void type_say_unusable(MPI_Datatype handle) __attribute__((cold));

/* A type that may be communicated with: committed besides (a freed one no longer is). */
static inline int type_check_usable(MPI_Datatype handle, datatype_t **type)
{
    datatype_t *found = type_of(handle);

    if (unlikely(!found || !found->committed)) {
        type_say_unusable(handle);
        return MPI_ERR_TYPE;
    }
    *type = found;
    return MPI_SUCCESS;
}

/* The error of a buffer that is NULL though there is data in it; NULL is MPI_BOTTOM,
 * too, of which types have displacements that are addresses (MPI 5.0, 5.1.5). */
int type_check_null(MPI_Count count, const datatype_t *type);

/* Data of a buffer: MPI_ERR_BUFFER if there can be none. */
static inline int type_check_buffer(const void *buffer, MPI_Count count,
                                    const datatype_t *type)
{
    return unlikely(!buffer) ? type_check_null(count, type) : MPI_SUCCESS;
}

/* The number of bytes of count elements; MPI_ERR_COUNT if count is negative or the
 * product is beyond 64 bits. */
int type_check_count(MPI_Count count, const datatype_t *type, MPI_Count *bytes);

#endif
