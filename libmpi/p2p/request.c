/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/request.h"

#include <stdlib.h>
#include <string.h>

#include "util/err.h"

MPI_Count status_bytes(const MPI_Status *status)
{
    MPI_Count bytes;

    memcpy(&bytes, &status->MPI_internal[STATUS_BYTES], sizeof bytes);
    return bytes;
}

void status_set_cancelled(MPI_Status *status, bool cancelled)
{
    status->MPI_internal[STATUS_CANCELLED] = cancelled;
}

bool status_is_cancelled(const MPI_Status *status)
{
    return status->MPI_internal[STATUS_CANCELLED] != 0;
}

void status_set_proc_null(MPI_Status *status)
{
    *status = (MPI_Status){ MPI_PROC_NULL, MPI_ANY_TAG, MPI_SUCCESS, { 0 } };
}

static int orphans; /* pending, and sure to complete */

/* What can be cancelled, a receive or a generalized request, may wait for ever. */
static bool will_complete(const request_t *request)
{
    return !request->ops->cancel;
}

void request_orphan(request_t *request)
{
    request->orphaned = true;
    if (will_complete(request))
        orphans++;
}

bool request_no_orphans(const void *unused)
{
    (void)unused;
    return orphans == 0;
}

void request_complete_any(request_t *request, int error_class)
{
    request->status.MPI_ERROR = error_class;
    if (error_class && !request->error_text)
        request->error_text = strdup(err_text());
    request->complete = true;
    if (request->on_complete)
        request->on_complete(request->on_complete_argument);
    if (!request->orphaned)
        return;
    if (will_complete(request))
        orphans--;
    request_free(request);
}

const char *request_state(const void *handle)
{
    const request_t *request = handle;

    if (request->orphaned)
        return NULL;
    if (!request->persistent)
        return "never completed (MPI_Wait, MPI_Test)";
    if (request->active)
        return "started and never completed (MPI_Wait, MPI_Test)";
    return request->started ? "never freed (MPI_Request_free)"
                            : "never started (MPI_Start) nor freed (MPI_Request_free)";
}

bool request_is_complete(const void *request)
{
    return ((const request_t *)request)->complete;
}

void request_describe(const void *argument, struct blocked *blocked)
{
    const request_t *request = argument;

    if (request->ops->describe)
        request->ops->describe(request, blocked);
}

int request_free(request_t *request)
{
    int error = request->ops->farewell ? request->ops->farewell(request) : MPI_SUCCESS;

    request_release(request);
    return error;
}

void request_release(request_t *request)
{
    if (unlikely(request->error_text != NULL))
        free(request->error_text);
    request->error_text = NULL;
    request->object.kind = OBJECT_FREED;
    if (unlikely(request->guard != NULL))
        guard_destroy(request->guard);
    if (request->comm)
        object_put(&request->comm->object);
    request->ops->release(request);
}

long request_done_out;

static void keep(request_t *request)
{
    request->object.kind = OBJECT_REQUEST; /* the same for everybody, for ever */
    request_done_out--;
}

static const struct request_ops done_ops = { .name = "completed operation",
                                             .release = keep };

request_t request_done_send = {
    .object = { .kind = OBJECT_REQUEST, .refs = 1 },
    .ops = &done_ops,
    .complete = true,
    .status = { MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_SUCCESS, { 0 } },
};

request_t *request_done_proc_null(void)
{
    static request_t done = {
        .object = { .kind = OBJECT_REQUEST, .refs = 1 },
        .ops = &done_ops,
        .complete = true,
        .status = { MPI_PROC_NULL, MPI_ANY_TAG, MPI_SUCCESS, { 0 } },
    };

    request_done_out++;
    return &done;
}

void request_done_each(ledger_visit_f *visit, void *argument)
{
    for (long i = 0; i < request_done_out; i++)
        visit(&request_done_send, "operations that were over at once", argument);
}

void request_guard(request_t *request, struct guard *guard)
{
    if (request->ops == &done_ops)
        guard_destroy(guard);
    else
        request->guard = guard;
}
