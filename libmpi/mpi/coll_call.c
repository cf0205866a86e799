/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/coll_call.h"

#include "check/ledger.h"
#include "coll/describe.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "util/err.h"
#include "util/lock.h"

static int finish(const struct coll *c, int error_class, enum mpi_call caller)
{
    if (unlikely(error_class != MPI_SUCCESS)) {
        MPI_Comm comm = c->comm ? object_handle(&c->comm->object) : MPI_COMM_NULL;
        char text[DESCRIBE_TEXT];

        given(error_class, "%s", coll_describe(c, text, sizeof text));
        error_class = raise_comm(comm, error_class, caller);
    }
    call_leave();
    return error_class;
}

int coll_call(struct coll *c, enum mpi_call caller)
{
    call_enter(caller);
    c->call = caller;
    return finish(c, coll_blocking(c), caller);
}

int coll_start(struct coll *c, MPI_Request *request, enum mpi_call caller)
{
    request_t *made;
    int error_class;

    call_enter(caller);
    c->call = caller;
    error_class = raise_if_null(request, "request");
    if (error_class == MPI_SUCCESS)
        error_class = coll_nonblocking(c, &made);
    if (error_class == MPI_SUCCESS)
        *request = ledger_give_request(&made->object, caller);
    return finish(c, error_class, caller);
}

int coll_init(struct coll *c, MPI_Info info, MPI_Request *request, enum mpi_call caller)
{
    request_t *made;
    int error_class;

    call_enter(caller);
    c->call = caller;
    if (info != MPI_INFO_NULL && !object_of(info, OBJECT_INFO))
        error_class = handle_invalid(info, OBJECT_INFO, "info");
    else
        error_class = raise_if_null(request, "request");
    if (error_class == MPI_SUCCESS)
        error_class = coll_persistent(c, &made);
    if (error_class == MPI_SUCCESS)
        *request = ledger_give_request(&made->object, caller);
    return finish(c, error_class, caller);
}
