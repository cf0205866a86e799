/* SPDX-License-Identifier: BSD-3-Clause */
/* coll.c: barrier, and collectives with a root that move data (MPI 5.0, 6.3 to 6.6, 6.12
 * and 6.13).  The others are in coll_all.c, coll_reduce.c and coll_neighbor.c. */
#include <mpi.h>

#include "mpi/coll_call.h"
#include "util/macros.h"

static struct coll barrier(MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_BARRIER,
        .comm = comm_of(comm),
    };
}

int PMPI_Barrier(MPI_Comm comm)
{
    enum node_short how = node_short_barrier(comm, CALL_Barrier);
    struct coll c;

    if (likely(how == NODE_SHORT_OVER))
        return MPI_SUCCESS;
    c = barrier(comm);
    return coll_call_rest(&c, how, CALL_Barrier);
}
weak_alias(PMPI_Barrier, MPI_Barrier);

int PMPI_Ibarrier(MPI_Comm comm, MPI_Request *request)
{
    struct coll c = barrier(comm);

    return coll_start(&c, request, CALL_Ibarrier);
}
weak_alias(PMPI_Ibarrier, MPI_Ibarrier);

int PMPI_Barrier_init(MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = barrier(comm);

    return coll_init(&c, info, request, CALL_Barrier_init);
}
weak_alias(PMPI_Barrier_init, MPI_Barrier_init);

static struct coll bcast(void *buffer, MPI_Count count, MPI_Datatype datatype, int root,
                         MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_BCAST,
        .recv = { .buffer = buffer, .count = count, .handle = datatype, .same = true },
        .root = root,
        .comm = comm_of(comm),
    };
}

int PMPI_Bcast(void *buffer, int count, MPI_Datatype datatype, int root, MPI_Comm comm)
{
    enum node_short how =
        node_short_bcast(buffer, count, datatype, root, comm, CALL_Bcast);
    struct coll c;

    if (likely(how == NODE_SHORT_OVER))
        return MPI_SUCCESS;
    c = bcast(buffer, count, datatype, root, comm);
    return coll_call_rest(&c, how, CALL_Bcast);
}
weak_alias(PMPI_Bcast, MPI_Bcast);

int PMPI_Bcast_c(void *buffer, MPI_Count count, MPI_Datatype datatype, int root,
                 MPI_Comm comm)
{
    enum node_short how =
        node_short_bcast(buffer, count, datatype, root, comm, CALL_Bcast_c);
    struct coll c;

    if (likely(how == NODE_SHORT_OVER))
        return MPI_SUCCESS;
    c = bcast(buffer, count, datatype, root, comm);
    return coll_call_rest(&c, how, CALL_Bcast_c);
}
weak_alias(PMPI_Bcast_c, MPI_Bcast_c);

int PMPI_Ibcast(void *buffer, int count, MPI_Datatype datatype, int root, MPI_Comm comm,
                MPI_Request *request)
{
    struct coll c = bcast(buffer, count, datatype, root, comm);

    return coll_start(&c, request, CALL_Ibcast);
}
weak_alias(PMPI_Ibcast, MPI_Ibcast);

int PMPI_Ibcast_c(void *buffer, MPI_Count count, MPI_Datatype datatype, int root,
                  MPI_Comm comm, MPI_Request *request)
{
    struct coll c = bcast(buffer, count, datatype, root, comm);

    return coll_start(&c, request, CALL_Ibcast_c);
}
weak_alias(PMPI_Ibcast_c, MPI_Ibcast_c);

int PMPI_Bcast_init(void *buffer, int count, MPI_Datatype datatype, int root,
                    MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = bcast(buffer, count, datatype, root, comm);

    return coll_init(&c, info, request, CALL_Bcast_init);
}
weak_alias(PMPI_Bcast_init, MPI_Bcast_init);

int PMPI_Bcast_init_c(void *buffer, MPI_Count count, MPI_Datatype datatype, int root,
                      MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = bcast(buffer, count, datatype, root, comm);

    return coll_init(&c, info, request, CALL_Bcast_init_c);
}
weak_alias(PMPI_Bcast_init_c, MPI_Bcast_init_c);

static struct coll gather(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                          void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                          int root, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_GATHER,
        .send = { .buffer = (void *)sendbuf,
                  .count = sendcount,
                  .handle = sendtype,
                  .same = true },
        .recv = { .buffer = recvbuf, .count = recvcount, .handle = recvtype },
        .root = root,
        .comm = comm_of(comm),
    };
}

int PMPI_Gather(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf,
                int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm)
{
    struct coll c =
        gather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_call(&c, CALL_Gather);
}
weak_alias(PMPI_Gather, MPI_Gather);

int PMPI_Gather_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                  void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype, int root,
                  MPI_Comm comm)
{
    struct coll c =
        gather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_call(&c, CALL_Gather_c);
}
weak_alias(PMPI_Gather_c, MPI_Gather_c);

