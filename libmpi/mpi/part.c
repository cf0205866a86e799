/* SPDX-License-Identifier: BSD-3-Clause */
/* part.c: partitioned communication (MPI 5.0, chapter 4). */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "obj/info.h"
#include "p2p/partitioned.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* The arguments that both calls have in common. */
struct call {
    void *buffer;
    int partitions;
    MPI_Count count;
    MPI_Datatype datatype;
    int peer, tag;
    MPI_Comm comm;
    MPI_Info info; /* no key is known */
};

static int finish(MPI_Comm comm, int error, enum mpi_call caller)
{
    if (unlikely(error))
        error = raise_comm(comm, error, caller);
    call_leave();
    return error;
}

/* Errors of a request's calls go to its communicator; it may be any handle. */
static int finish_request(MPI_Request handle, int error, enum mpi_call caller)
{
    request_t *request = error ? request_of(handle) : NULL;

    if (request && request->comm)
        return finish(object_handle(&request->comm->object), error, caller);
    error = raise_self(error, caller);
    call_leave();
    return error;
}

static int finish_init(const struct call *call, const char *peer, int error,
                       enum mpi_call caller)
{
    given(error, "partitions=%d, count=%jd, %pD, %s=%d, tag=%d, %pC, %pI",
          call->partitions, call->count, call->datatype, peer, call->peer, call->tag,
          call->comm, call->info);
    return finish(call->comm, error, caller);
}

static int check_info(MPI_Info info)
{
    if (info == MPI_INFO_NULL || info_of(info))
        return MPI_SUCCESS;
    return handle_invalid(info, OBJECT_INFO, "info");
}

/* With --mpi-check. */
static void watch(request_t *request, enum mpi_call caller)
{
    request_guard(request, guard_create(caller));
    ledger_enter(request, OBJECT_REQUEST, caller);
}

static int send_init(struct call call, MPI_Request *request, enum mpi_call caller)
{
    struct message m;
    int error;

    call_enter(caller);
    error = message_to(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                       call.comm, MODE_STANDARD);
    m.mode =
        MODE_STANDARD; /* with --mpi-check, too: these messages are the library's own */
    if (!error)
        error = check_info(call.info);
    if (!error)
        error = partitioned_send_init(&m, call.partitions, request);
    if (unlikely(check_on) && !error)
        watch(*request, caller);
    return finish_init(&call, "dest", error, caller);
}

static int recv_init(struct call call, MPI_Request *request, enum mpi_call caller)
{
    struct message m;
    int error;

    call_enter(caller);
    error = message_from(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                         call.comm);
    if (!error)
        error = check_info(call.info);
    if (!error)
        error = partitioned_recv_init(&m, call.partitions, request);
    if (unlikely(check_on) && !error)
        watch(*request, caller);
    return finish_init(&call, "source", error, caller);
}

int PMPI_Psend_init(const void *buf, int partitions, int count, MPI_Datatype datatype,
                    int dest, int tag, MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    return send_init(
        (struct call){ (void *)buf, partitions, count, datatype, dest, tag, comm, info },
        request, CALL_Psend_init);
}
weak_alias(PMPI_Psend_init, MPI_Psend_init);

int PMPI_Psend_init_c(const void *buf, int partitions, MPI_Count count,
                      MPI_Datatype datatype, int dest, int tag, MPI_Comm comm,
                      MPI_Info info, MPI_Request *request)
{
    return send_init(
        (struct call){ (void *)buf, partitions, count, datatype, dest, tag, comm, info },
        request, CALL_Psend_init_c);
}
weak_alias(PMPI_Psend_init_c, MPI_Psend_init_c);

int PMPI_Precv_init(void *buf, int partitions, int count, MPI_Datatype datatype,
                    int source, int tag, MPI_Comm comm, MPI_Info info,
                    MPI_Request *request)
{
    return recv_init(
        (struct call){ buf, partitions, count, datatype, source, tag, comm, info },
        request, CALL_Precv_init);
}
weak_alias(PMPI_Precv_init, MPI_Precv_init);

int PMPI_Precv_init_c(void *buf, int partitions, MPI_Count count, MPI_Datatype datatype,
                      int source, int tag, MPI_Comm comm, MPI_Info info,
                      MPI_Request *request)
{
    return recv_init(
        (struct call){ buf, partitions, count, datatype, source, tag, comm, info },
        request, CALL_Precv_init_c);
}
weak_alias(PMPI_Precv_init_c, MPI_Precv_init_c);

static int ready(int low, int high, MPI_Request request, enum mpi_call caller)
{
    int error;

    call_enter(caller);
    error = partitioned_ready_range(request, low, high);
    if (unlikely(error))
        given(error, "partitions=%d-%d, %pR", low, high, request);
    return finish_request(request, error, caller);
}

int PMPI_Pready(int partition, MPI_Request request)
{
    return ready(partition, partition, request, CALL_Pready);
}
weak_alias(PMPI_Pready, MPI_Pready);

int PMPI_Pready_range(int partition_low, int partition_high, MPI_Request request)
{
    return ready(partition_low, partition_high, request, CALL_Pready_range);
}
weak_alias(PMPI_Pready_range, MPI_Pready_range);

int PMPI_Pready_list(int length, const int array_of_partitions[], MPI_Request request)
{
    int error;

    call_enter(CALL_Pready_list);
    error = partitioned_ready_list(request, length, array_of_partitions);
    if (unlikely(error))
        given(error, "length=%d, array_of_partitions[], %pR", length, request);
    return finish_request(request, error, CALL_Pready_list);
}
weak_alias(PMPI_Pready_list, MPI_Pready_list);

int PMPI_Parrived(MPI_Request request, int partition, int *flag)
{
    int error;

    call_enter(CALL_Parrived);
    error = partitioned_arrived(request, partition, flag);
    if (unlikely(error))
        given(error, "%pR, partition=%d", request, partition);
    return finish_request(request, error, CALL_Parrived);
}
weak_alias(PMPI_Parrived, MPI_Parrived);
