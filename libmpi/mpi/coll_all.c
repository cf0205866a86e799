/* SPDX-License-Identifier: BSD-3-Clause */
/* coll_all.c: collectives without a root that move data (MPI 5.0, 6.7 and 6.8, 6.12
 * and 6.13). */
#include <mpi.h>

#include "mpi/coll_call.h"
#include "util/macros.h"

static struct coll allgather(const void *sendbuf, MPI_Count sendcount,
                             MPI_Datatype sendtype, void *recvbuf, MPI_Count recvcount,
                             MPI_Datatype recvtype, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_ALLGATHER,
        .send = { .buffer = (void *)sendbuf,
                  .count = sendcount,
                  .handle = sendtype,
                  .same = true },
        .recv = { .buffer = recvbuf, .count = recvcount, .handle = recvtype },
        .comm = comm_of(comm),
    };
}

int PMPI_Allgather(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                   void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c =
        allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_call(&c, CALL_Allgather);
}
weak_alias(PMPI_Allgather, MPI_Allgather);

int PMPI_Allgather_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                     void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                     MPI_Comm comm)
{
    struct coll c =
        allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_call(&c, CALL_Allgather_c);
}
weak_alias(PMPI_Allgather_c, MPI_Allgather_c);

int PMPI_Iallgather(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                    void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm,
                    MPI_Request *request)
{
    struct coll c =
        allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_start(&c, request, CALL_Iallgather);
}
weak_alias(PMPI_Iallgather, MPI_Iallgather);

int PMPI_Iallgather_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                      void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                      MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_start(&c, request, CALL_Iallgather_c);
}
weak_alias(PMPI_Iallgather_c, MPI_Iallgather_c);

int PMPI_Allgather_init(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                        void *recvbuf, int recvcount, MPI_Datatype recvtype,
                        MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_init(&c, info, request, CALL_Allgather_init);
}
weak_alias(PMPI_Allgather_init, MPI_Allgather_init);

int PMPI_Allgather_init_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                          void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                          MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        allgather(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_init(&c, info, request, CALL_Allgather_init_c);
}
weak_alias(PMPI_Allgather_init_c, MPI_Allgather_init_c);

static struct coll allgatherv(const void *sendbuf, MPI_Count sendcount,
                              MPI_Datatype sendtype, void *recvbuf,
                              struct counts recvcounts, struct counts displs,
                              MPI_Datatype recvtype, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_ALLGATHERV,
        .send = { .buffer = (void *)sendbuf,
                  .count = sendcount,
                  .handle = sendtype,
                  .same = true },
        .recv = uneven_side(recvbuf, recvcounts, displs, recvtype),
        .comm = comm_of(comm),
    };
}

int PMPI_Allgatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                    void *recvbuf, const int recvcounts[], const int displs[],
                    MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c =
        allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                   counts_int(displs), recvtype, comm);

    return coll_call(&c, CALL_Allgatherv);
}
weak_alias(PMPI_Allgatherv, MPI_Allgatherv);

int PMPI_Allgatherv_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                      void *recvbuf, const MPI_Count recvcounts[],
                      const MPI_Aint displs[], MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c = allgatherv(sendbuf, sendcount, sendtype, recvbuf,
                               counts_64(recvcounts), counts_64(displs), recvtype, comm);

    return coll_call(&c, CALL_Allgatherv_c);
}
weak_alias(PMPI_Allgatherv_c, MPI_Allgatherv_c);

int PMPI_Iallgatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                     void *recvbuf, const int recvcounts[], const int displs[],
                     MPI_Datatype recvtype, MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                   counts_int(displs), recvtype, comm);

    return coll_start(&c, request, CALL_Iallgatherv);
}
weak_alias(PMPI_Iallgatherv, MPI_Iallgatherv);

int PMPI_Iallgatherv_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                       void *recvbuf, const MPI_Count recvcounts[],
                       const MPI_Aint displs[], MPI_Datatype recvtype, MPI_Comm comm,
                       MPI_Request *request)
{
    struct coll c = allgatherv(sendbuf, sendcount, sendtype, recvbuf,
                               counts_64(recvcounts), counts_64(displs), recvtype, comm);

    return coll_start(&c, request, CALL_Iallgatherv_c);
}
weak_alias(PMPI_Iallgatherv_c, MPI_Iallgatherv_c);

