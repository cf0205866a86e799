/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * datatype_create.c: the constructors of datatypes (MPI 5.0, 5.1.2 to 5.1.4, 5.1.10 and
 * 19.1.5).  An int call and its `_c` sibling make the same type, and differ in how the
 * type's contents are told later.
 */
#include <mpi.h>
#include <stdlib.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "type/check.h"
#include "type/create.h"
#include "type/fortran.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* The beginning of every constructor: it counts references of types that others use. */
static int take(MPI_Datatype oldtype, datatype_t **old)
{
    lock_enter();
    return type_check(oldtype, old);
}

/* The end of every constructor: the new type's handle, or the error. */
static int give(int rc, datatype_t *type, MPI_Datatype *newtype, enum mpi_call call)
{
    if (rc == MPI_SUCCESS && (rc = raise_if_null(newtype, "newtype")))
        object_put(&type->object);
    if (rc == MPI_SUCCESS)
        *newtype = type->permanent ? object_handle(&type->object)
                                   : ledger_give(&type->object, call);
    rc = raise_self(rc, call);
    call_leave();
    return rc;
}

static int contiguous(bool large, MPI_Count count, MPI_Datatype oldtype,
                      MPI_Datatype *newtype, enum mpi_call call)
{
    datatype_t *old, *type = NULL;
    int rc = take(oldtype, &old);

    if (rc == MPI_SUCCESS)
        rc = type_contiguous(large, count, old, &type);
    return give(given(rc, "count=%jd, %pD", count, oldtype), type, newtype, call);
}

int PMPI_Type_contiguous(int count, MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    return contiguous(false, count, oldtype, newtype, CALL_Type_contiguous);
}
weak_alias(PMPI_Type_contiguous, MPI_Type_contiguous);

int PMPI_Type_contiguous_c(MPI_Count count, MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    return contiguous(true, count, oldtype, newtype, CALL_Type_contiguous_c);
}
weak_alias(PMPI_Type_contiguous_c, MPI_Type_contiguous_c);

typedef int make_vector_f(bool large, MPI_Count count, MPI_Count blocklength,
                          MPI_Count stride, datatype_t *old, datatype_t **type);

static int vector(make_vector_f *make, bool large, MPI_Count count, MPI_Count blocklength,
                  MPI_Count stride, MPI_Datatype oldtype, MPI_Datatype *newtype,
                  enum mpi_call call)
{
    datatype_t *old, *type = NULL;
    int rc = take(oldtype, &old);

    if (rc == MPI_SUCCESS)
        rc = make(large, count, blocklength, stride, old, &type);
    return give(given(rc, "count=%jd, blocklength=%jd, stride=%jd, %pD", count,
                      blocklength, stride, oldtype),
                type, newtype, call);
}

int PMPI_Type_vector(int count, int blocklength, int stride, MPI_Datatype oldtype,
                     MPI_Datatype *newtype)
{
    return vector(type_vector, false, count, blocklength, stride, oldtype, newtype,
                  CALL_Type_vector);
}
weak_alias(PMPI_Type_vector, MPI_Type_vector);

int PMPI_Type_vector_c(MPI_Count count, MPI_Count blocklength, MPI_Count stride,
                       MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    return vector(type_vector, true, count, blocklength, stride, oldtype, newtype,
                  CALL_Type_vector_c);
}
weak_alias(PMPI_Type_vector_c, MPI_Type_vector_c);

int PMPI_Type_create_hvector(int count, int blocklength, MPI_Aint stride,
                             MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    return vector(type_hvector, false, count, blocklength, stride, oldtype, newtype,
                  CALL_Type_create_hvector);
}
weak_alias(PMPI_Type_create_hvector, MPI_Type_create_hvector);

int PMPI_Type_create_hvector_c(MPI_Count count, MPI_Count blocklength, MPI_Count stride,
                               MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    return vector(type_hvector, true, count, blocklength, stride, oldtype, newtype,
                  CALL_Type_create_hvector_c);
}
weak_alias(PMPI_Type_create_hvector_c, MPI_Type_create_hvector_c);

