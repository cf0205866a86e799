/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * create.h: the datatype constructors (MPI 5.0, 5.1.2 to 5.1.4 and 5.1.10, 5.1.11).
 *
 * Each makes an uncommitted type with one reference and records the call in its contents;
 * large says that it was the `_c` call.  The older types are usable arguments
 * (type_check).  All return MPI_SUCCESS, MPI_ERR_NO_MEM, or the class of the argument
 * that is wrong, and then leave *type alone.
 */
#ifndef TYPE_CREATE_H
#define TYPE_CREATE_H

#include "type/counts.h"
#include "type/type.h"

/* An object without descriptions; NULL if memory ran out. */
datatype_t *type_alloc(void);

/* Another object with the same descriptions, contents and state, without name and
 * attributes. */
int type_clone(const datatype_t *type, datatype_t **clone);

/* MPI_Type_free: gives the user's reference back.  The type lives on, unusable, as long
 * as operations and types hold it.  MPI_ERR_TYPE if it is predefined. */
int type_free(datatype_t *type);

/* MPI_Type_dup, with attributes: calls the program's copy functions. */
int type_dup(datatype_t *old, datatype_t **type);
int type_contiguous(bool large, MPI_Count count, datatype_t *old, datatype_t **type);

/* MPI_Type_vector and MPI_Type_create_hvector; stride in bytes for the latter. */
int type_vector(bool large, MPI_Count count, MPI_Count blocklength, MPI_Count stride,
                datatype_t *old, datatype_t **type);
int type_hvector(bool large, MPI_Count count, MPI_Count blocklength, MPI_Count stride,
                 datatype_t *old, datatype_t **type);

/* MPI_Type_indexed, _create_hindexed and their _block forms by their combiner, which also
 * says whether displacements are bytes. */
struct blocks {
    int combiner; /* MPI_COMBINER_INDEXED, _HINDEXED, _INDEXED_BLOCK, _HINDEXED_BLOCK */
    MPI_Count count;
    struct counts lengths; /* of each block; not of a _block form */
    MPI_Count length;      /* of every block of a _block form */
    struct counts displacements;
};
int type_blocks(bool large, struct blocks blocks, datatype_t *old, datatype_t **type);

/* old: count types. */
int type_struct(bool large, MPI_Count count, struct counts lengths,
                struct counts displacements, datatype_t *const *old, datatype_t **type);

int type_resized(bool large, datatype_t *old, MPI_Count lb, MPI_Count extent,
                 datatype_t **type);

struct subarray {
    int dims, order;
    struct counts sizes, subsizes, starts;
};
int type_subarray(bool large, struct subarray array, datatype_t *old, datatype_t **type);

struct darray {
    int size, rank, dims, order;
    struct counts gsizes;
    const int *distribs, *dargs, *psizes;
};
int type_darray(bool large, struct darray array, datatype_t *old, datatype_t **type);

#endif
