/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/grequest.h"

#include <stdlib.h>

#include "p2p/peer.h"
#include "util/err.h"
#include "util/lock.h"

struct grequest {
    struct MPI_ABI_Request request;
    struct grequest_functions functions;
};

static struct grequest *grequest_of(request_t *request)
{
    return container_of(request, struct grequest, request);
}

static int named(int error, const char *function)
{
    return error
               ? err(error, "the %s function of a generalized request returned an error",
                     function)
               : MPI_SUCCESS;
}

static int call_query(request_t *request, MPI_Status *status)
{
    const struct grequest_functions *functions = &grequest_of(request)->functions;
    int error, held = lock_release();

    error = functions->query(functions->extra_state, status);
    lock_restore(held);
    return named(error, "query");
}

static int call_free(request_t *request)
{
    const struct grequest_functions *functions = &grequest_of(request)->functions;
    int error, held = lock_release();

    error = functions->free(functions->extra_state);
    lock_restore(held);
    return named(error, "free");
}

static int call_cancel(request_t *request)
{
    const struct grequest_functions *functions = &grequest_of(request)->functions;
    int error, complete = request->complete, held = lock_release();

    error = functions->cancel(functions->extra_state, complete);
    lock_restore(held);
    return named(error, "cancel");
}

static void release(request_t *request)
{
    free(grequest_of(request));
}

static void describe(const request_t *request, struct blocked *blocked)
{
    (void)request;
    blocked_hint(blocked,
                 "a generalized request is waited for, and MPI_Grequest_complete "
                 "was not called");
    blocked_need(blocked);
    blocked_by(blocked, BLOCKED_SELF, peer_self(), 0);
}

static const struct request_ops ops = {
    .name = "generalized request",
    .describe = describe,
    .cancel = call_cancel,
    .query = call_query,
    .farewell = call_free,
    .release = release,
};

int grequest_start(const struct grequest_functions *functions, request_t **request)
{
    struct grequest *grequest;

    if (!functions->query || !functions->free || !functions->cancel)
        return err(MPI_ERR_ARG, "the %s function is NULL: pass the address of one",
                   !functions->query  ? "query"
                   : !functions->free ? "free"
                                      : "cancel");
    grequest = malloc(sizeof *grequest);
    if (!grequest)
        return err(MPI_ERR_NO_MEM, "no memory for a generalized request");
    request_init(&grequest->request, &ops, NULL);
    grequest->functions = *functions;
    *request = &grequest->request;
    return MPI_SUCCESS;
}

int grequest_complete(MPI_Request handle)
{
    request_t *request = request_of(handle);
    bool orphaned;

    if (!request || request->ops != &ops)
        return err(
            MPI_ERR_REQUEST,
            "request is no generalized request: only what MPI_Grequest_start made can be completed");
    if (request->complete)
        return err(MPI_ERR_REQUEST, "the generalized request is complete already");
    orphaned = request->orphaned;
    request->orphaned = false;
    request_complete(request, MPI_SUCCESS);
    return orphaned ? request_free(request) : MPI_SUCCESS;
}