static int indexed(bool large, struct blocks blocks, MPI_Datatype oldtype,
                   MPI_Datatype *newtype, enum mpi_call call)
{
    datatype_t *old, *type = NULL;
    int rc = take(oldtype, &old);

    if (rc == MPI_SUCCESS)
        rc = type_blocks(large, blocks, old, &type);
    return give(given(rc, "count=%jd, %pD", blocks.count, oldtype), type, newtype, call);
}

int PMPI_Type_indexed(int count, const int array_of_blocklengths[],
                      const int array_of_displacements[], MPI_Datatype oldtype,
                      MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_INDEXED,
                             .count = count,
                             .lengths = counts_int(array_of_blocklengths),
                             .displacements = counts_int(array_of_displacements) };

    return indexed(false, blocks, oldtype, newtype, CALL_Type_indexed);
}
weak_alias(PMPI_Type_indexed, MPI_Type_indexed);

int PMPI_Type_indexed_c(MPI_Count count, const MPI_Count array_of_blocklengths[],
                        const MPI_Count array_of_displacements[], MPI_Datatype oldtype,
                        MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_INDEXED,
                             .count = count,
                             .lengths = counts_64(array_of_blocklengths),
                             .displacements = counts_64(array_of_displacements) };

    return indexed(true, blocks, oldtype, newtype, CALL_Type_indexed_c);
}
weak_alias(PMPI_Type_indexed_c, MPI_Type_indexed_c);

int PMPI_Type_create_hindexed(int count, const int array_of_blocklengths[],
                              const MPI_Aint array_of_displacements[],
                              MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_HINDEXED,
                             .count = count,
                             .lengths = counts_int(array_of_blocklengths),
                             .displacements = counts_64(array_of_displacements) };

    return indexed(false, blocks, oldtype, newtype, CALL_Type_create_hindexed);
}
weak_alias(PMPI_Type_create_hindexed, MPI_Type_create_hindexed);

int PMPI_Type_create_hindexed_c(MPI_Count count, const MPI_Count array_of_blocklengths[],
                                const MPI_Count array_of_displacements[],
                                MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_HINDEXED,
                             .count = count,
                             .lengths = counts_64(array_of_blocklengths),
                             .displacements = counts_64(array_of_displacements) };

    return indexed(true, blocks, oldtype, newtype, CALL_Type_create_hindexed_c);
}
weak_alias(PMPI_Type_create_hindexed_c, MPI_Type_create_hindexed_c);

int PMPI_Type_create_indexed_block(int count, int blocklength,
                                   const int array_of_displacements[],
                                   MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_INDEXED_BLOCK,
                             .count = count,
                             .length = blocklength,
                             .displacements = counts_int(array_of_displacements) };

    return indexed(false, blocks, oldtype, newtype, CALL_Type_create_indexed_block);
}
weak_alias(PMPI_Type_create_indexed_block, MPI_Type_create_indexed_block);

int PMPI_Type_create_indexed_block_c(MPI_Count count, MPI_Count blocklength,
                                     const MPI_Count array_of_displacements[],
                                     MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_INDEXED_BLOCK,
                             .count = count,
                             .length = blocklength,
                             .displacements = counts_64(array_of_displacements) };

    return indexed(true, blocks, oldtype, newtype, CALL_Type_create_indexed_block_c);
}
weak_alias(PMPI_Type_create_indexed_block_c, MPI_Type_create_indexed_block_c);

int PMPI_Type_create_hindexed_block(int count, int blocklength,
                                    const MPI_Aint array_of_displacements[],
                                    MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_HINDEXED_BLOCK,
                             .count = count,
                             .length = blocklength,
                             .displacements = counts_64(array_of_displacements) };

    return indexed(false, blocks, oldtype, newtype, CALL_Type_create_hindexed_block);
}
weak_alias(PMPI_Type_create_hindexed_block, MPI_Type_create_hindexed_block);

int PMPI_Type_create_hindexed_block_c(MPI_Count count, MPI_Count blocklength,
                                      const MPI_Count array_of_displacements[],
                                      MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct blocks blocks = { .combiner = MPI_COMBINER_HINDEXED_BLOCK,
                             .count = count,
                             .length = blocklength,
                             .displacements = counts_64(array_of_displacements) };

    return indexed(true, blocks, oldtype, newtype, CALL_Type_create_hindexed_block_c);
}
weak_alias(PMPI_Type_create_hindexed_block_c, MPI_Type_create_hindexed_block_c);

