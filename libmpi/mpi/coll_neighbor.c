/* SPDX-License-Identifier: BSD-3-Clause */
/* coll_neighbor.c: neighborhood collectives (MPI 5.0, 8.6 to 8.9). */
#include <mpi.h>

#include "mpi/coll_call.h"
#include "util/macros.h"

static struct coll neighbor_allgather(const void *sendbuf, MPI_Count sendcount,
                                      MPI_Datatype sendtype, void *recvbuf,
                                      MPI_Count recvcount, MPI_Datatype recvtype,
                                      MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_NEIGHBOR_ALLGATHER,
        .send = { .buffer = (void *)sendbuf,
                  .count = sendcount,
                  .handle = sendtype,
                  .same = true },
        .recv = { .buffer = recvbuf, .count = recvcount, .handle = recvtype },
        .comm = comm_of(comm),
    };
}

int PMPI_Neighbor_allgather(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                            void *recvbuf, int recvcount, MPI_Datatype recvtype,
                            MPI_Comm comm)
{
    struct coll c = neighbor_allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                       recvtype, comm);

    return coll_call(&c, CALL_Neighbor_allgather);
}
weak_alias(PMPI_Neighbor_allgather, MPI_Neighbor_allgather);

int PMPI_Neighbor_allgather_c(const void *sendbuf, MPI_Count sendcount,
                              MPI_Datatype sendtype, void *recvbuf, MPI_Count recvcount,
                              MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c = neighbor_allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                       recvtype, comm);

    return coll_call(&c, CALL_Neighbor_allgather_c);
}
weak_alias(PMPI_Neighbor_allgather_c, MPI_Neighbor_allgather_c);

int PMPI_Ineighbor_allgather(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                             void *recvbuf, int recvcount, MPI_Datatype recvtype,
                             MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                       recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_allgather);
}
weak_alias(PMPI_Ineighbor_allgather, MPI_Ineighbor_allgather);

int PMPI_Ineighbor_allgather_c(const void *sendbuf, MPI_Count sendcount,
                               MPI_Datatype sendtype, void *recvbuf, MPI_Count recvcount,
                               MPI_Datatype recvtype, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                       recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_allgather_c);
}
weak_alias(PMPI_Ineighbor_allgather_c, MPI_Ineighbor_allgather_c);

int PMPI_Neighbor_allgather_init(const void *sendbuf, int sendcount,
                                 MPI_Datatype sendtype, void *recvbuf, int recvcount,
                                 MPI_Datatype recvtype, MPI_Comm comm, MPI_Info info,
                                 MPI_Request *request)
{
    struct coll c = neighbor_allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                       recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_allgather_init);
}
weak_alias(PMPI_Neighbor_allgather_init, MPI_Neighbor_allgather_init);

int PMPI_Neighbor_allgather_init_c(const void *sendbuf, MPI_Count sendcount,
                                   MPI_Datatype sendtype, void *recvbuf,
                                   MPI_Count recvcount, MPI_Datatype recvtype,
                                   MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = neighbor_allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                       recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_allgather_init_c);
}
weak_alias(PMPI_Neighbor_allgather_init_c, MPI_Neighbor_allgather_init_c);

static struct coll neighbor_allgatherv(const void *sendbuf, MPI_Count sendcount,
                                       MPI_Datatype sendtype, void *recvbuf,
                                       struct counts recvcounts, struct counts displs,
                                       MPI_Datatype recvtype, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_NEIGHBOR_ALLGATHERV,
        .send = { .buffer = (void *)sendbuf,
                  .count = sendcount,
                  .handle = sendtype,
                  .same = true },
        .recv = uneven_side(recvbuf, recvcounts, displs, recvtype),
        .comm = comm_of(comm),
    };
}

int PMPI_Neighbor_allgatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                             void *recvbuf, const int recvcounts[], const int displs[],
                             MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c =
        neighbor_allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                            counts_int(displs), recvtype, comm);

    return coll_call(&c, CALL_Neighbor_allgatherv);
}
weak_alias(PMPI_Neighbor_allgatherv, MPI_Neighbor_allgatherv);

int PMPI_Neighbor_allgatherv_c(const void *sendbuf, MPI_Count sendcount,
                               MPI_Datatype sendtype, void *recvbuf,
                               const MPI_Count recvcounts[], const MPI_Aint displs[],
                               MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c =
        neighbor_allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_64(recvcounts),
                            counts_64(displs), recvtype, comm);

    return coll_call(&c, CALL_Neighbor_allgatherv_c);
}
weak_alias(PMPI_Neighbor_allgatherv_c, MPI_Neighbor_allgatherv_c);