int PMPI_Igather(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf,
                 int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm,
                 MPI_Request *request)
{
    struct coll c =
        gather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_start(&c, request, CALL_Igather);
}
weak_alias(PMPI_Igather, MPI_Igather);

int PMPI_Igather_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                   void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype, int root,
                   MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        gather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_start(&c, request, CALL_Igather_c);
}
weak_alias(PMPI_Igather_c, MPI_Igather_c);

int PMPI_Gather_init(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                     void *recvbuf, int recvcount, MPI_Datatype recvtype, int root,
                     MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        gather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Gather_init);
}
weak_alias(PMPI_Gather_init, MPI_Gather_init);

int PMPI_Gather_init_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                       void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                       int root, MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        gather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Gather_init_c);
}
weak_alias(PMPI_Gather_init_c, MPI_Gather_init_c);

static struct coll gatherv(const void *sendbuf, MPI_Count sendcount,
                           MPI_Datatype sendtype, void *recvbuf, struct counts recvcounts,
                           struct counts displs, MPI_Datatype recvtype, int root,
                           MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_GATHERV,
        .send = { .buffer = (void *)sendbuf,
                  .count = sendcount,
                  .handle = sendtype,
                  .same = true },
        .recv = uneven_side(recvbuf, recvcounts, displs, recvtype),
        .root = root,
        .comm = comm_of(comm),
    };
}

int PMPI_Gatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf,
                 const int recvcounts[], const int displs[], MPI_Datatype recvtype,
                 int root, MPI_Comm comm)
{
    struct coll c = gatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                            counts_int(displs), recvtype, root, comm);

    return coll_call(&c, CALL_Gatherv);
}
weak_alias(PMPI_Gatherv, MPI_Gatherv);

int PMPI_Gatherv_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                   void *recvbuf, const MPI_Count recvcounts[], const MPI_Aint displs[],
                   MPI_Datatype recvtype, int root, MPI_Comm comm)
{
    struct coll c = gatherv(sendbuf, sendcount, sendtype, recvbuf, counts_64(recvcounts),
                            counts_64(displs), recvtype, root, comm);

    return coll_call(&c, CALL_Gatherv_c);
}
weak_alias(PMPI_Gatherv_c, MPI_Gatherv_c);

int PMPI_Igatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                  void *recvbuf, const int recvcounts[], const int displs[],
                  MPI_Datatype recvtype, int root, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = gatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                            counts_int(displs), recvtype, root, comm);

    return coll_start(&c, request, CALL_Igatherv);
}
weak_alias(PMPI_Igatherv, MPI_Igatherv);

int PMPI_Igatherv_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                    void *recvbuf, const MPI_Count recvcounts[], const MPI_Aint displs[],
                    MPI_Datatype recvtype, int root, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = gatherv(sendbuf, sendcount, sendtype, recvbuf, counts_64(recvcounts),
                            counts_64(displs), recvtype, root, comm);

    return coll_start(&c, request, CALL_Igatherv_c);
}
weak_alias(PMPI_Igatherv_c, MPI_Igatherv_c);

int PMPI_Gatherv_init(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                      void *recvbuf, const int recvcounts[], const int displs[],
                      MPI_Datatype recvtype, int root, MPI_Comm comm, MPI_Info info,
                      MPI_Request *request)
{
    struct coll c = gatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                            counts_int(displs), recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Gatherv_init);
}
weak_alias(PMPI_Gatherv_init, MPI_Gatherv_init);

int PMPI_Gatherv_init_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                        void *recvbuf, const MPI_Count recvcounts[],
                        const MPI_Aint displs[], MPI_Datatype recvtype, int root,
                        MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = gatherv(sendbuf, sendcount, sendtype, recvbuf, counts_64(recvcounts),
                            counts_64(displs), recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Gatherv_init_c);
}
weak_alias(PMPI_Gatherv_init_c, MPI_Gatherv_init_c);

static struct coll scatter(const void *sendbuf, MPI_Count sendcount,
                           MPI_Datatype sendtype, void *recvbuf, MPI_Count recvcount,
                           MPI_Datatype recvtype, int root, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_SCATTER,
        .send = { .buffer = (void *)sendbuf, .count = sendcount, .handle = sendtype },
        .recv = { .buffer = recvbuf,
                  .count = recvcount,
                  .handle = recvtype,
                  .same = true },
        .root = root,
        .comm = comm_of(comm),
    };
}

