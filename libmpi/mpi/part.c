/* SPDX-License-Identifier: BSD-3-Clause */
/* part.c: partitioned communication (MPI 5.0, chapter 4). */
#include <mpi.h>

#include "mpi/raise.h"
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

static int finish(MPI_Comm comm, int error, const char *name)
{
    if (unlikely(error))
        error = raise_comm(comm, error, name);
    lock_leave();
    return error;
}

/* Errors of a request's calls go to its communicator; it may be any handle. */
static int finish_request(MPI_Request handle, int error, const char *name)
{
    request_t *request = error ? request_of(handle) : NULL;

    if (request && request->comm)
        return finish(object_handle(&request->comm->object), error, name);
    error = raise_self(error, name);
    lock_leave();
    return error;
}

static int check_info(MPI_Info info)
{
    if (info == MPI_INFO_NULL || info_of(info))
        return MPI_SUCCESS;
    return err(MPI_ERR_INFO, "this is no info object, or one that was freed");
}

static int send_init(struct call call, MPI_Request *request, const char *name)
{
    struct message m;
    int error;

    lock_enter();
    error = message_to(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                       call.comm, MODE_STANDARD);
    if (!error)
        error = check_info(call.info);
    if (!error)
        error = partitioned_send_init(&m, call.partitions, request);
    return finish(call.comm, error, name);
}

static int recv_init(struct call call, MPI_Request *request, const char *name)
{
    struct message m;
    int error;

    lock_enter();
    error = message_from(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                         call.comm);
    if (!error)
        error = check_info(call.info);
    if (!error)
        error = partitioned_recv_init(&m, call.partitions, request);
    return finish(call.comm, error, name);
}

int PMPI_Psend_init(const void *buf, int partitions, int count, MPI_Datatype datatype,
                    int dest, int tag, MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    return send_init(
        (struct call){ (void *)buf, partitions, count, datatype, dest, tag, comm, info },
        request, __func__);
}
weak_alias(PMPI_Psend_init, MPI_Psend_init);

int PMPI_Psend_init_c(const void *buf, int partitions, MPI_Count count,
                      MPI_Datatype datatype, int dest, int tag, MPI_Comm comm,
                      MPI_Info info, MPI_Request *request)
{
    return send_init(
        (struct call){ (void *)buf, partitions, count, datatype, dest, tag, comm, info },
        request, __func__);
}
weak_alias(PMPI_Psend_init_c, MPI_Psend_init_c);

int PMPI_Precv_init(void *buf, int partitions, int count, MPI_Datatype datatype,
                    int source, int tag, MPI_Comm comm, MPI_Info info,
                    MPI_Request *request)
{
    return recv_init(
        (struct call){ buf, partitions, count, datatype, source, tag, comm, info },
        request, __func__);
}
weak_alias(PMPI_Precv_init, MPI_Precv_init);

int PMPI_Precv_init_c(void *buf, int partitions, MPI_Count count, MPI_Datatype datatype,
                      int source, int tag, MPI_Comm comm, MPI_Info info,
                      MPI_Request *request)
{
    return recv_init(
        (struct call){ buf, partitions, count, datatype, source, tag, comm, info },
        request, __func__);
}
weak_alias(PMPI_Precv_init_c, MPI_Precv_init_c);

int PMPI_Pready(int partition, MPI_Request request)
{
    lock_enter();
    return finish_request(request, partitioned_ready_range(request, partition, partition),
                          __func__);
}
weak_alias(PMPI_Pready, MPI_Pready);

int PMPI_Pready_range(int partition_low, int partition_high, MPI_Request request)
{
    lock_enter();
    return finish_request(request,
                          partitioned_ready_range(request, partition_low, partition_high),
                          __func__);
}
weak_alias(PMPI_Pready_range, MPI_Pready_range);

int PMPI_Pready_list(int length, const int array_of_partitions[], MPI_Request request)
{
    lock_enter();
    return finish_request(
        request, partitioned_ready_list(request, length, array_of_partitions), __func__);
}
weak_alias(PMPI_Pready_list, MPI_Pready_list);

int PMPI_Parrived(MPI_Request request, int partition, int *flag)
{
    lock_enter();
    return finish_request(request, partitioned_arrived(request, partition, flag),
                          __func__);
}
weak_alias(PMPI_Parrived, MPI_Parrived);