int PMPI_Ineighbor_allgatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                              void *recvbuf, const int recvcounts[], const int displs[],
                              MPI_Datatype recvtype, MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        neighbor_allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                            counts_int(displs), recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_allgatherv);
}
weak_alias(PMPI_Ineighbor_allgatherv, MPI_Ineighbor_allgatherv);

int PMPI_Ineighbor_allgatherv_c(const void *sendbuf, MPI_Count sendcount,
                                MPI_Datatype sendtype, void *recvbuf,
                                const MPI_Count recvcounts[], const MPI_Aint displs[],
                                MPI_Datatype recvtype, MPI_Comm comm,
                                MPI_Request *request)
{
    struct coll c =
        neighbor_allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_64(recvcounts),
                            counts_64(displs), recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_allgatherv_c);
}
weak_alias(PMPI_Ineighbor_allgatherv_c, MPI_Ineighbor_allgatherv_c);

int PMPI_Neighbor_allgatherv_init(const void *sendbuf, int sendcount,
                                  MPI_Datatype sendtype, void *recvbuf,
                                  const int recvcounts[], const int displs[],
                                  MPI_Datatype recvtype, MPI_Comm comm, MPI_Info info,
                                  MPI_Request *request)
{
    struct coll c =
        neighbor_allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                            counts_int(displs), recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_allgatherv_init);
}
weak_alias(PMPI_Neighbor_allgatherv_init, MPI_Neighbor_allgatherv_init);

int PMPI_Neighbor_allgatherv_init_c(const void *sendbuf, MPI_Count sendcount,
                                    MPI_Datatype sendtype, void *recvbuf,
                                    const MPI_Count recvcounts[], const MPI_Aint displs[],
                                    MPI_Datatype recvtype, MPI_Comm comm, MPI_Info info,
                                    MPI_Request *request)
{
    struct coll c =
        neighbor_allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_64(recvcounts),
                            counts_64(displs), recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_allgatherv_init_c);
}
weak_alias(PMPI_Neighbor_allgatherv_init_c, MPI_Neighbor_allgatherv_init_c);

static struct coll neighbor_alltoall(const void *sendbuf, MPI_Count sendcount,
                                     MPI_Datatype sendtype, void *recvbuf,
                                     MPI_Count recvcount, MPI_Datatype recvtype,
                                     MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_NEIGHBOR_ALLTOALL,
        .send = { .buffer = (void *)sendbuf, .count = sendcount, .handle = sendtype },
        .recv = { .buffer = recvbuf, .count = recvcount, .handle = recvtype },
        .comm = comm_of(comm),
    };
}

int PMPI_Neighbor_alltoall(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                           void *recvbuf, int recvcount, MPI_Datatype recvtype,
                           MPI_Comm comm)
{
    struct coll c = neighbor_alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                      recvtype, comm);

    return coll_call(&c, CALL_Neighbor_alltoall);
}
weak_alias(PMPI_Neighbor_alltoall, MPI_Neighbor_alltoall);

int PMPI_Neighbor_alltoall_c(const void *sendbuf, MPI_Count sendcount,
                             MPI_Datatype sendtype, void *recvbuf, MPI_Count recvcount,
                             MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c = neighbor_alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                      recvtype, comm);

    return coll_call(&c, CALL_Neighbor_alltoall_c);
}
weak_alias(PMPI_Neighbor_alltoall_c, MPI_Neighbor_alltoall_c);

int PMPI_Ineighbor_alltoall(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                            void *recvbuf, int recvcount, MPI_Datatype recvtype,
                            MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                      recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_alltoall);
}
weak_alias(PMPI_Ineighbor_alltoall, MPI_Ineighbor_alltoall);

int PMPI_Ineighbor_alltoall_c(const void *sendbuf, MPI_Count sendcount,
                              MPI_Datatype sendtype, void *recvbuf, MPI_Count recvcount,
                              MPI_Datatype recvtype, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                      recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_alltoall_c);
}
weak_alias(PMPI_Ineighbor_alltoall_c, MPI_Ineighbor_alltoall_c);

int PMPI_Neighbor_alltoall_init(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                                void *recvbuf, int recvcount, MPI_Datatype recvtype,
                                MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = neighbor_alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                      recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_alltoall_init);
}
weak_alias(PMPI_Neighbor_alltoall_init, MPI_Neighbor_alltoall_init);

int PMPI_Neighbor_alltoall_init_c(const void *sendbuf, MPI_Count sendcount,
                                  MPI_Datatype sendtype, void *recvbuf,
                                  MPI_Count recvcount, MPI_Datatype recvtype,
                                  MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = neighbor_alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount,
                                      recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_alltoall_init_c);
}
weak_alias(PMPI_Neighbor_alltoall_init_c, MPI_Neighbor_alltoall_init_c);