int PMPI_Allgatherv_init(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                         void *recvbuf, const int recvcounts[], const int displs[],
                         MPI_Datatype recvtype, MPI_Comm comm, MPI_Info info,
                         MPI_Request *request)
{
    struct coll c =
        allgatherv(sendbuf, sendcount, sendtype, recvbuf, counts_int(recvcounts),
                   counts_int(displs), recvtype, comm);

    return coll_init(&c, info, request, CALL_Allgatherv_init);
}
weak_alias(PMPI_Allgatherv_init, MPI_Allgatherv_init);

int PMPI_Allgatherv_init_c(const void *sendbuf, MPI_Count sendcount,
                           MPI_Datatype sendtype, void *recvbuf,
                           const MPI_Count recvcounts[], const MPI_Aint displs[],
                           MPI_Datatype recvtype, MPI_Comm comm, MPI_Info info,
                           MPI_Request *request)
{
    struct coll c = allgatherv(sendbuf, sendcount, sendtype, recvbuf,
                               counts_64(recvcounts), counts_64(displs), recvtype, comm);

    return coll_init(&c, info, request, CALL_Allgatherv_init_c);
}
weak_alias(PMPI_Allgatherv_init_c, MPI_Allgatherv_init_c);

static struct coll alltoall(const void *sendbuf, MPI_Count sendcount,
                            MPI_Datatype sendtype, void *recvbuf, MPI_Count recvcount,
                            MPI_Datatype recvtype, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_ALLTOALL,
        .send = { .buffer = (void *)sendbuf, .count = sendcount, .handle = sendtype },
        .recv = { .buffer = recvbuf, .count = recvcount, .handle = recvtype },
        .comm = comm_of(comm),
    };
}

int PMPI_Alltoall(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                  void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c =
        alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_call(&c, CALL_Alltoall);
}
weak_alias(PMPI_Alltoall, MPI_Alltoall);

int PMPI_Alltoall_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                    void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                    MPI_Comm comm)
{
    struct coll c =
        alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_call(&c, CALL_Alltoall_c);
}
weak_alias(PMPI_Alltoall_c, MPI_Alltoall_c);

int PMPI_Ialltoall(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                   void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm,
                   MPI_Request *request)
{
    struct coll c =
        alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_start(&c, request, CALL_Ialltoall);
}
weak_alias(PMPI_Ialltoall, MPI_Ialltoall);

int PMPI_Ialltoall_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                     void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                     MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_start(&c, request, CALL_Ialltoall_c);
}
weak_alias(PMPI_Ialltoall_c, MPI_Ialltoall_c);

int PMPI_Alltoall_init(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
                       void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm,
                       MPI_Info info, MPI_Request *request)
{
    struct coll c =
        alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_init(&c, info, request, CALL_Alltoall_init);
}
weak_alias(PMPI_Alltoall_init, MPI_Alltoall_init);

int PMPI_Alltoall_init_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                         void *recvbuf, MPI_Count recvcount, MPI_Datatype recvtype,
                         MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        alltoall(sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype, comm);

    return coll_init(&c, info, request, CALL_Alltoall_init_c);
}
weak_alias(PMPI_Alltoall_init_c, MPI_Alltoall_init_c);

static struct coll alltoallv(const void *sendbuf, struct counts sendcounts,
                             struct counts sdispls, MPI_Datatype sendtype, void *recvbuf,
                             struct counts recvcounts, struct counts rdispls,
                             MPI_Datatype recvtype, MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_ALLTOALLV,
        .send = uneven_side(sendbuf, sendcounts, sdispls, sendtype),
        .recv = uneven_side(recvbuf, recvcounts, rdispls, recvtype),
        .comm = comm_of(comm),
    };
}

