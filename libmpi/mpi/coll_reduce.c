/* SPDX-License-Identifier: BSD-3-Clause */
/* coll_reduce.c: reductions (MPI 5.0, 6.9 to 6.13). */
#include <mpi.h>
#include <stdint.h>

#include "mpi/coll_call.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "util/lock.h"
#include "util/macros.h"

static struct coll reduce(const void *sendbuf, void *recvbuf, MPI_Count count,
                          MPI_Datatype datatype, MPI_Op op, int root, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_REDUCE,
        .send = { .buffer = (void *)sendbuf,
                  .count = count,
                  .handle = datatype,
                  .same = true },
        .recv = { .buffer = recvbuf, .count = count, .handle = datatype, .same = true },
        .op = op_of(op),
        .root = root,
        .comm = comm_of(comm),
    };
}

int PMPI_Reduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                MPI_Op op, int root, MPI_Comm comm)
{
    enum node_short how =
        node_short_reduce(sendbuf, recvbuf, count, datatype, op, root, comm, CALL_Reduce);
    struct coll c;

    if (likely(how == NODE_SHORT_OVER))
        return MPI_SUCCESS;
    c = reduce(sendbuf, recvbuf, count, datatype, op, root, comm);
    return coll_call_rest(&c, how, CALL_Reduce);
}
weak_alias(PMPI_Reduce, MPI_Reduce);

int PMPI_Reduce_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                  MPI_Datatype datatype, MPI_Op op, int root, MPI_Comm comm)
{
    enum node_short how = node_short_reduce(sendbuf, recvbuf, count, datatype, op, root,
                                            comm, CALL_Reduce_c);
    struct coll c;

    if (likely(how == NODE_SHORT_OVER))
        return MPI_SUCCESS;
    c = reduce(sendbuf, recvbuf, count, datatype, op, root, comm);
    return coll_call_rest(&c, how, CALL_Reduce_c);
}
weak_alias(PMPI_Reduce_c, MPI_Reduce_c);

int PMPI_Ireduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                 MPI_Op op, int root, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = reduce(sendbuf, recvbuf, count, datatype, op, root, comm);

    return coll_start(&c, request, CALL_Ireduce);
}
weak_alias(PMPI_Ireduce, MPI_Ireduce);

int PMPI_Ireduce_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                   MPI_Datatype datatype, MPI_Op op, int root, MPI_Comm comm,
                   MPI_Request *request)
{
    struct coll c = reduce(sendbuf, recvbuf, count, datatype, op, root, comm);

    return coll_start(&c, request, CALL_Ireduce_c);
}
weak_alias(PMPI_Ireduce_c, MPI_Ireduce_c);

int PMPI_Reduce_init(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                     MPI_Op op, int root, MPI_Comm comm, MPI_Info info,
                     MPI_Request *request)
{
    struct coll c = reduce(sendbuf, recvbuf, count, datatype, op, root, comm);

    return coll_init(&c, info, request, CALL_Reduce_init);
}
weak_alias(PMPI_Reduce_init, MPI_Reduce_init);

int PMPI_Reduce_init_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                       MPI_Datatype datatype, MPI_Op op, int root, MPI_Comm comm,
                       MPI_Info info, MPI_Request *request)
{
    struct coll c = reduce(sendbuf, recvbuf, count, datatype, op, root, comm);

    return coll_init(&c, info, request, CALL_Reduce_init_c);
}
weak_alias(PMPI_Reduce_init_c, MPI_Reduce_init_c);

static struct coll allreduce(const void *sendbuf, void *recvbuf, MPI_Count count,
                             MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_ALLREDUCE,
        .send = { .buffer = (void *)sendbuf,
                  .count = count,
                  .handle = datatype,
                  .same = true },
        .recv = { .buffer = recvbuf, .count = count, .handle = datatype, .same = true },
        .op = op_of(op),
        .comm = comm_of(comm),
    };
}

int PMPI_Allreduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                   MPI_Op op, MPI_Comm comm)
{
    enum node_short how =
        node_short_allreduce(sendbuf, recvbuf, count, datatype, op, comm, CALL_Allreduce);
    struct coll c;

    if (likely(how == NODE_SHORT_OVER))
        return MPI_SUCCESS;
    c = allreduce(sendbuf, recvbuf, count, datatype, op, comm);
    return coll_call_rest(&c, how, CALL_Allreduce);
}
weak_alias(PMPI_Allreduce, MPI_Allreduce);

