/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/split_type.h"

#include <string.h>

#include "boot/boot.h"
#include "topo/create.h"
#include "util/err.h"

static const char resource_key[] = "mpi_hw_resource_type";
static const char shared_memory[] = "mpi_shared_memory";

static bool says(const info_t *info, const char *key, const char *wanted)
{
    const char *value = info_get(info, key);

    return value && strcmp(value, wanted) == 0;
}

/* The color of this process under a resource that the program names. */
static int color_of_resource(const info_t *info)
{
    return says(info, resource_key, shared_memory) ? boot()->node : MPI_UNDEFINED;
}

/* The same for a process set.  It may also be a resource, but not both. */
static int color_of_set_or_resource(const info_t *info)
{
    if (info_get(info, resource_key))
        return color_of_resource(info);
    if (says(info, "mpi_pset_name", "mpi://WORLD"))
        return 0;
    return says(info, "mpi_pset_name", "mpi://SELF") ? boot()->rank : MPI_UNDEFINED;
}

/* Sets *color unless it stays MPI_UNDEFINED. */
static int color_of(int type, const info_t *info, int *color)
{
    switch (type) {
    case MPI_UNDEFINED:
        break;
    case MPI_COMM_TYPE_SHARED:
    case MPI_COMM_TYPE_HW_UNGUIDED:
        *color = boot()->node;
        break;
    case MPI_COMM_TYPE_HW_GUIDED:
        *color = color_of_resource(info);
        break;
    case MPI_COMM_TYPE_RESOURCE_GUIDED:
        *color = color_of_set_or_resource(info);
        break;
    default:
        return err(MPI_ERR_ARG,
                   "split_type is %d: use one of MPI_COMM_TYPE_*, or MPI_UNDEFINED",
                   type);
    }
    return MPI_SUCCESS;
}

static bool is_whole(const comm_t *part, const comm_t *parent)
{
    return part->size == parent->size && part->remote_size == parent->remote_size;
}

/* Unguided goes one level down, or nowhere: a node that is all there is is no level. */
static int descend(const comm_t *parent, info_t *info, comm_t **comm)
{
    if (*comm && is_whole(*comm, parent)) {
        object_put(&(*comm)->object);
        *comm = NULL;
    }
    return *comm && info ? info_set(info, resource_key, shared_memory) : MPI_SUCCESS;
}

int split_type(comm_t *parent, int type, int key, info_t *info, comm_t **comm)
{
    int color = MPI_UNDEFINED;
    int error = color_of(type, info, &color);

    if (!error)
        error = create_split(parent, color, key, comm);
    if (!error && type == MPI_COMM_TYPE_HW_UNGUIDED)
        error = descend(parent, info, comm);
    return error;
}

int split_type_info(info_t **info)
{
    int error = info_create(info);

    if (!error)
        error = info_set(*info, shared_memory, "true");
    return error;
}
