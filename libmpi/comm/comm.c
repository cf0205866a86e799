/* SPDX-License-Identifier: BSD-3-Clause */
#include "comm/comm.h"

#include <stdlib.h>

#include "util/err.h"

static struct {
    int self;         /* number of this process */
    uint32_t counter; /* of the context ids that it handed out */
    comm_f *attach, *detach;
} ids;

uint64_t comm_next_context(void)
{
    return (uint64_t)(uint32_t)ids.self << 32 | (ids.counter++ << 1);
}

static void comm_destroy(struct object *object)
{
    comm_t *comm = container_of(object, comm_t, object);

    ids.detach(comm);
    if (comm->remote_group != comm->group)
        object_put(&comm->remote_group->object);
    object_put(&comm->group->object);
    if (comm->local)
        object_put(&comm->local->object);
    free(comm->topology);
    object_put((struct object *)comm->info);
    free(comm);
}

int comm_create(group_t *group, group_t *remote, uint64_t context, const comm_t *parent,
                comm_t **result)
{
    comm_t *comm = calloc(1, sizeof *comm);

    if (!comm)
        return err(MPI_ERR_NO_MEM, "no memory for a communicator");
    object_init(&comm->object, OBJECT_COMM, comm_destroy);
    comm->context = context;
    comm->rank = group->rank;
    comm->size = group->size;
    comm->group = group;
    comm->remote_group = remote;
    comm->remote_size = remote->size;
    if (ids.attach(comm) != MPI_SUCCESS) {
        free(comm);
        return MPI_ERR_NO_MEM;
    }
    object_get(&group->object);
    if (remote != group)
        object_get(&remote->object);
    if (parent && parent->object.errhandler) {
        comm->object.errhandler = parent->object.errhandler;
        object_get((struct object *)comm->object.errhandler);
    }
    *result = comm;
    return MPI_SUCCESS;
}

static void destroy_predefined(uint32_t handle)
{
    comm_t *comm = (comm_t *)object_predefined[handle];

    if (!comm)
        return;
    object_undefine(&comm->object);
    comm->object.refs = 1;
    object_put(&comm->object);
}

static int make_predefined(uint32_t handle, const char *name, group_t *group)
{
    comm_t *comm;
    int error = comm_create(group, group, comm_next_context(), NULL, &comm);

    object_put(&group->object);
    if (error)
        return error;
    object_predefine(&comm->object, handle);
    return object_set_name(&comm->object, name);
}

int comm_init(int rank, int size, comm_f *attach, comm_f *detach)
{
    int *self = malloc(sizeof *self);
    group_t *group;
    int error;

    /* These two need the same context ids everywhere: as if process 0 had handed them
     * out. */
    ids.self = 0;
    ids.counter = 0;
    ids.attach = attach;
    ids.detach = detach;
    if (!self)
        return err(MPI_ERR_NO_MEM, "no memory for MPI_COMM_SELF");
    *self = rank;
    error = group_create(size, NULL, &group);
    if (!error)
        error =
            make_predefined((uint32_t)(uintptr_t)MPI_COMM_WORLD, "MPI_COMM_WORLD", group);
    if (!error)
        error = group_create(1, self, &group);
    else
        free(self);
    if (!error)
        error =
            make_predefined((uint32_t)(uintptr_t)MPI_COMM_SELF, "MPI_COMM_SELF", group);
    ids.self = rank;
    return error;
}

void comm_fini(void)
{
    destroy_predefined((uint32_t)(uintptr_t)MPI_COMM_SELF);
    destroy_predefined((uint32_t)(uintptr_t)MPI_COMM_WORLD);
}
