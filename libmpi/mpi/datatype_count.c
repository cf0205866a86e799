/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * datatype_count.c: how much a message held, in elements of a datatype (MPI 5.0, 3.2.5
 * and 5.1.12).  What is no whole number of elements, or does not fit into an int, is
 * MPI_UNDEFINED.
 */
#include <limits.h>
#include <mpi.h>

#include "mpi/raise.h"
#include "obj/given.h"
#include "p2p/request.h"
#include "type/check.h"
#include "type/sequence.h"
#include "util/err.h"
#include "util/macros.h"

static MPI_Count whole_elements(const datatype_t *type, MPI_Count bytes)
{
    if (type->size == 0)
        return bytes == 0 ? 0 : MPI_UNDEFINED;
    return bytes % type->size == 0 ? bytes / type->size : MPI_UNDEFINED;
}

static MPI_Count basic_elements(const datatype_t *type, MPI_Count bytes)
{
    MPI_Count elements, rest;

    if (type->size == 0)
        return bytes == 0 ? 0 : MPI_UNDEFINED;
    elements = sequence_elements(type->sequence, bytes % type->size, &rest);
    if (rest != 0)
        return MPI_UNDEFINED;
    return bytes / type->size * type->sequence->elements + elements;
}

typedef MPI_Count elements_f(const datatype_t *type, MPI_Count bytes);

static int count_wide(elements_f *elements, const MPI_Status *status,
                      MPI_Datatype datatype, MPI_Count *count, enum mpi_call call)
{
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS)
        *count = elements(type, status_bytes(status));
    return raise_self(given(rc, "%pD", datatype), call);
}

static int count_int(elements_f *elements, const MPI_Status *status,
                     MPI_Datatype datatype, int *count, enum mpi_call call)
{
    MPI_Count wide = 0;
    int rc = count_wide(elements, status, datatype, &wide, call);

    if (rc == MPI_SUCCESS)
        *count = wide > INT_MAX ? MPI_UNDEFINED : (int)wide;
    return rc;
}

int PMPI_Get_count(const MPI_Status *status, MPI_Datatype datatype, int *count)
{
    return count_int(whole_elements, status, datatype, count, CALL_Get_count);
}
weak_alias(PMPI_Get_count, MPI_Get_count);

int PMPI_Get_count_c(const MPI_Status *status, MPI_Datatype datatype, MPI_Count *count)
{
    return count_wide(whole_elements, status, datatype, count, CALL_Get_count_c);
}
weak_alias(PMPI_Get_count_c, MPI_Get_count_c);

int PMPI_Get_elements(const MPI_Status *status, MPI_Datatype datatype, int *count)
{
    return count_int(basic_elements, status, datatype, count, CALL_Get_elements);
}
weak_alias(PMPI_Get_elements, MPI_Get_elements);

int PMPI_Get_elements_c(const MPI_Status *status, MPI_Datatype datatype, MPI_Count *count)
{
    return count_wide(basic_elements, status, datatype, count, CALL_Get_elements_c);
}
weak_alias(PMPI_Get_elements_c, MPI_Get_elements_c);

int PMPI_Get_elements_x(const MPI_Status *status, MPI_Datatype datatype, MPI_Count *count)
{
    return count_wide(basic_elements, status, datatype, count, CALL_Get_elements_x);
}
weak_alias(PMPI_Get_elements_x, MPI_Get_elements_x);

/* The bytes of the first count basic elements of copies of type. */
static int bytes_of(const datatype_t *type, MPI_Count count, MPI_Count *bytes)
{
    MPI_Count elements = type->sequence ? type->sequence->elements : 0;

    if (count < 0)
        return err(MPI_ERR_COUNT, "count is %lld: it must not be negative",
                   (long long)count);
    if (elements == 0) {
        *bytes = 0;
        return count == 0 ? MPI_SUCCESS
                          : err(MPI_ERR_ARG,
                                "count is %lld: it must be 0, as %s has no elements",
                                (long long)count, type_name(type));
    }
    if (__builtin_mul_overflow(count / elements, type->size, bytes) ||
        __builtin_add_overflow(*bytes, sequence_bytes(type->sequence, count % elements),
                               bytes))
        return err(MPI_ERR_COUNT, "%lld elements are more than 2^63 B", (long long)count);
    return MPI_SUCCESS;
}

static int set_elements(MPI_Status *status, MPI_Datatype datatype, MPI_Count count,
                        enum mpi_call call)
{
    MPI_Count bytes = 0;
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS)
        rc = bytes_of(type, count, &bytes);
    if (rc == MPI_SUCCESS)
        status_set_bytes(status, bytes);
    return raise_self(given(rc, "%pD, count=%jd", datatype, count), call);
}

int PMPI_Status_set_elements(MPI_Status *status, MPI_Datatype datatype, int count)
{
    return set_elements(status, datatype, count, CALL_Status_set_elements);
}
weak_alias(PMPI_Status_set_elements, MPI_Status_set_elements);

int PMPI_Status_set_elements_c(MPI_Status *status, MPI_Datatype datatype, MPI_Count count)
{
    return set_elements(status, datatype, count, CALL_Status_set_elements_c);
}
weak_alias(PMPI_Status_set_elements_c, MPI_Status_set_elements_c);

int PMPI_Status_set_elements_x(MPI_Status *status, MPI_Datatype datatype, MPI_Count count)
{
    return set_elements(status, datatype, count, CALL_Status_set_elements_x);
}
weak_alias(PMPI_Status_set_elements_x, MPI_Status_set_elements_x);