static struct coll neighbor_alltoallv(const void *sendbuf, struct counts sendcounts,
                                      struct counts sdispls, MPI_Datatype sendtype,
                                      void *recvbuf, struct counts recvcounts,
                                      struct counts rdispls, MPI_Datatype recvtype,
                                      MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_NEIGHBOR_ALLTOALLV,
        .send = uneven_side(sendbuf, sendcounts, sdispls, sendtype),
        .recv = uneven_side(recvbuf, recvcounts, rdispls, recvtype),
        .comm = comm_of(comm),
    };
}

int PMPI_Neighbor_alltoallv(const void *sendbuf, const int sendcounts[],
                            const int sdispls[], MPI_Datatype sendtype, void *recvbuf,
                            const int recvcounts[], const int rdispls[],
                            MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c = neighbor_alltoallv(
        sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtype, recvbuf,
        counts_int(recvcounts), counts_int(rdispls), recvtype, comm);

    return coll_call(&c, CALL_Neighbor_alltoallv);
}
weak_alias(PMPI_Neighbor_alltoallv, MPI_Neighbor_alltoallv);

int PMPI_Neighbor_alltoallv_c(const void *sendbuf, const MPI_Count sendcounts[],
                              const MPI_Aint sdispls[], MPI_Datatype sendtype,
                              void *recvbuf, const MPI_Count recvcounts[],
                              const MPI_Aint rdispls[], MPI_Datatype recvtype,
                              MPI_Comm comm)
{
    struct coll c = neighbor_alltoallv(sendbuf, counts_64(sendcounts), counts_64(sdispls),
                                       sendtype, recvbuf, counts_64(recvcounts),
                                       counts_64(rdispls), recvtype, comm);

    return coll_call(&c, CALL_Neighbor_alltoallv_c);
}
weak_alias(PMPI_Neighbor_alltoallv_c, MPI_Neighbor_alltoallv_c);

int PMPI_Ineighbor_alltoallv(const void *sendbuf, const int sendcounts[],
                             const int sdispls[], MPI_Datatype sendtype, void *recvbuf,
                             const int recvcounts[], const int rdispls[],
                             MPI_Datatype recvtype, MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_alltoallv(
        sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtype, recvbuf,
        counts_int(recvcounts), counts_int(rdispls), recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_alltoallv);
}
weak_alias(PMPI_Ineighbor_alltoallv, MPI_Ineighbor_alltoallv);

int PMPI_Ineighbor_alltoallv_c(const void *sendbuf, const MPI_Count sendcounts[],
                               const MPI_Aint sdispls[], MPI_Datatype sendtype,
                               void *recvbuf, const MPI_Count recvcounts[],
                               const MPI_Aint rdispls[], MPI_Datatype recvtype,
                               MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_alltoallv(sendbuf, counts_64(sendcounts), counts_64(sdispls),
                                       sendtype, recvbuf, counts_64(recvcounts),
                                       counts_64(rdispls), recvtype, comm);

    return coll_start(&c, request, CALL_Ineighbor_alltoallv_c);
}
weak_alias(PMPI_Ineighbor_alltoallv_c, MPI_Ineighbor_alltoallv_c);

int PMPI_Neighbor_alltoallv_init(const void *sendbuf, const int sendcounts[],
                                 const int sdispls[], MPI_Datatype sendtype,
                                 void *recvbuf, const int recvcounts[],
                                 const int rdispls[], MPI_Datatype recvtype,
                                 MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = neighbor_alltoallv(
        sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtype, recvbuf,
        counts_int(recvcounts), counts_int(rdispls), recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_alltoallv_init);
}
weak_alias(PMPI_Neighbor_alltoallv_init, MPI_Neighbor_alltoallv_init);

int PMPI_Neighbor_alltoallv_init_c(const void *sendbuf, const MPI_Count sendcounts[],
                                   const MPI_Aint sdispls[], MPI_Datatype sendtype,
                                   void *recvbuf, const MPI_Count recvcounts[],
                                   const MPI_Aint rdispls[], MPI_Datatype recvtype,
                                   MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = neighbor_alltoallv(sendbuf, counts_64(sendcounts), counts_64(sdispls),
                                       sendtype, recvbuf, counts_64(recvcounts),
                                       counts_64(rdispls), recvtype, comm);

    return coll_init(&c, info, request, CALL_Neighbor_alltoallv_init_c);
}
weak_alias(PMPI_Neighbor_alltoallv_init_c, MPI_Neighbor_alltoallv_init_c);

