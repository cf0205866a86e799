/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * datatype_query.c: size, bounds and contents of datatypes (MPI 5.0, 5.1.5 to 5.1.8 and
 * 5.1.13).  A size that an int cannot hold is MPI_UNDEFINED.
 */
#include <limits.h>
#include <mpi.h>

#include "mpi/raise.h"
#include "obj/given.h"
#include "type/check.h"
#include "type/contents.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

int PMPI_Type_size(MPI_Datatype datatype, int *size)
{
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS)
        *size = type->size > INT_MAX ? MPI_UNDEFINED : (int)type->size;
    return raise_self(given(rc, "%pD", datatype), CALL_Type_size);
}
weak_alias(PMPI_Type_size, MPI_Type_size);

static int size(MPI_Datatype datatype, MPI_Count *size, enum mpi_call call)
{
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS)
        *size = type->size;
    return raise_self(given(rc, "%pD", datatype), call);
}

int PMPI_Type_size_c(MPI_Datatype datatype, MPI_Count *bytes)
{
    return size(datatype, bytes, CALL_Type_size_c);
}
weak_alias(PMPI_Type_size_c, MPI_Type_size_c);

int PMPI_Type_size_x(MPI_Datatype datatype, MPI_Count *bytes)
{
    return size(datatype, bytes, CALL_Type_size_x);
}
weak_alias(PMPI_Type_size_x, MPI_Type_size_x);

/* MPI_Aint is as wide as MPI_Count (type/counts.h), so that all forms are one. */
static int extent(MPI_Datatype datatype, MPI_Count *lb, MPI_Count *extent,
                  enum mpi_call call)
{
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS) {
        *lb = type->lb;
        *extent = type->extent;
    }
    return raise_self(given(rc, "%pD", datatype), call);
}

static int true_extent(MPI_Datatype datatype, MPI_Count *lb, MPI_Count *extent,
                       enum mpi_call call)
{
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS) {
        *lb = type->true_lb;
        *extent = type->true_extent;
    }
    return raise_self(given(rc, "%pD", datatype), call);
}

int PMPI_Type_get_extent(MPI_Datatype datatype, MPI_Aint *lb, MPI_Aint *bytes)
{
    return extent(datatype, lb, bytes, CALL_Type_get_extent);
}
weak_alias(PMPI_Type_get_extent, MPI_Type_get_extent);

int PMPI_Type_get_extent_c(MPI_Datatype datatype, MPI_Count *lb, MPI_Count *bytes)
{
    return extent(datatype, lb, bytes, CALL_Type_get_extent_c);
}
weak_alias(PMPI_Type_get_extent_c, MPI_Type_get_extent_c);

int PMPI_Type_get_extent_x(MPI_Datatype datatype, MPI_Count *lb, MPI_Count *bytes)
{
    return extent(datatype, lb, bytes, CALL_Type_get_extent_x);
}
weak_alias(PMPI_Type_get_extent_x, MPI_Type_get_extent_x);

int PMPI_Type_get_true_extent(MPI_Datatype datatype, MPI_Aint *true_lb, MPI_Aint *bytes)
{
    return true_extent(datatype, true_lb, bytes, CALL_Type_get_true_extent);
}
weak_alias(PMPI_Type_get_true_extent, MPI_Type_get_true_extent);

int PMPI_Type_get_true_extent_c(MPI_Datatype datatype, MPI_Count *true_lb,
                                MPI_Count *bytes)
{
    return true_extent(datatype, true_lb, bytes, CALL_Type_get_true_extent_c);
}
weak_alias(PMPI_Type_get_true_extent_c, MPI_Type_get_true_extent_c);

int PMPI_Type_get_true_extent_x(MPI_Datatype datatype, MPI_Count *true_lb,
                                MPI_Count *bytes)
{
    return true_extent(datatype, true_lb, bytes, CALL_Type_get_true_extent_x);
}
weak_alias(PMPI_Type_get_true_extent_x, MPI_Type_get_true_extent_x);

/* The contents of a named type are those of nobody. */
static const struct contents *contents_of(const datatype_t *type)
{
    static const struct contents none = { .combiner = MPI_COMBINER_NAMED };

    return type->contents ? type->contents : &none;
}

static int check_small(const datatype_t *type)
{
    const struct contents *contents = contents_of(type);

    if (contents->large_counts.count > 0)
        return err(MPI_ERR_TYPE,
                   "%s was made by a call with large counts: ask with the _c call",
                   type_name(type));
    if (contents->integers.count > INT_MAX || contents->addresses.count > INT_MAX ||
        contents->types > INT_MAX)
        return err(MPI_ERR_VALUE_TOO_LARGE,
                   "%s has more than 2^31 arguments: ask with the _c call",
                   type_name(type));
    return MPI_SUCCESS;
}

int PMPI_Type_get_envelope(MPI_Datatype datatype, int *num_integers, int *num_addresses,
                           int *num_datatypes, int *combiner)
{
    const struct contents *contents;
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS)
        rc = check_small(type);
    if (rc == MPI_SUCCESS) {
        contents = contents_of(type);
        *num_integers = (int)contents->integers.count;
        *num_addresses = (int)contents->addresses.count;
        *num_datatypes = (int)contents->types;
        *combiner = contents->combiner;
    }
    return raise_self(given(rc, "%pD", datatype), CALL_Type_get_envelope);
}
weak_alias(PMPI_Type_get_envelope, MPI_Type_get_envelope);

