/* SPDX-License-Identifier: BSD-3-Clause */
/* comm.c: what a communicator is: its groups, name and hints (MPI 5.0, 7.4.1, 7.4.4,
 * 7.6.1 and 7.8). */
#include <mpi.h>
#include <string.h>

#include "check/ledger.h"
#include "mpi/comm_call.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "topo/hints.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

int PMPI_Comm_rank(MPI_Comm comm, int *rank)
{
    comm_t *c;
    int error = comm_check(comm, &c);

    if (unlikely(error))
        return raise_comm(comm, given(error, "%pC", comm), CALL_Comm_rank);
    *rank = c->rank;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_rank, MPI_Comm_rank);

int PMPI_Comm_size(MPI_Comm comm, int *size)
{
    comm_t *c;
    int error = comm_check(comm, &c);

    if (unlikely(error))
        return raise_comm(comm, given(error, "%pC", comm), CALL_Comm_size);
    *size = c->size;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_size, MPI_Comm_size);

int PMPI_Comm_remote_size(MPI_Comm comm, int *size)
{
    comm_t *c;
    int error = comm_check_inter(comm, &c);

    if (error)
        return raise_comm(comm, given(error, "%pC", comm), CALL_Comm_remote_size);
    *size = c->remote_size;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_remote_size, MPI_Comm_remote_size);

int PMPI_Comm_test_inter(MPI_Comm comm, int *flag)
{
    comm_t *c;
    int error = comm_check(comm, &c);

    if (error)
        return raise_comm(comm, given(error, "%pC", comm), CALL_Comm_test_inter);
    *flag = comm_is_inter(c);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_test_inter, MPI_Comm_test_inter);

/* Groups */

/* A new reference, as a handle. */
static MPI_Group group_handle(group_t *group, enum mpi_call call)
{
    object_get(&group->object);
    return ledger_give(&group->object, call);
}

int PMPI_Comm_group(MPI_Comm comm, MPI_Group *group)
{
    comm_t *c;
    int error;

    call_enter(CALL_Comm_group);
    error = comm_check(comm, &c);
    if (!error)
        *group = group_handle(c->group, CALL_Comm_group);
    return comm_finish(comm, given(error, "%pC", comm), CALL_Comm_group);
}
weak_alias(PMPI_Comm_group, MPI_Comm_group);

int PMPI_Comm_remote_group(MPI_Comm comm, MPI_Group *group)
{
    comm_t *c;
    int error;

    call_enter(CALL_Comm_remote_group);
    error = comm_check_inter(comm, &c);
    if (!error)
        *group = group_handle(c->remote_group, CALL_Comm_remote_group);
    return comm_finish(comm, given(error, "%pC", comm), CALL_Comm_remote_group);
}
weak_alias(PMPI_Comm_remote_group, MPI_Comm_remote_group);

/* The weaker of two results of group_compare. */
static int weaker(int a, int b)
{
    if (a == MPI_UNEQUAL || b == MPI_UNEQUAL)
        return MPI_UNEQUAL;
    return a == MPI_SIMILAR || b == MPI_SIMILAR ? MPI_SIMILAR : MPI_IDENT;
}

/* The same groups with another context are congruent. */
static int compare(const comm_t *a, const comm_t *b)
{
    int groups;

    if (a == b)
        return MPI_IDENT;
    if (comm_is_inter(a) != comm_is_inter(b))
        return MPI_UNEQUAL;
    groups = weaker(group_compare(a->group, b->group),
                    group_compare(a->remote_group, b->remote_group));
    return groups == MPI_IDENT ? MPI_CONGRUENT : groups;
}

int PMPI_Comm_compare(MPI_Comm comm1, MPI_Comm comm2, int *result)
{
    comm_t *a, *b;
    int error;

    call_enter(CALL_Comm_compare);
    error = comm_check(comm1, &a);
    if (!error)
        error = comm_check(comm2, &b);
    if (!error)
        *result = compare(a, b);
    return comm_finish(comm1, given(error, "%pC, %pC", comm1, comm2), CALL_Comm_compare);
}
weak_alias(PMPI_Comm_compare, MPI_Comm_compare);

/* Names */

int PMPI_Comm_set_name(MPI_Comm comm, const char *comm_name)
{
    comm_t *c;
    int error;

    call_enter(CALL_Comm_set_name);
    error = comm_check(comm, &c);
    if (!error && !comm_name)
        error = err(MPI_ERR_ARG, "comm_name is NULL: pass a string");
    if (!error)
        error = object_set_name(&c->object, comm_name);
    return comm_finish(comm, given(error, "%pC, comm_name=\"%s\"", comm, comm_name),
                       CALL_Comm_set_name);
}
weak_alias(PMPI_Comm_set_name, MPI_Comm_set_name);

/* Also MPI_COMM_NULL has a name (MPI 5.0, 7.8). */
int PMPI_Comm_get_name(MPI_Comm comm, char *comm_name, int *resultlen)
{
    const char *name = "MPI_COMM_NULL";
    comm_t *c;
    int error = MPI_SUCCESS;

    call_enter(CALL_Comm_get_name);
    if (comm != MPI_COMM_NULL)
        error = comm_check(comm, &c);
    if (error)
        return comm_finish(comm, given(error, "%pC", comm), CALL_Comm_get_name);
    if (comm != MPI_COMM_NULL)
        name = object_name(&c->object);
    *resultlen = (int)strlen(name);
    memcpy(comm_name, name, (size_t)*resultlen + 1);
    return comm_finish(comm, MPI_SUCCESS, CALL_Comm_get_name);
}
weak_alias(PMPI_Comm_get_name, MPI_Comm_get_name);

/* Hints */

int PMPI_Comm_set_info(MPI_Comm comm, MPI_Info info)
{
    comm_t *c;
    info_t *hints;
    int error;

    call_enter(CALL_Comm_set_info);
    error = comm_check(comm, &c);
    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = hints_set(c, hints);
    return comm_finish(comm, given(error, "%pC, %pI", comm, info), CALL_Comm_set_info);
}
weak_alias(PMPI_Comm_set_info, MPI_Comm_set_info);

int PMPI_Comm_get_info(MPI_Comm comm, MPI_Info *info_used)
{
    comm_t *c;
    info_t *hints;
    int error;

    call_enter(CALL_Comm_get_info);
    error = comm_check(comm, &c);
    if (!error)
        error = hints_get(c, &hints);
    if (!error)
        *info_used = ledger_give(&hints->object, CALL_Comm_get_info);
    return comm_finish(comm, given(error, "%pC", comm), CALL_Comm_get_info);
}
weak_alias(PMPI_Comm_get_info, MPI_Comm_get_info);