static struct coll neighbor_alltoallw(const void *sendbuf, struct counts sendcounts,
                                      struct counts sdispls,
                                      const MPI_Datatype sendtypes[], void *recvbuf,
                                      struct counts recvcounts, struct counts rdispls,
                                      const MPI_Datatype recvtypes[], MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_NEIGHBOR_ALLTOALLW,
        .send = mixed_side(sendbuf, sendcounts, sdispls, sendtypes),
        .recv = mixed_side(recvbuf, recvcounts, rdispls, recvtypes),
        .comm = comm_of(comm),
    };
}

int PMPI_Neighbor_alltoallw(const void *sendbuf, const int sendcounts[],
                            const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                            void *recvbuf, const int recvcounts[],
                            const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                            MPI_Comm comm)
{
    struct coll c = neighbor_alltoallw(
        sendbuf, counts_int(sendcounts), counts_64(sdispls), sendtypes, recvbuf,
        counts_int(recvcounts), counts_64(rdispls), recvtypes, comm);

    return coll_call(&c, CALL_Neighbor_alltoallw);
}
weak_alias(PMPI_Neighbor_alltoallw, MPI_Neighbor_alltoallw);

int PMPI_Neighbor_alltoallw_c(const void *sendbuf, const MPI_Count sendcounts[],
                              const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                              void *recvbuf, const MPI_Count recvcounts[],
                              const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                              MPI_Comm comm)
{
    struct coll c = neighbor_alltoallw(sendbuf, counts_64(sendcounts), counts_64(sdispls),
                                       sendtypes, recvbuf, counts_64(recvcounts),
                                       counts_64(rdispls), recvtypes, comm);

    return coll_call(&c, CALL_Neighbor_alltoallw_c);
}
weak_alias(PMPI_Neighbor_alltoallw_c, MPI_Neighbor_alltoallw_c);

int PMPI_Ineighbor_alltoallw(const void *sendbuf, const int sendcounts[],
                             const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                             void *recvbuf, const int recvcounts[],
                             const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                             MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_alltoallw(
        sendbuf, counts_int(sendcounts), counts_64(sdispls), sendtypes, recvbuf,
        counts_int(recvcounts), counts_64(rdispls), recvtypes, comm);

    return coll_start(&c, request, CALL_Ineighbor_alltoallw);
}
weak_alias(PMPI_Ineighbor_alltoallw, MPI_Ineighbor_alltoallw);

int PMPI_Ineighbor_alltoallw_c(const void *sendbuf, const MPI_Count sendcounts[],
                               const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                               void *recvbuf, const MPI_Count recvcounts[],
                               const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                               MPI_Comm comm, MPI_Request *request)
{
    struct coll c = neighbor_alltoallw(sendbuf, counts_64(sendcounts), counts_64(sdispls),
                                       sendtypes, recvbuf, counts_64(recvcounts),
                                       counts_64(rdispls), recvtypes, comm);

    return coll_start(&c, request, CALL_Ineighbor_alltoallw_c);
}
weak_alias(PMPI_Ineighbor_alltoallw_c, MPI_Ineighbor_alltoallw_c);

int PMPI_Neighbor_alltoallw_init(const void *sendbuf, const int sendcounts[],
                                 const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                                 void *recvbuf, const int recvcounts[],
                                 const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                                 MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c = neighbor_alltoallw(
        sendbuf, counts_int(sendcounts), counts_64(sdispls), sendtypes, recvbuf,
        counts_int(recvcounts), counts_64(rdispls), recvtypes, comm);

    return coll_init(&c, info, request, CALL_Neighbor_alltoallw_init);
}
weak_alias(PMPI_Neighbor_alltoallw_init, MPI_Neighbor_alltoallw_init);

int PMPI_Neighbor_alltoallw_init_c(const void *sendbuf, const MPI_Count sendcounts[],
                                   const MPI_Aint sdispls[],
                                   const MPI_Datatype sendtypes[], void *recvbuf,
                                   const MPI_Count recvcounts[], const MPI_Aint rdispls[],
                                   const MPI_Datatype recvtypes[], MPI_Comm comm,
                                   MPI_Info info, MPI_Request *request)
{
    struct coll c = neighbor_alltoallw(sendbuf, counts_64(sendcounts), counts_64(sdispls),
                                       sendtypes, recvbuf, counts_64(recvcounts),
                                       counts_64(rdispls), recvtypes, comm);

    return coll_init(&c, info, request, CALL_Neighbor_alltoallw_init_c);
}
weak_alias(PMPI_Neighbor_alltoallw_init_c, MPI_Neighbor_alltoallw_init_c);