/* The objects of an array of handles (malloc'ed, for free()). */
static int check_types(const MPI_Datatype *handle, MPI_Count count, datatype_t ***types)
{
    int rc = MPI_SUCCESS;

    *types = NULL;
    if (count <= 0)
        return MPI_SUCCESS;
    if (!handle)
        return err(MPI_ERR_ARG, "array_of_types is NULL: pass an array of %lld",
                   (long long)count);
    *types = malloc((size_t)count * sizeof **types);
    if (!*types)
        return err(MPI_ERR_NO_MEM, "no memory for %lld datatypes", (long long)count);
    for (MPI_Count i = 0; i < count && rc == MPI_SUCCESS; i++)
        rc = type_check(handle[i], &(*types)[i]);
    return rc;
}

static int structure(bool large, MPI_Count count, struct counts lengths,
                     struct counts displacements, const MPI_Datatype *oldtypes,
                     MPI_Datatype *newtype, enum mpi_call call)
{
    datatype_t **old, *type = NULL;
    int rc;

    call_enter(call);
    rc = check_types(oldtypes, count, &old);
    if (rc == MPI_SUCCESS)
        rc = type_struct(large, count, lengths, displacements, old, &type);
    free(old);
    return give(given(rc, "count=%jd", count), type, newtype, call);
}

int PMPI_Type_create_struct(int count, const int array_of_blocklengths[],
                            const MPI_Aint array_of_displacements[],
                            const MPI_Datatype array_of_types[], MPI_Datatype *newtype)
{
    return structure(false, count, counts_int(array_of_blocklengths),
                     counts_64(array_of_displacements), array_of_types, newtype,
                     CALL_Type_create_struct);
}
weak_alias(PMPI_Type_create_struct, MPI_Type_create_struct);

int PMPI_Type_create_struct_c(MPI_Count count, const MPI_Count array_of_blocklengths[],
                              const MPI_Count array_of_displacements[],
                              const MPI_Datatype array_of_types[], MPI_Datatype *newtype)
{
    return structure(true, count, counts_64(array_of_blocklengths),
                     counts_64(array_of_displacements), array_of_types, newtype,
                     CALL_Type_create_struct_c);
}
weak_alias(PMPI_Type_create_struct_c, MPI_Type_create_struct_c);

static int subarray(bool large, struct subarray array, MPI_Datatype oldtype,
                    MPI_Datatype *newtype, enum mpi_call call)
{
    datatype_t *old, *type = NULL;
    int rc = take(oldtype, &old);

    if (rc == MPI_SUCCESS)
        rc = type_subarray(large, array, old, &type);
    return give(given(rc, "ndims=%d, order=%d, %pD", array.dims, array.order, oldtype),
                type, newtype, call);
}

int PMPI_Type_create_subarray(int ndims, const int array_of_sizes[],
                              const int array_of_subsizes[], const int array_of_starts[],
                              int order, MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct subarray array = { .dims = ndims,
                              .order = order,
                              .sizes = counts_int(array_of_sizes),
                              .subsizes = counts_int(array_of_subsizes),
                              .starts = counts_int(array_of_starts) };

    return subarray(false, array, oldtype, newtype, CALL_Type_create_subarray);
}
weak_alias(PMPI_Type_create_subarray, MPI_Type_create_subarray);

int PMPI_Type_create_subarray_c(int ndims, const MPI_Count array_of_sizes[],
                                const MPI_Count array_of_subsizes[],
                                const MPI_Count array_of_starts[], int order,
                                MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct subarray array = { .dims = ndims,
                              .order = order,
                              .sizes = counts_64(array_of_sizes),
                              .subsizes = counts_64(array_of_subsizes),
                              .starts = counts_64(array_of_starts) };

    return subarray(true, array, oldtype, newtype, CALL_Type_create_subarray_c);
}
weak_alias(PMPI_Type_create_subarray_c, MPI_Type_create_subarray_c);

