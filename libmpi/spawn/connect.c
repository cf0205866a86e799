/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/connect.h"

#include <string.h>

#include "coll/coll.h"
#include "spawn/call.h"
#include "spawn/disconnect.h"
#include "spawn/join.h"
#include "spawn/port.h"
#include "topo/inter.h"
#include "util/err.h"

/* What came of the root's attempt. */
struct verdict {
    int error;
    char text[MPI_MAX_ERROR_STRING];
};

static int tell(comm_t *local, int root, struct verdict *verdict)
{
    struct coll c = {
        .kind = COLL_BCAST,
        .recv = { .buffer = verdict,
                  .count = sizeof *verdict,
                  .handle = MPI_BYTE,
                  .same = true },
        .root = root,
        .comm = local,
    };

    return coll_blocking(&c);
}

static void write_verdict(struct verdict *verdict, int error)
{
    verdict->error = error;
    if (error)
        strncpy(verdict->text, err_text(), sizeof verdict->text - 1);
}

/* error and bridge are what the root has. */
static int over_bridge(comm_t *local, int root, int error, comm_t *bridge, comm_t **comm)
{
    struct verdict verdict = { 0 };

    if (local->rank == root)
        write_verdict(&verdict, error);
    error = tell(local, root, &verdict);
    if (!error && verdict.error)
        error = err(verdict.error, "%s", verdict.text);
    if (!error)
        error = inter_create(local, root, bridge, 0, 0, comm);
    if (bridge)
        object_put(&bridge->object);
    return error ? error : disconnect_note(*comm);
}

int connect_accept(const char *name, int root, comm_t *local, comm_t **comm)
{
    comm_t *bridge = NULL;
    int error =
        local->rank == root ? port_accept(name, NULL, NULL, &bridge) : MPI_SUCCESS;

    return over_bridge(local, root, error, bridge, comm);
}

int connect_connect(const char *name, int root, comm_t *local, comm_t **comm)
{
    comm_t *bridge = NULL;
    int error = local->rank == root ? call_connect(name, &bridge) : MPI_SUCCESS;

    return over_bridge(local, root, error, bridge, comm);
}

/* Whoever knocks at a port that only they know is the children. */
static int give_birth(const struct program *programs, int count, comm_t **bridge)
{
    char port[MPI_MAX_PORT_NAME];
    struct launch *launch;
    int error = port_open(port);

    if (error)
        return error;
    error = launch_start(programs, count, port, &launch);
    if (!error)
        error = port_accept(port, launch_has_ended, launch, bridge);
    if (!error && *bridge)
        launch_connected(launch, group_proc((*bridge)->remote_group, 0));
    else if (!error)
        error = launch_failed(launch);
    port_close(port);
    return error;
}

int connect_spawn(int error, const struct program *programs, int count, int root,
                  comm_t *local, comm_t **comm)
{
    comm_t *bridge = NULL;

    if (!error && local->rank == root)
        error = give_birth(programs, count, &bridge);
    return over_bridge(local, root, error, bridge, comm);
}

int connect_join(int fd, comm_t **comm)
{
    comm_t *self = comm_of(MPI_COMM_SELF), *bridge = NULL;
    int error;

    if (!self)
        return err(MPI_ERR_OTHER, "it needs MPI_COMM_SELF, which comes with MPI_Init");
    error = join_bridge(fd, &bridge);
    return over_bridge(self, 0, error, bridge, comm);
}
