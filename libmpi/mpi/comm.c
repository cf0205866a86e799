/* SPDX-License-Identifier: BSD-3-Clause */
/* comm.c: communicators (MPI 5.0, 7.4 and 7.8). */
#include <mpi.h>

#include "comm/comm.h"
#include "mpi/raise.h"
#include "obj/attr.h"
#include "topo/create.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

static int finish(MPI_Comm comm, int error, const char *name)
{
    if (unlikely(error))
        error = raise_comm(comm, error, name);
    lock_leave();
    return error;
}

/* The communicator of a handle; MPI_ERR_COMM if it is none. */
static int check(MPI_Comm handle, comm_t **comm)
{
    *comm = comm_of(handle);
    if (likely(*comm != NULL))
        return MPI_SUCCESS;
    return err(MPI_ERR_COMM, handle == MPI_COMM_NULL
                                 ? "the communicator is MPI_COMM_NULL"
                                 : "this is no communicator, or one that was freed");
}

static MPI_Comm handle_of(comm_t *comm)
{
    return comm ? object_handle(&comm->object) : MPI_COMM_NULL;
}

int PMPI_Comm_rank(MPI_Comm comm, int *rank)
{
    comm_t *c;
    int error = check(comm, &c);

    if (unlikely(error))
        return raise_comm(comm, error, __func__);
    *rank = c->rank;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_rank, MPI_Comm_rank);

int PMPI_Comm_size(MPI_Comm comm, int *size)
{
    comm_t *c;
    int error = check(comm, &c);

    if (unlikely(error))
        return raise_comm(comm, error, __func__);
    *size = c->size;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_size, MPI_Comm_size);

int PMPI_Comm_dup(MPI_Comm comm, MPI_Comm *newcomm)
{
    comm_t *parent, *fresh;
    int error;

    lock_enter();
    error = check(comm, &parent);
    if (!error)
        error = create_dup(parent, &fresh);
    if (!error)
        *newcomm = handle_of(fresh);
    return finish(comm, error, __func__);
}
weak_alias(PMPI_Comm_dup, MPI_Comm_dup);

int PMPI_Comm_split(MPI_Comm comm, int color, int key, MPI_Comm *newcomm)
{
    comm_t *parent, *fresh;
    int error;

    lock_enter();
    error = check(comm, &parent);
    if (!error && color < 0 && color != MPI_UNDEFINED)
        error = err(MPI_ERR_ARG, "color %d is negative; use 0 and above, or MPI_UNDEFINED",
                    color);
    if (!error)
        error = create_split(parent, color, key, &fresh);
    if (!error)
        *newcomm = handle_of(fresh);
    return finish(comm, error, __func__);
}
weak_alias(PMPI_Comm_split, MPI_Comm_split);

int PMPI_Comm_free(MPI_Comm *comm)
{
    comm_t *c;
    int error;

    lock_enter();
    error = check(*comm, &c);
    if (!error && c->object.handle)
        error = err(MPI_ERR_COMM, "%s is predefined and cannot be freed", c->object.name);
    if (!error)
        error = attr_delete_all(&c->object);
    if (error)
        return finish(*comm, error, __func__);
    object_put(&c->object);
    *comm = MPI_COMM_NULL;
    lock_leave();
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_free, MPI_Comm_free);
