/* SPDX-License-Identifier: BSD-3-Clause */
/* request.c: waiting for requests, testing, starting, cancelling them (MPI 5.0, 3.7
 * to 3.9). */
#include <mpi.h>

#include "mpi/raise.h"
#include "obj/given.h"
#include "p2p/completion.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* One request, or so many of an array. */
static int __attribute__((cold)) say(const struct requests *requests, int error)
{
    if (requests->count == 1 && requests->handles)
        return given(error, "%pR", requests->handles[0]);
    return given(error, "count=%d", requests->count);
}

/* Errors go to the communicator of the request that failed. */
static int finish(const struct requests *requests, int error, enum mpi_call caller)
{
    if (unlikely(error))
        error = say(requests, error);
    if (unlikely(error))
        error = requests->comm
                    ? raise_comm(object_handle(&requests->comm->object), error, caller)
                    : raise_self(error, caller);
    if (unlikely(requests->comm))
        object_put(&requests->comm->object);
    call_leave();
    return error;
}

int PMPI_Wait(MPI_Request *request, MPI_Status *status)
{
    struct requests requests = { 1, request, NULL };

    call_enter(CALL_Wait);
    return finish(&requests, completion_wait(&requests, status), CALL_Wait);
}
weak_alias(PMPI_Wait, MPI_Wait);

int PMPI_Test(MPI_Request *request, int *flag, MPI_Status *status)
{
    struct requests requests = { 1, request, NULL };
    int error;

    call_enter(CALL_Test);
    error = raise_if_null(flag, "flag");
    if (!error)
        error = completion_test(&requests, flag, status);
    return finish(&requests, error, CALL_Test);
}
weak_alias(PMPI_Test, MPI_Test);

int PMPI_Request_get_status(MPI_Request request, int *flag, MPI_Status *status)
{
    struct requests requests = { 1, &request, NULL };

    call_enter(CALL_Request_get_status);
    return finish(&requests, completion_get_status(&requests, flag, status),
                  CALL_Request_get_status);
}
weak_alias(PMPI_Request_get_status, MPI_Request_get_status);

int PMPI_Waitall(int count, MPI_Request array_of_requests[],
                 MPI_Status *array_of_statuses)
{
    struct requests requests = { count, array_of_requests, NULL };

    call_enter(CALL_Waitall);
    return finish(&requests, completion_waitall(&requests, array_of_statuses),
                  CALL_Waitall);
}
weak_alias(PMPI_Waitall, MPI_Waitall);

int PMPI_Testall(int count, MPI_Request array_of_requests[], int *flag,
                 MPI_Status *array_of_statuses)
{
    struct requests requests = { count, array_of_requests, NULL };
    int error;

    call_enter(CALL_Testall);
    error = raise_if_null(flag, "flag");
    if (!error)
        error = completion_testall(&requests, flag, array_of_statuses);
    return finish(&requests, error, CALL_Testall);
}
weak_alias(PMPI_Testall, MPI_Testall);

int PMPI_Waitany(int count, MPI_Request array_of_requests[], int *indx,
                 MPI_Status *status)
{
    struct requests requests = { count, array_of_requests, NULL };

    call_enter(CALL_Waitany);
    return finish(&requests, completion_waitany(&requests, indx, status), CALL_Waitany);
}
weak_alias(PMPI_Waitany, MPI_Waitany);

int PMPI_Testany(int count, MPI_Request array_of_requests[], int *indx, int *flag,
                 MPI_Status *status)
{
    struct requests requests = { count, array_of_requests, NULL };

    call_enter(CALL_Testany);
    return finish(&requests, completion_testany(&requests, indx, flag, status),
                  CALL_Testany);
}
weak_alias(PMPI_Testany, MPI_Testany);

int PMPI_Waitsome(int incount, MPI_Request array_of_requests[], int *outcount,
                  int array_of_indices[], MPI_Status *array_of_statuses)
{
    struct requests requests = { incount, array_of_requests, NULL };

    call_enter(CALL_Waitsome);
    return finish(
        &requests,
        completion_waitsome(&requests, outcount, array_of_indices, array_of_statuses),
        CALL_Waitsome);
}
weak_alias(PMPI_Waitsome, MPI_Waitsome);

int PMPI_Testsome(int incount, MPI_Request array_of_requests[], int *outcount,
                  int array_of_indices[], MPI_Status *array_of_statuses)
{
    struct requests requests = { incount, array_of_requests, NULL };

    call_enter(CALL_Testsome);
    return finish(
        &requests,
        completion_testsome(&requests, outcount, array_of_indices, array_of_statuses),
        CALL_Testsome);
}
weak_alias(PMPI_Testsome, MPI_Testsome);

int PMPI_Request_get_status_all(int count, const MPI_Request array_of_requests[],
                                int *flag, MPI_Status *array_of_statuses)
{
    struct requests requests = { count, (MPI_Request *)array_of_requests, NULL };

    call_enter(CALL_Request_get_status_all);
    return finish(&requests,
                  completion_get_status_all(&requests, flag, array_of_statuses),
                  CALL_Request_get_status_all);
}
weak_alias(PMPI_Request_get_status_all, MPI_Request_get_status_all);

int PMPI_Request_get_status_any(int count, const MPI_Request array_of_requests[],
                                int *indx, int *flag, MPI_Status *status)
{
    struct requests requests = { count, (MPI_Request *)array_of_requests, NULL };

    call_enter(CALL_Request_get_status_any);
    return finish(&requests, completion_get_status_any(&requests, indx, flag, status),
                  CALL_Request_get_status_any);
}
weak_alias(PMPI_Request_get_status_any, MPI_Request_get_status_any);

int PMPI_Request_get_status_some(int incount, const MPI_Request array_of_requests[],
                                 int *outcount, int array_of_indices[],
                                 MPI_Status *array_of_statuses)
{
    struct requests requests = { incount, (MPI_Request *)array_of_requests, NULL };

    call_enter(CALL_Request_get_status_some);
    return finish(&requests,
                  completion_get_status_some(&requests, outcount, array_of_indices,
                                             array_of_statuses),
                  CALL_Request_get_status_some);
}
weak_alias(PMPI_Request_get_status_some, MPI_Request_get_status_some);

int PMPI_Start(MPI_Request *request)
{
    struct requests requests = { 1, request, NULL };

    call_enter(CALL_Start);
    return finish(&requests, completion_start(&requests), CALL_Start);
}
weak_alias(PMPI_Start, MPI_Start);

int PMPI_Startall(int count, MPI_Request array_of_requests[])
{
    struct requests requests = { count, array_of_requests, NULL };

    call_enter(CALL_Startall);
    return finish(&requests, completion_start(&requests), CALL_Startall);
}
weak_alias(PMPI_Startall, MPI_Startall);

int PMPI_Cancel(MPI_Request *request)
{
    struct requests requests = { 1, request, NULL };

    call_enter(CALL_Cancel);
    return finish(&requests, completion_cancel(&requests), CALL_Cancel);
}
weak_alias(PMPI_Cancel, MPI_Cancel);

int PMPI_Request_free(MPI_Request *request)
{
    struct requests requests = { 1, request, NULL };

    call_enter(CALL_Request_free);
    return finish(&requests, completion_free(&requests), CALL_Request_free);
}
weak_alias(PMPI_Request_free, MPI_Request_free);

int PMPI_Test_cancelled(const MPI_Status *status, int *flag)
{
    *flag = status_is_cancelled(status);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Test_cancelled, MPI_Test_cancelled);
