/* SPDX-License-Identifier: BSD-3-Clause */
/* grequest.c: generalized requests (MPI 5.0, 13.2). */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "p2p/grequest.h"
#include "util/lock.h"
#include "util/macros.h"

static int finish(int error, enum mpi_call caller)
{
    error = raise_self(error, caller);
    call_leave();
    return error;
}

int PMPI_Grequest_start(MPI_Grequest_query_function *query_fn,
                        MPI_Grequest_free_function *free_fn,
                        MPI_Grequest_cancel_function *cancel_fn, void *extra_state,
                        MPI_Request *request)
{
    struct grequest_functions functions = { query_fn, free_fn, cancel_fn, extra_state };
    int error;

    call_enter(CALL_Grequest_start);
    error = raise_if_outside();
    if (!error)
        error = grequest_start(&functions, request);
    if (unlikely(check_on) && !error)
        ledger_enter(*request, OBJECT_REQUEST, CALL_Grequest_start);
    return finish(error, CALL_Grequest_start);
}
weak_alias(PMPI_Grequest_start, MPI_Grequest_start);

int PMPI_Grequest_complete(MPI_Request request)
{
    call_enter(CALL_Grequest_complete);
    return finish(given(grequest_complete(request), "%pR", request),
                  CALL_Grequest_complete);
}
weak_alias(PMPI_Grequest_complete, MPI_Grequest_complete);
