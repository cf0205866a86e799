/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/hints.h"

#include <string.h>

#include "util/macros.h"

static const char *const known[] = {
    "mpi_assert_no_any_tag",
    "mpi_assert_no_any_source",
    "mpi_assert_exact_length",
    "mpi_assert_allow_overtaking",
};

static bool is_boolean(const char *value)
{
    return strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
}

/* What info says of the key, unless it makes no sense. */
static const char *value_of(const info_t *info, const char *key)
{
    const char *value = info_get(info, key);

    return value && is_boolean(value) ? value : NULL;
}

int hints_set(comm_t *comm, const info_t *info)
{
    for (size_t i = 0; i < array_length(known); i++) {
        const char *value = value_of(info, known[i]);
        int error = MPI_SUCCESS;

        if (value && !comm->info)
            error = info_create(&comm->info);
        if (value && !error)
            error = info_set(comm->info, known[i], value);
        if (error)
            return error;
    }
    return MPI_SUCCESS;
}

int hints_get(const comm_t *comm, info_t **info)
{
    int error = info_create(info);

    for (size_t i = 0; !error && i < array_length(known); i++) {
        const char *value = value_of(comm->info, known[i]);

        error = info_set(*info, known[i], value ? value : "false");
        if (error)
            object_put(&(*info)->object);
    }
    return error;
}
