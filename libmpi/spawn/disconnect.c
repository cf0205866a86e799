/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/disconnect.h"

#include <stdlib.h>

#include "coll/coll.h"
#include "net/net.h"
#include "p2p/completion.h"
#include "p2p/peer.h"
#include "p2p/request.h"
#include "p2p/wait.h"
#include "spawn/parent.h"
#include "util/err.h"
#include "util/list.h"

struct connection {
    struct list link;
    comm_t *comm; /* a reference */
    request_t *barrier;
};

static struct list connections = { &connections, &connections };

int disconnect_note(comm_t *comm)
{
    struct connection *connection;

    if (!peer_is_foreign(group_proc(comm->remote_group, 0)))
        return MPI_SUCCESS;
    connection = calloc(1, sizeof *connection);
    if (!connection)
        return err(MPI_ERR_NO_MEM, "no memory for a connection");
    object_get(&comm->object);
    connection->comm = comm;
    list_append(&connections, &connection->link);
    return MPI_SUCCESS;
}

static bool has_proc(const group_t *group, int proc)
{
    for (int i = 0; i < group->size; i++)
        if (group_proc(group, i) == proc)
            return true;
    return false;
}

bool disconnect_is_connected(int proc)
{
    list_for_each (link, &connections) {
        struct connection *connection = container_of(link, struct connection, link);

        if (has_proc(connection->comm->remote_group, proc))
            return true;
    }
    return false;
}

static void forget(struct connection *connection)
{
    list_remove(&connection->link);
    object_put(&connection->comm->object);
    free(connection);
}

static void forget_comm(const comm_t *comm)
{
    list_for_each_safe (link, &connections) {
        struct connection *connection = container_of(link, struct connection, link);

        if (connection->comm == comm)
            forget(connection);
    }
}

/* One communicator */

static int meet(comm_t *comm)
{
    struct coll barrier = { .kind = COLL_BARRIER, .comm = comm };

    return coll_blocking(&barrier);
}

/* Meets twice, because a peer may need us to flush what it has sent. */
int disconnect(comm_t *comm)
{
    int error = meet(comm);

    if (error)
        return error;
    completion_drain();
    net_flush();
    error = meet(comm);
    forget_comm(comm);
    parent_forget(comm);
    object_put(&comm->object);
    return error;
}

/* All of them.  They are in another order in other processes, so all barriers begin
 * before one is waited for. */

static int start_meeting(struct connection *connection)
{
    struct coll barrier = { .kind = COLL_BARRIER, .comm = connection->comm };

    return coll_nonblocking(&barrier, &connection->barrier);
}

static int end_meeting(struct connection *connection)
{
    request_t *barrier = connection->barrier;
    int error;

    wait_until(request_is_complete, barrier, request_describe);
    error = barrier->status.MPI_ERROR;
    request_release(barrier);
    return error;
}

static int for_each(int (*act)(struct connection *connection))
{
    int error = MPI_SUCCESS;

    list_for_each (link, &connections) {
        if (!error)
            error = act(container_of(link, struct connection, link));
    }
    return error;
}

static int meet_all(void)
{
    int error = for_each(start_meeting);

    return error ? error : for_each(end_meeting);
}

int disconnect_all(void)
{
    struct list *link;
    int error;

    if (list_is_empty(&connections))
        return MPI_SUCCESS;
    error = meet_all();
    if (!error) {
        net_flush();
        error = meet_all();
    }
    while ((link = list_pop(&connections)))
        forget(container_of(link, struct connection, link));
    return error;
}