static int darray(bool large, struct darray array, MPI_Datatype oldtype,
                  MPI_Datatype *newtype, enum mpi_call call)
{
    datatype_t *old, *type = NULL;
    int rc = take(oldtype, &old);

    if (rc == MPI_SUCCESS)
        rc = type_darray(large, array, old, &type);
    return give(given(rc, "size=%d, rank=%d, ndims=%d, order=%d, %pD", array.size,
                      array.rank, array.dims, array.order, oldtype),
                type, newtype, call);
}

int PMPI_Type_create_darray(int size, int rank, int ndims, const int array_of_gsizes[],
                            const int array_of_distribs[], const int array_of_dargs[],
                            const int array_of_psizes[], int order, MPI_Datatype oldtype,
                            MPI_Datatype *newtype)
{
    struct darray array = { .size = size,
                            .rank = rank,
                            .dims = ndims,
                            .order = order,
                            .gsizes = counts_int(array_of_gsizes),
                            .distribs = array_of_distribs,
                            .dargs = array_of_dargs,
                            .psizes = array_of_psizes };

    return darray(false, array, oldtype, newtype, CALL_Type_create_darray);
}
weak_alias(PMPI_Type_create_darray, MPI_Type_create_darray);

int PMPI_Type_create_darray_c(int size, int rank, int ndims,
                              const MPI_Count array_of_gsizes[],
                              const int array_of_distribs[], const int array_of_dargs[],
                              const int array_of_psizes[], int order,
                              MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    struct darray array = { .size = size,
                            .rank = rank,
                            .dims = ndims,
                            .order = order,
                            .gsizes = counts_64(array_of_gsizes),
                            .distribs = array_of_distribs,
                            .dargs = array_of_dargs,
                            .psizes = array_of_psizes };

    return darray(true, array, oldtype, newtype, CALL_Type_create_darray_c);
}
weak_alias(PMPI_Type_create_darray_c, MPI_Type_create_darray_c);

static int resized(bool large, MPI_Datatype oldtype, MPI_Count lb, MPI_Count extent,
                   MPI_Datatype *newtype, enum mpi_call call)
{
    datatype_t *old, *type = NULL;
    int rc = take(oldtype, &old);

    if (rc == MPI_SUCCESS)
        rc = type_resized(large, old, lb, extent, &type);
    return give(given(rc, "%pD, lb=%jd, extent=%jd", oldtype, lb, extent), type, newtype,
                call);
}

int PMPI_Type_create_resized(MPI_Datatype oldtype, MPI_Aint lb, MPI_Aint extent,
                             MPI_Datatype *newtype)
{
    return resized(false, oldtype, lb, extent, newtype, CALL_Type_create_resized);
}
weak_alias(PMPI_Type_create_resized, MPI_Type_create_resized);

int PMPI_Type_create_resized_c(MPI_Datatype oldtype, MPI_Count lb, MPI_Count extent,
                               MPI_Datatype *newtype)
{
    return resized(true, oldtype, lb, extent, newtype, CALL_Type_create_resized_c);
}
weak_alias(PMPI_Type_create_resized_c, MPI_Type_create_resized_c);

static int f90(int combiner, int precision, int range, MPI_Datatype *newtype,
               enum mpi_call call)
{
    datatype_t *type = NULL;
    int rc;

    call_enter(call);
    rc = type_f90(combiner, precision, range, &type);
    return give(given(rc, "precision=%d, range=%d", precision, range), type, newtype,
                call);
}

int PMPI_Type_create_f90_real(int p, int r, MPI_Datatype *newtype)
{
    return f90(MPI_COMBINER_F90_REAL, p, r, newtype, CALL_Type_create_f90_real);
}
weak_alias(PMPI_Type_create_f90_real, MPI_Type_create_f90_real);

int PMPI_Type_create_f90_complex(int p, int r, MPI_Datatype *newtype)
{
    return f90(MPI_COMBINER_F90_COMPLEX, p, r, newtype, CALL_Type_create_f90_complex);
}
weak_alias(PMPI_Type_create_f90_complex, MPI_Type_create_f90_complex);

int PMPI_Type_create_f90_integer(int r, MPI_Datatype *newtype)
{
    return f90(MPI_COMBINER_F90_INTEGER, MPI_UNDEFINED, r, newtype,
               CALL_Type_create_f90_integer);
}
weak_alias(PMPI_Type_create_f90_integer, MPI_Type_create_f90_integer);