int PMPI_Allreduce_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                     MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    enum node_short how = node_short_allreduce(sendbuf, recvbuf, count, datatype, op,
                                               comm, CALL_Allreduce_c);
    struct coll c;

    if (likely(how == NODE_SHORT_OVER))
        return MPI_SUCCESS;
    c = allreduce(sendbuf, recvbuf, count, datatype, op, comm);
    return coll_call_rest(&c, how, CALL_Allreduce_c);
}
weak_alias(PMPI_Allreduce_c, MPI_Allreduce_c);

int PMPI_Iallreduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                    MPI_Op op, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = allreduce(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_start(&c, request, CALL_Iallreduce);
}
weak_alias(PMPI_Iallreduce, MPI_Iallreduce);

int PMPI_Iallreduce_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                      MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                      MPI_Request *request)
{
    struct coll c = allreduce(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_start(&c, request, CALL_Iallreduce_c);
}
weak_alias(PMPI_Iallreduce_c, MPI_Iallreduce_c);

int PMPI_Allreduce_init(const void *sendbuf, void *recvbuf, int count,
                        MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Info info,
                        MPI_Request *request)
{
    struct coll c = allreduce(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Allreduce_init);
}
weak_alias(PMPI_Allreduce_init, MPI_Allreduce_init);

int PMPI_Allreduce_init_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                          MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Info info,
                          MPI_Request *request)
{
    struct coll c = allreduce(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Allreduce_init_c);
}
weak_alias(PMPI_Allreduce_init_c, MPI_Allreduce_init_c);

static struct coll reduce_scatter(const void *sendbuf, void *recvbuf,
                                  struct counts recvcounts, MPI_Datatype datatype,
                                  MPI_Op op, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_REDUCE_SCATTER,
        .send = in_order_side(sendbuf, recvcounts, datatype),
        .recv = in_order_side(recvbuf, recvcounts, datatype),
        .op = op_of(op),
        .comm = comm_of(comm),
    };
}

int PMPI_Reduce_scatter(const void *sendbuf, void *recvbuf, const int recvcounts[],
                        MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    struct coll c =
        reduce_scatter(sendbuf, recvbuf, counts_int(recvcounts), datatype, op, comm);

    return coll_call(&c, CALL_Reduce_scatter);
}
weak_alias(PMPI_Reduce_scatter, MPI_Reduce_scatter);

int PMPI_Reduce_scatter_c(const void *sendbuf, void *recvbuf,
                          const MPI_Count recvcounts[], MPI_Datatype datatype, MPI_Op op,
                          MPI_Comm comm)
{
    struct coll c =
        reduce_scatter(sendbuf, recvbuf, counts_64(recvcounts), datatype, op, comm);

    return coll_call(&c, CALL_Reduce_scatter_c);
}
weak_alias(PMPI_Reduce_scatter_c, MPI_Reduce_scatter_c);

int PMPI_Ireduce_scatter(const void *sendbuf, void *recvbuf, const int recvcounts[],
                         MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                         MPI_Request *request)
{
    struct coll c =
        reduce_scatter(sendbuf, recvbuf, counts_int(recvcounts), datatype, op, comm);

    return coll_start(&c, request, CALL_Ireduce_scatter);
}
weak_alias(PMPI_Ireduce_scatter, MPI_Ireduce_scatter);

int PMPI_Ireduce_scatter_c(const void *sendbuf, void *recvbuf,
                           const MPI_Count recvcounts[], MPI_Datatype datatype, MPI_Op op,
                           MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        reduce_scatter(sendbuf, recvbuf, counts_64(recvcounts), datatype, op, comm);

    return coll_start(&c, request, CALL_Ireduce_scatter_c);
}
weak_alias(PMPI_Ireduce_scatter_c, MPI_Ireduce_scatter_c);

int PMPI_Reduce_scatter_init(const void *sendbuf, void *recvbuf, const int recvcounts[],
                             MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                             MPI_Info info, MPI_Request *request)
{
    struct coll c =
        reduce_scatter(sendbuf, recvbuf, counts_int(recvcounts), datatype, op, comm);

    return coll_init(&c, info, request, CALL_Reduce_scatter_init);
}
weak_alias(PMPI_Reduce_scatter_init, MPI_Reduce_scatter_init);

