/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * datatype.c: the life of datatypes, their names, and those which are found instead of
 * made (MPI 5.0, 5.1.5, 5.1.9, 5.1.11, 7.8 and 19.1.5).
 */
#include <mpi.h>
#include <string.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "type/check.h"
#include "type/create.h"
#include "type/fortran.h"
#include "type/signature.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* The end of a call that holds the lock.  What only reads a datatype, or writes to one
 * that no other thread may use meanwhile, takes none; references are counted by all. */
static int finish(int rc, enum mpi_call call)
{
    rc = raise_self(rc, call);
    call_leave();
    return rc;
}

int PMPI_Type_commit(MPI_Datatype *datatype)
{
    datatype_t *type;
    int rc = type_check(*datatype, &type);

    if (rc == MPI_SUCCESS)
        type_set_committed(type, true);
    return raise_self(given(rc, "%pD", *datatype), CALL_Type_commit);
}
weak_alias(PMPI_Type_commit, MPI_Type_commit);

int PMPI_Type_dup(MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    datatype_t *old, *type = NULL;
    int rc;

    call_enter(CALL_Type_dup);
    rc = type_check(oldtype, &old);
    if (rc == MPI_SUCCESS)
        rc = type_dup(old, &type);
    if (rc == MPI_SUCCESS)
        *newtype = ledger_give(&type->object, CALL_Type_dup);
    return finish(given(rc, "%pD", oldtype), CALL_Type_dup);
}
weak_alias(PMPI_Type_dup, MPI_Type_dup);

int PMPI_Type_free(MPI_Datatype *datatype)
{
    datatype_t *type;
    int rc;

    call_enter(CALL_Type_free);
    rc = type_check(*datatype, &type);
    if (rc == MPI_SUCCESS)
        rc = type_free(type);
    if (rc == MPI_SUCCESS) {
        ledger_take(*datatype);
        *datatype = MPI_DATATYPE_NULL;
    }
    return finish(given(rc, "%pD", *datatype), CALL_Type_free);
}
weak_alias(PMPI_Type_free, MPI_Type_free);

int PMPI_Type_set_name(MPI_Datatype datatype, const char *type_name)
{
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS && !type_name)
        rc = err(MPI_ERR_ARG, "type_name is NULL: pass a string");
    if (rc == MPI_SUCCESS)
        rc = object_set_name(&type->object, type_name);
    return raise_self(given(rc, "%pD, type_name=\"%s\"", datatype, type_name),
                      CALL_Type_set_name);
}
weak_alias(PMPI_Type_set_name, MPI_Type_set_name);

/* The null handle has a name, too. */
static int find_name(MPI_Datatype handle, const char **name)
{
    datatype_t *type;
    int rc;

    if (handle == MPI_DATATYPE_NULL) {
        *name = "MPI_DATATYPE_NULL";
        return MPI_SUCCESS;
    }
    rc = type_check(handle, &type);
    if (rc == MPI_SUCCESS)
        *name = object_name(&type->object);
    return rc;
}

int PMPI_Type_get_name(MPI_Datatype datatype, char *type_name, int *resultlen)
{
    const char *name = NULL;
    int rc = find_name(datatype, &name);

    if (rc == MPI_SUCCESS) {
        strcpy(type_name, name);
        *resultlen = (int)strlen(name);
    }
    return raise_self(given(rc, "%pD", datatype), CALL_Type_get_name);
}
weak_alias(PMPI_Type_get_name, MPI_Type_get_name);

int PMPI_Type_match_size(int typeclass, int size, MPI_Datatype *datatype)
{
    datatype_t *type = NULL;
    int rc = type_match_size(typeclass, size, &type);

    if (rc == MPI_SUCCESS)
        *datatype = object_handle(&type->object);
    return raise_self(given(rc, "typeclass=%d, size=%d", typeclass, size),
                      CALL_Type_match_size);
}
weak_alias(PMPI_Type_match_size, MPI_Type_match_size);

int PMPI_Type_get_value_index(MPI_Datatype value_type, MPI_Datatype index_type,
                              MPI_Datatype *pair_type)
{
    datatype_t *value, *index, *pair;
    int rc = type_check(value_type, &value);

    if (rc == MPI_SUCCESS)
        rc = type_check(index_type, &index);
    if (rc == MPI_SUCCESS) {
        pair = type_pair(value->basic, index->basic);
        *pair_type = pair ? object_handle(&pair->object) : MPI_DATATYPE_NULL;
    }
    return raise_self(given(rc, "%pD, %pD", value_type, index_type),
                      CALL_Type_get_value_index);
}
weak_alias(PMPI_Type_get_value_index, MPI_Type_get_value_index);

/* Legal before MPI_Init and after MPI_Finalize, as MPI_Aint_add is. */
int PMPI_Get_address(const void *location, MPI_Aint *address)
{
    int error = raise_if_null(address, "address");

    if (!error)
        *address = (MPI_Aint)(uintptr_t)location;
    return raise_any_time(error, CALL_Get_address);
}
weak_alias(PMPI_Get_address, MPI_Get_address);
