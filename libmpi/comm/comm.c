/* SPDX-License-Identifier: BSD-3-Clause */
#include "comm/comm.h"

#include <stdlib.h>
#include <sys/random.h>

#include "util/err.h"
#include "util/log.h"

static struct {
    int self;         /* number of this process */
    uint32_t counter; /* of the context ids that it handed out */
    bool met_foreign;
    comm_f *attach, *detach;
} ids;

/* What no counted id has set; the bit above is p2p/match.c's. */
static const uint64_t RANDOM = UINT64_C(1) << 62;

void comm_meet_foreign(void)
{
    ids.met_foreign = true;
}

static uint64_t random_context(void)
{
    uint64_t bits;

    if (getrandom(&bits, sizeof bits, 0) != sizeof bits)
        log_panic("the system has no random numbers for a communicator");
    return (bits & (RANDOM - 2)) | RANDOM;
}

uint64_t comm_next_context(void)
{
    if (ids.met_foreign)
        return random_context();
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
    object_put((struct object *)comm->session);
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
    comm->session = parent && parent->session ? parent->session : group->session;
    if (comm->session)
        object_get((struct object *)comm->session);
    if (parent && parent->object.errhandler) {
        comm->object.errhandler = parent->object.errhandler;
        object_get((struct object *)comm->object.errhandler);
    }
    *result = comm;
    return MPI_SUCCESS;
}

/* The ids that are the same everywhere, as if process 0 had handed them out. */
enum { CONTEXT_WORLD = 0, CONTEXT_SELF = 2, CONTEXT_ALL = 4, CONTEXTS_FIXED = 3 };

static comm_t *all;

/* Takes procs, the members of the new communicator. */
static int create_fixed(int members, int *procs, uint64_t context, comm_t **comm)
{
    group_t *group;
    int error = group_create(members, procs, &group);

    if (error)
        return error;
    error = comm_create(group, group, context, NULL, comm);
    object_put(&group->object);
    return error;
}

int comm_init(int rank, int size, comm_f *attach, comm_f *detach)
{
    ids.self = rank;
    ids.counter = CONTEXTS_FIXED;
    ids.met_foreign = false;
    ids.attach = attach;
    ids.detach = detach;
    return create_fixed(size, NULL, CONTEXT_ALL, &all);
}

void comm_fini(void)
{
    if (all)
        object_put(&all->object);
    all = NULL;
}

comm_t *comm_all(void)
{
    return all;
}

/* The predefined communicators */

static int predefine(MPI_Comm handle, const char *name, int members, int *procs,
                     uint64_t context)
{
    comm_t *comm;
    int error = create_fixed(members, procs, context, &comm);

    if (error)
        return error;
    object_predefine(&comm->object, (uint32_t)(uintptr_t)handle);
    return object_set_name(&comm->object, name);
}

int comm_world_init(void)
{
    int *self = malloc(sizeof *self);
    int error;

    if (!self)
        return err(MPI_ERR_NO_MEM, "no memory for MPI_COMM_SELF");
    *self = ids.self;
    error = predefine(MPI_COMM_SELF, "MPI_COMM_SELF", 1, self, CONTEXT_SELF);
    if (!error)
        error =
            predefine(MPI_COMM_WORLD, "MPI_COMM_WORLD", all->size, NULL, CONTEXT_WORLD);
    return error;
}

static void destroy_predefined(MPI_Comm handle)
{
    comm_t *comm = comm_of(handle);

    if (!comm)
        return;
    object_undefine(&comm->object);
    comm->object.refs = 1;
    object_put(&comm->object);
}

void comm_world_fini(void)
{
    destroy_predefined(MPI_COMM_SELF);
    destroy_predefined(MPI_COMM_WORLD);
}
