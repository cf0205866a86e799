/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/duplicate.h"

#include <stdlib.h>
#include <string.h>

#include "obj/attr.h"
#include "p2p/match.h"
#include "topo/agreement.h"
#include "topo/create.h"
#include "topo/hints.h"
#include "topo/topology.h"
#include "util/err.h"

static int inherit(comm_t *parent, const info_t *hints, comm_t *comm)
{
    int error = hints_set(comm, hints);

    if (!error && parent->topology)
        error = topology_copy(parent->topology, parent->rank, &comm->topology);
    if (!error)
        error = attr_copy_all(&parent->object, &comm->object);
    return error;
}

static void take_back(comm_t *comm)
{
    attr_delete_all(&comm->object);
    object_put(&comm->object);
}

static int create_twin(comm_t *parent, struct contexts contexts, comm_t **comm)
{
    return create_agreed(parent, parent->group,
                         comm_is_inter(parent) ? parent->remote_group : NULL, contexts,
                         comm);
}

int duplicate(comm_t *parent, const info_t *hints, comm_t **comm)
{
    struct agreement a;
    comm_t *twin;
    int error;

    agreement_of_comm(&a, parent);
    error = agreement_reach(&a);
    if (!error)
        error = create_twin(parent, agreement_contexts(&a), &twin);
    if (error)
        return error;
    error = inherit(parent, hints, twin);
    if (error)
        take_back(twin);
    else
        *comm = twin;
    return error;
}

/* The communicator of MPI_Comm_idup begins with context ids that nobody else has, and
 * moves to those that come out of the agreement. */

struct idup {
    struct agreement agreement;
    comm_t *comm; /* a reference */
    request_t *request;
};

static int move_to(comm_t *comm, uint64_t context)
{
    comm_t before = *comm;
    int error;

    comm->context = context;
    error = match_attach(comm);
    if (!error)
        return match_detach(&before);
    comm->match = before.match;
    comm->match_coll = before.match_coll;
    return error;
}

static int move(const struct idup *idup)
{
    struct contexts contexts = agreement_contexts(&idup->agreement);
    int error = move_to(idup->comm, contexts.context);

    if (!error && idup->comm->local)
        error = move_to(idup->comm->local, contexts.local);
    return error;
}

static void idup_destroy(struct idup *idup)
{
    agreement_fini(&idup->agreement);
    object_put(&idup->comm->object);
    free(idup);
}

/* The request is complete. */
static void idup_over(void *argument)
{
    struct idup *idup = argument;
    MPI_Status *status = &idup->request->status;

    if (!status->MPI_ERROR)
        status->MPI_ERROR = move(idup);
    if (status->MPI_ERROR && !idup->request->error_text)
        idup->request->error_text = strdup(err_text());
    idup_destroy(idup);
}

/* Takes idup, also on failure. */
static int idup_start(struct idup *idup, comm_t *parent, request_t **request)
{
    int error;

    agreement_of_comm(&idup->agreement, parent);
    error = agreement_start(&idup->agreement, parent, request);
    if (!error && !(*request)->complete) {
        idup->request = *request;
        (*request)->on_complete = idup_over;
        (*request)->on_complete_argument = idup;
        return MPI_SUCCESS;
    }
    if (!error && !(*request)->status.MPI_ERROR)
        error = move(idup);
    idup_destroy(idup);
    return error;
}

static int idup_create(comm_t *twin, struct idup **idup)
{
    *idup = calloc(1, sizeof **idup);
    if (!*idup)
        return err(MPI_ERR_NO_MEM, "no memory to duplicate a communicator");
    (*idup)->comm = twin;
    object_get(&twin->object);
    return MPI_SUCCESS;
}

/* The request goes on without the program, which never sees it. */
static void abandon(request_t *request)
{
    if (!request->complete)
        request_orphan(request);
}

int duplicate_start(comm_t *parent, const info_t *hints, comm_t **comm,
                    request_t **request)
{
    struct idup *idup;
    comm_t *twin;
    int error = create_twin(parent, contexts_next(), &twin);

    if (error)
        return error;
    error = idup_create(twin, &idup);
    if (!error)
        error = idup_start(idup, parent, request);
    if (error) {
        object_put(&twin->object);
        return error;
    }
    error = inherit(parent, hints, twin);
    if (error) {
        abandon(*request);
        take_back(twin);
    } else {
        *comm = twin;
    }
    return error;
}