int PMPI_Reduce_scatter_init_c(const void *sendbuf, void *recvbuf,
                               const MPI_Count recvcounts[], MPI_Datatype datatype,
                               MPI_Op op, MPI_Comm comm, MPI_Info info,
                               MPI_Request *request)
{
    struct coll c =
        reduce_scatter(sendbuf, recvbuf, counts_64(recvcounts), datatype, op, comm);

    return coll_init(&c, info, request, CALL_Reduce_scatter_init_c);
}
weak_alias(PMPI_Reduce_scatter_init_c, MPI_Reduce_scatter_init_c);

static struct coll reduce_scatter_block(const void *sendbuf, void *recvbuf,
                                        MPI_Count recvcount, MPI_Datatype datatype,
                                        MPI_Op op, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_REDUCE_SCATTER_BLOCK,
        .send = { .buffer = (void *)sendbuf, .count = recvcount, .handle = datatype },
        .recv = { .buffer = recvbuf, .count = recvcount, .handle = datatype },
        .op = op_of(op),
        .comm = comm_of(comm),
    };
}

int PMPI_Reduce_scatter_block(const void *sendbuf, void *recvbuf, int recvcount,
                              MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    struct coll c = reduce_scatter_block(sendbuf, recvbuf, recvcount, datatype, op, comm);

    return coll_call(&c, CALL_Reduce_scatter_block);
}
weak_alias(PMPI_Reduce_scatter_block, MPI_Reduce_scatter_block);

int PMPI_Reduce_scatter_block_c(const void *sendbuf, void *recvbuf, MPI_Count recvcount,
                                MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    struct coll c = reduce_scatter_block(sendbuf, recvbuf, recvcount, datatype, op, comm);

    return coll_call(&c, CALL_Reduce_scatter_block_c);
}
weak_alias(PMPI_Reduce_scatter_block_c, MPI_Reduce_scatter_block_c);

int PMPI_Ireduce_scatter_block(const void *sendbuf, void *recvbuf, int recvcount,
                               MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                               MPI_Request *request)
{
    struct coll c = reduce_scatter_block(sendbuf, recvbuf, recvcount, datatype, op, comm);

    return coll_start(&c, request, CALL_Ireduce_scatter_block);
}
weak_alias(PMPI_Ireduce_scatter_block, MPI_Ireduce_scatter_block);

int PMPI_Ireduce_scatter_block_c(const void *sendbuf, void *recvbuf, MPI_Count recvcount,
                                 MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                                 MPI_Request *request)
{
    struct coll c = reduce_scatter_block(sendbuf, recvbuf, recvcount, datatype, op, comm);

    return coll_start(&c, request, CALL_Ireduce_scatter_block_c);
}
weak_alias(PMPI_Ireduce_scatter_block_c, MPI_Ireduce_scatter_block_c);

int PMPI_Reduce_scatter_block_init(const void *sendbuf, void *recvbuf, int recvcount,
                                   MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                                   MPI_Info info, MPI_Request *request)
{
    struct coll c = reduce_scatter_block(sendbuf, recvbuf, recvcount, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Reduce_scatter_block_init);
}
weak_alias(PMPI_Reduce_scatter_block_init, MPI_Reduce_scatter_block_init);

int PMPI_Reduce_scatter_block_init_c(const void *sendbuf, void *recvbuf,
                                     MPI_Count recvcount, MPI_Datatype datatype,
                                     MPI_Op op, MPI_Comm comm, MPI_Info info,
                                     MPI_Request *request)
{
    struct coll c = reduce_scatter_block(sendbuf, recvbuf, recvcount, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Reduce_scatter_block_init_c);
}
weak_alias(PMPI_Reduce_scatter_block_init_c, MPI_Reduce_scatter_block_init_c);

static struct coll scan(const void *sendbuf, void *recvbuf, MPI_Count count,
                        MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_SCAN,
        .send = { .buffer = (void *)sendbuf,
                  .count = count,
                  .handle = datatype,
                  .same = true },
        .recv = { .buffer = recvbuf, .count = count, .handle = datatype, .same = true },
        .op = op_of(op),
        .comm = comm_of(comm),
    };
}

int PMPI_Scan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
              MPI_Op op, MPI_Comm comm)
{
    struct coll c = scan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_call(&c, CALL_Scan);
}
weak_alias(PMPI_Scan, MPI_Scan);