int PMPI_Type_get_envelope_c(MPI_Datatype datatype, MPI_Count *num_integers,
                             MPI_Count *num_addresses, MPI_Count *num_large_counts,
                             MPI_Count *num_datatypes, int *combiner)
{
    const struct contents *contents;
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS) {
        contents = contents_of(type);
        *num_integers = contents->integers.count;
        *num_addresses = contents->addresses.count;
        *num_large_counts = contents->large_counts.count;
        *num_datatypes = contents->types;
        *combiner = contents->combiner;
    }
    return raise_self(given(rc, "%pD", datatype), CALL_Type_get_envelope_c);
}
weak_alias(PMPI_Type_get_envelope_c, MPI_Type_get_envelope_c);

/* Where the contents go, and how much fits. */
struct answer {
    MPI_Count max_integers, max_addresses, max_large_counts, max_datatypes;
    int *integers;
    MPI_Aint *addresses;
    MPI_Count *large_counts;
    MPI_Datatype *datatypes;
};

static int check_max(const char *what, MPI_Count max, MPI_Count count)
{
    if (max >= count)
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "max_%s is %lld: it must be at least %lld", what,
               (long long)max, (long long)count);
}

static int check_answer(const datatype_t *type, const struct answer *a)
{
    const struct contents *contents = type->contents;
    int rc;

    if (!contents)
        return err(
            MPI_ERR_TYPE,
            "%s is a named datatype, which has no contents: ask MPI_Type_get_envelope first",
            type_name(type));
    rc = check_max("integers", a->max_integers, contents->integers.count);
    if (rc == MPI_SUCCESS)
        rc = check_max("addresses", a->max_addresses, contents->addresses.count);
    if (rc == MPI_SUCCESS)
        rc = check_max("large_counts", a->max_large_counts, contents->large_counts.count);
    if (rc == MPI_SUCCESS)
        rc = check_max("datatypes", a->max_datatypes, contents->types);
    return rc;
}

static int get_contents(const datatype_t *type, const struct answer *a)
{
    const struct contents *contents = type->contents;
    int rc = check_answer(type, a);

    lock_enter(); /* the types that are handed out get references */
    if (rc == MPI_SUCCESS)
        rc = contents_handles(contents, a->datatypes);
    call_leave();
    if (rc != MPI_SUCCESS)
        return rc;
    for (MPI_Count i = 0; i < contents->integers.count; i++)
        a->integers[i] = (int)contents->integers.value[i];
    for (MPI_Count i = 0; i < contents->addresses.count; i++)
        a->addresses[i] = contents->addresses.value[i];
    for (MPI_Count i = 0; i < contents->large_counts.count; i++)
        a->large_counts[i] = contents->large_counts.value[i];
    return MPI_SUCCESS;
}

int PMPI_Type_get_contents(MPI_Datatype datatype, int max_integers, int max_addresses,
                           int max_datatypes, int array_of_integers[],
                           MPI_Aint array_of_addresses[],
                           MPI_Datatype array_of_datatypes[])
{
    struct answer a = { .max_integers = max_integers,
                        .max_addresses = max_addresses,
                        .max_datatypes = max_datatypes,
                        .integers = array_of_integers,
                        .addresses = array_of_addresses,
                        .datatypes = array_of_datatypes };
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS)
        rc = check_small(type);
    if (rc == MPI_SUCCESS)
        rc = get_contents(type, &a);
    return raise_self(given(rc,
                            "%pD, max_integers=%d, max_addresses=%d, max_datatypes=%d",
                            datatype, max_integers, max_addresses, max_datatypes),
                      CALL_Type_get_contents);
}
weak_alias(PMPI_Type_get_contents, MPI_Type_get_contents);

int PMPI_Type_get_contents_c(MPI_Datatype datatype, MPI_Count max_integers,
                             MPI_Count max_addresses, MPI_Count max_large_counts,
                             MPI_Count max_datatypes, int array_of_integers[],
                             MPI_Aint array_of_addresses[],
                             MPI_Count array_of_large_counts[],
                             MPI_Datatype array_of_datatypes[])
{
    struct answer a = { .max_integers = max_integers,
                        .max_addresses = max_addresses,
                        .max_large_counts = max_large_counts,
                        .max_datatypes = max_datatypes,
                        .integers = array_of_integers,
                        .addresses = array_of_addresses,
                        .large_counts = array_of_large_counts,
                        .datatypes = array_of_datatypes };
    datatype_t *type;
    int rc = type_check(datatype, &type);

    if (rc == MPI_SUCCESS)
        rc = get_contents(type, &a);
    return raise_self(
        given(
            rc,
            "%pD, max_integers=%jd, max_addresses=%jd, max_large_counts=%jd, max_datatypes=%jd",
            datatype, max_integers, max_addresses, max_large_counts, max_datatypes),
        CALL_Type_get_contents_c);
}
weak_alias(PMPI_Type_get_contents_c, MPI_Type_get_contents_c);