int PMPI_Alltoallv(const void *sendbuf, const int sendcounts[], const int sdispls[],
                   MPI_Datatype sendtype, void *recvbuf, const int recvcounts[],
                   const int rdispls[], MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c =
        alltoallv(sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtype, recvbuf,
                  counts_int(recvcounts), counts_int(rdispls), recvtype, comm);

    return coll_call(&c, CALL_Alltoallv);
}
weak_alias(PMPI_Alltoallv, MPI_Alltoallv);

int PMPI_Alltoallv_c(const void *sendbuf, const MPI_Count sendcounts[],
                     const MPI_Aint sdispls[], MPI_Datatype sendtype, void *recvbuf,
                     const MPI_Count recvcounts[], const MPI_Aint rdispls[],
                     MPI_Datatype recvtype, MPI_Comm comm)
{
    struct coll c =
        alltoallv(sendbuf, counts_64(sendcounts), counts_64(sdispls), sendtype, recvbuf,
                  counts_64(recvcounts), counts_64(rdispls), recvtype, comm);

    return coll_call(&c, CALL_Alltoallv_c);
}
weak_alias(PMPI_Alltoallv_c, MPI_Alltoallv_c);

int PMPI_Ialltoallv(const void *sendbuf, const int sendcounts[], const int sdispls[],
                    MPI_Datatype sendtype, void *recvbuf, const int recvcounts[],
                    const int rdispls[], MPI_Datatype recvtype, MPI_Comm comm,
                    MPI_Request *request)
{
    struct coll c =
        alltoallv(sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtype, recvbuf,
                  counts_int(recvcounts), counts_int(rdispls), recvtype, comm);

    return coll_start(&c, request, CALL_Ialltoallv);
}
weak_alias(PMPI_Ialltoallv, MPI_Ialltoallv);

int PMPI_Ialltoallv_c(const void *sendbuf, const MPI_Count sendcounts[],
                      const MPI_Aint sdispls[], MPI_Datatype sendtype, void *recvbuf,
                      const MPI_Count recvcounts[], const MPI_Aint rdispls[],
                      MPI_Datatype recvtype, MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        alltoallv(sendbuf, counts_64(sendcounts), counts_64(sdispls), sendtype, recvbuf,
                  counts_64(recvcounts), counts_64(rdispls), recvtype, comm);

    return coll_start(&c, request, CALL_Ialltoallv_c);
}
weak_alias(PMPI_Ialltoallv_c, MPI_Ialltoallv_c);

int PMPI_Alltoallv_init(const void *sendbuf, const int sendcounts[], const int sdispls[],
                        MPI_Datatype sendtype, void *recvbuf, const int recvcounts[],
                        const int rdispls[], MPI_Datatype recvtype, MPI_Comm comm,
                        MPI_Info info, MPI_Request *request)
{
    struct coll c =
        alltoallv(sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtype, recvbuf,
                  counts_int(recvcounts), counts_int(rdispls), recvtype, comm);

    return coll_init(&c, info, request, CALL_Alltoallv_init);
}
weak_alias(PMPI_Alltoallv_init, MPI_Alltoallv_init);

int PMPI_Alltoallv_init_c(const void *sendbuf, const MPI_Count sendcounts[],
                          const MPI_Aint sdispls[], MPI_Datatype sendtype, void *recvbuf,
                          const MPI_Count recvcounts[], const MPI_Aint rdispls[],
                          MPI_Datatype recvtype, MPI_Comm comm, MPI_Info info,
                          MPI_Request *request)
{
    struct coll c =
        alltoallv(sendbuf, counts_64(sendcounts), counts_64(sdispls), sendtype, recvbuf,
                  counts_64(recvcounts), counts_64(rdispls), recvtype, comm);

    return coll_init(&c, info, request, CALL_Alltoallv_init_c);
}
weak_alias(PMPI_Alltoallv_init_c, MPI_Alltoallv_init_c);

static struct coll alltoallw(const void *sendbuf, struct counts sendcounts,
                             struct counts sdispls, const MPI_Datatype sendtypes[],
                             void *recvbuf, struct counts recvcounts,
                             struct counts rdispls, const MPI_Datatype recvtypes[],
                             MPI_Comm comm)
{
    return (struct coll){
        .kind = COLL_ALLTOALLW,
        .send = mixed_side(sendbuf, sendcounts, sdispls, sendtypes),
        .recv = mixed_side(recvbuf, recvcounts, rdispls, recvtypes),
        .comm = comm_of(comm),
    };
}