int PMPI_Scatter(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf,
                 int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm)
{
    struct coll c =
        scatter(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_call(&c, CALL_Scatter);
}
weak_alias(PMPI_Scatter, MPI_Scatter);

int PMPI_Scatter_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                   void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype, int root,
                   MPI_Comm comm)
{
    struct coll c =
        scatter(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_call(&c, CALL_Scatter_c);
}
weak_alias(PMPI_Scatter_c, MPI_Scatter_c);

int PMPI_Iscatter(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                  void *recvbuf, int recvcount, MPI_Datatype recvtype, int root,
                  MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        scatter(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_start(&c, request, CALL_Iscatter);
}
weak_alias(PMPI_Iscatter, MPI_Iscatter);

int PMPI_Iscatter_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                    void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype, int root,
                    MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        scatter(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_start(&c, request, CALL_Iscatter_c);
}
weak_alias(PMPI_Iscatter_c, MPI_Iscatter_c);

int PMPI_Scatter_init(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                      void *recvbuf, int recvcount, MPI_Datatype recvtype, int root,
                      MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        scatter(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Scatter_init);
}
weak_alias(PMPI_Scatter_init, MPI_Scatter_init);

int PMPI_Scatter_init_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                        void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                        int root, MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        scatter(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Scatter_init_c);
}
weak_alias(PMPI_Scatter_init_c, MPI_Scatter_init_c);

static struct coll scatterv(const void *sendbuf, struct counts sendcounts,
                            struct counts displs, MPI_Datatype sendtype, void *recvbuf,
                            MPI_Count recvcount, MPI_Datatype recvtype, int root,
                            MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_SCATTERV,
        .send = uneven_side(sendbuf, sendcounts, displs, sendtype),
        .recv = { .buffer = recvbuf,
                  .count = recvcount,
                  .handle = recvtype,
                  .same = true },
        .root = root,
        .comm = comm_of(comm),
    };
}

int PMPI_Scatterv(const void *sendbuf, const int sendcounts[], const int displs[],
                  MPI_Datatype sendtype, void *recvbuf, int recvcount,
                  MPI_Datatype recvtype, int root, MPI_Comm comm)
{
    struct coll c = scatterv(sendbuf, counts_int(sendcounts), counts_int(displs),
                             sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_call(&c, CALL_Scatterv);
}
weak_alias(PMPI_Scatterv, MPI_Scatterv);

int PMPI_Scatterv_c(const void *sendbuf, const MPI_Count sendcounts[],
                    const MPI_Aint displs[], MPI_Datatype sendtype, void *recvbuf,
                    MPI_Count recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm)
{
    struct coll c = scatterv(sendbuf, counts_64(sendcounts), counts_64(displs), sendtype,
                             recvbuf, recvcount, recvtype, root, comm);

    return coll_call(&c, CALL_Scatterv_c);
}
weak_alias(PMPI_Scatterv_c, MPI_Scatterv_c);

int PMPI_Iscatterv(const void *sendbuf, const int sendcounts[], const int displs[],
                   MPI_Datatype sendtype, void *recvbuf, int recvcount,
                   MPI_Datatype recvtype, int root, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = scatterv(sendbuf, counts_int(sendcounts), counts_int(displs),
                             sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_start(&c, request, CALL_Iscatterv);
}
weak_alias(PMPI_Iscatterv, MPI_Iscatterv);

int PMPI_Iscatterv_c(const void *sendbuf, const MPI_Count sendcounts[],
                     const MPI_Aint displs[], MPI_Datatype sendtype, void *recvbuf,
                     MPI_Count recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm,
                     MPI_Request *request)
{
    struct coll c = scatterv(sendbuf, counts_64(sendcounts), counts_64(displs), sendtype,
                             recvbuf, recvcount, recvtype, root, comm);

    return coll_start(&c, request, CALL_Iscatterv_c);
}
weak_alias(PMPI_Iscatterv_c, MPI_Iscatterv_c);

int PMPI_Scatterv_init(const void *sendbuf, const int sendcounts[], const int displs[],
                       MPI_Datatype sendtype, void *recvbuf, int recvcount,
                       MPI_Datatype recvtype, int root, MPI_Comm comm, MPI_Info info,
                       MPI_Request *request)
{
    struct coll c = scatterv(sendbuf, counts_int(sendcounts), counts_int(displs),
                             sendtype, recvbuf, recvcount, recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Scatterv_init);
}
weak_alias(PMPI_Scatterv_init, MPI_Scatterv_init);

int PMPI_Scatterv_init_c(const void *sendbuf, const MPI_Count sendcounts[],
                         const MPI_Aint displs[], MPI_Datatype sendtype, void *recvbuf,
                         MPI_Count recvcount, MPI_Datatype recvtype, int root,
                         MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = scatterv(sendbuf, counts_64(sendcounts), counts_64(displs), sendtype,
                             recvbuf, recvcount, recvtype, root, comm);

    return coll_init(&c, info, request, CALL_Scatterv_init_c);
}
weak_alias(PMPI_Scatterv_init_c, MPI_Scatterv_init_c);