int PMPI_Scan_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    struct coll c = scan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_call(&c, CALL_Scan_c);
}
weak_alias(PMPI_Scan_c, MPI_Scan_c);

int PMPI_Iscan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
               MPI_Op op, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = scan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_start(&c, request, CALL_Iscan);
}
weak_alias(PMPI_Iscan, MPI_Iscan);

int PMPI_Iscan_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                 MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = scan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_start(&c, request, CALL_Iscan_c);
}
weak_alias(PMPI_Iscan_c, MPI_Iscan_c);

int PMPI_Scan_init(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                   MPI_Op op, MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = scan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Scan_init);
}
weak_alias(PMPI_Scan_init, MPI_Scan_init);

int PMPI_Scan_init_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                     MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Info info,
                     MPI_Request *request)
{
    struct coll c = scan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Scan_init_c);
}
weak_alias(PMPI_Scan_init_c, MPI_Scan_init_c);

static struct coll exscan(const void *sendbuf, void *recvbuf, MPI_Count count,
                          MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_EXSCAN,
        .send = { .buffer = (void *)sendbuf,
                  .count = count,
                  .handle = datatype,
                  .same = true },
        .recv = { .buffer = recvbuf, .count = count, .handle = datatype, .same = true },
        .op = op_of(op),
        .comm = comm_of(comm),
    };
}

int PMPI_Exscan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                MPI_Op op, MPI_Comm comm)
{
    struct coll c = exscan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_call(&c, CALL_Exscan);
}
weak_alias(PMPI_Exscan, MPI_Exscan);

int PMPI_Exscan_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                  MPI_Datatype datatype, MPI_Op op, MPI_Comm comm)
{
    struct coll c = exscan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_call(&c, CALL_Exscan_c);
}
weak_alias(PMPI_Exscan_c, MPI_Exscan_c);

int PMPI_Iexscan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                 MPI_Op op, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = exscan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_start(&c, request, CALL_Iexscan);
}
weak_alias(PMPI_Iexscan, MPI_Iexscan);

int PMPI_Iexscan_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                   MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = exscan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_start(&c, request, CALL_Iexscan_c);
}
weak_alias(PMPI_Iexscan_c, MPI_Iexscan_c);

int PMPI_Exscan_init(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype,
                     MPI_Op op, MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = exscan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Exscan_init);
}
weak_alias(PMPI_Exscan_init, MPI_Exscan_init);

int PMPI_Exscan_init_c(const void *sendbuf, void *recvbuf, MPI_Count count,
                       MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Info info,
                       MPI_Request *request)
{
    struct coll c = exscan(sendbuf, recvbuf, count, datatype, op, comm);

    return coll_init(&c, info, request, CALL_Exscan_init_c);
}
weak_alias(PMPI_Exscan_init_c, MPI_Exscan_init_c);

/* As in all reductions, in[i] is the left operand. */
static int reduce_here(const void *inbuf, void *inoutbuf, MPI_Count count,
                       MPI_Datatype datatype, MPI_Op op, enum mpi_call caller)
{
    struct coll c = {
        .kind = COLL_REDUCE_LOCAL,
        .send = { .buffer = (void *)inbuf,
                  .count = count,
                  .handle = datatype,
                  .same = true },
        .recv = { .buffer = inoutbuf, .count = count, .handle = datatype, .same = true },
        .op = op_of(op)
    };
    int error_class;

    call_enter(caller);
    error_class = given(coll_reduce_local(&c), "count=%jd, %pD, %pO", (intmax_t)count,
                        datatype, op);
    error_class = raise_self(error_class, caller);
    call_leave();
    return error_class;
}

int PMPI_Reduce_local(const void *inbuf, void *inoutbuf, int count, MPI_Datatype datatype,
                      MPI_Op op)
{
    return reduce_here(inbuf, inoutbuf, count, datatype, op, CALL_Reduce_local);
}
weak_alias(PMPI_Reduce_local, MPI_Reduce_local);

int PMPI_Reduce_local_c(const void *inbuf, void *inoutbuf, MPI_Count count,
                        MPI_Datatype datatype, MPI_Op op)
{
    return reduce_here(inbuf, inoutbuf, count, datatype, op, CALL_Reduce_local_c);
}
weak_alias(PMPI_Reduce_local_c, MPI_Reduce_local_c);