int PMPI_Alltoallw(const void *sendbuf, const int sendcounts[], const int sdispls[],
                   const MPI_Datatype sendtypes[], void *recvbuf, const int recvcounts[],
                   const int rdispls[], const MPI_Datatype recvtypes[], MPI_Comm comm)
{
    struct coll c =
        alltoallw(sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtypes,
                  recvbuf, counts_int(recvcounts), counts_int(rdispls), recvtypes, comm);

    return coll_call(&c, CALL_Alltoallw);
}
weak_alias(PMPI_Alltoallw, MPI_Alltoallw);

int PMPI_Alltoallw_c(const void *sendbuf, const MPI_Count sendcounts[],
                     const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                     void *recvbuf, const MPI_Count recvcounts[],
                     const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                     MPI_Comm comm)
{
    struct coll c =
        alltoallw(sendbuf, counts_64(sendcounts), counts_64(sdispls), sendtypes, recvbuf,
                  counts_64(recvcounts), counts_64(rdispls), recvtypes, comm);

    return coll_call(&c, CALL_Alltoallw_c);
}
weak_alias(PMPI_Alltoallw_c, MPI_Alltoallw_c);

int PMPI_Ialltoallw(const void *sendbuf, const int sendcounts[], const int sdispls[],
                    const MPI_Datatype sendtypes[], void *recvbuf, const int recvcounts[],
                    const int rdispls[], const MPI_Datatype recvtypes[], MPI_Comm comm,
                    MPI_Request *request)
{
    struct coll c =
        alltoallw(sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtypes,
                  recvbuf, counts_int(recvcounts), counts_int(rdispls), recvtypes, comm);

    return coll_start(&c, request, CALL_Ialltoallw);
}
weak_alias(PMPI_Ialltoallw, MPI_Ialltoallw);

int PMPI_Ialltoallw_c(const void *sendbuf, const MPI_Count sendcounts[],
                      const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                      void *recvbuf, const MPI_Count recvcounts[],
                      const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                      MPI_Comm comm, MPI_Request *request)
{
    struct coll c =
        alltoallw(sendbuf, counts_64(sendcounts), counts_64(sdispls), sendtypes, recvbuf,
                  counts_64(recvcounts), counts_64(rdispls), recvtypes, comm);

    return coll_start(&c, request, CALL_Ialltoallw_c);
}
weak_alias(PMPI_Ialltoallw_c, MPI_Ialltoallw_c);

int PMPI_Alltoallw_init(const void *sendbuf, const int sendcounts[], const int sdispls[],
                        const MPI_Datatype sendtypes[], void *recvbuf,
                        const int recvcounts[], const int rdispls[],
                        const MPI_Datatype recvtypes[], MPI_Comm comm, MPI_Info info,
                        MPI_Request *request)
{
    struct coll c =
        alltoallw(sendbuf, counts_int(sendcounts), counts_int(sdispls), sendtypes,
                  recvbuf, counts_int(recvcounts), counts_int(rdispls), recvtypes, comm);

    return coll_init(&c, info, request, CALL_Alltoallw_init);
}
weak_alias(PMPI_Alltoallw_init, MPI_Alltoallw_init);

int PMPI_Alltoallw_init_c(const void *sendbuf, const MPI_Count sendcounts[],
                          const MPI_Aint sdispls[], const MPI_Datatype sendtypes[],
                          void *recvbuf, const MPI_Count recvcounts[],
                          const MPI_Aint rdispls[], const MPI_Datatype recvtypes[],
                          MPI_Comm comm, MPI_Info info, MPI_Request *request)
{
    struct coll c =
        alltoallw(sendbuf, counts_64(sendcounts), counts_64(sdispls), sendtypes, recvbuf,
                  counts_64(recvcounts), counts_64(rdispls), recvtypes, comm);

    return coll_init(&c, info, request, CALL_Alltoallw_init_c);
}
weak_alias(PMPI_Alltoallw_init_c, MPI_Alltoallw_init_c);
