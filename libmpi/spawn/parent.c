/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/parent.h"

#include <stdlib.h>
#include <string.h>

#include "spawn/connect.h"
#include "spawn/launch.h"
#include "util/err.h"

static comm_t *parent;

/* What this process starts is no child of its parents. */
int parent_connect(void)
{
    const char *inherited = getenv(SLIPWAY_PARENT);
    char *port = inherited ? strdup(inherited) : NULL;
    int error;

    if (!inherited)
        return MPI_SUCCESS;
    unsetenv(SLIPWAY_PARENT);
    if (!port)
        return err(MPI_ERR_NO_MEM, "no memory for the name of a port");
    error = connect_connect(port, 0, comm_of(MPI_COMM_WORLD), &parent);
    free(port);
    return error ? error : object_set_name(&parent->object, "MPI_COMM_PARENT");
}

comm_t *parent_comm(void)
{
    return parent;
}

void parent_forget(const comm_t *comm)
{
    if (comm == parent)
        parent = NULL;
}

int parent_appnum(void)
{
    const char *number = getenv(SLIPWAY_APPNUM);

    return number ? atoi(number) : 0;
}
