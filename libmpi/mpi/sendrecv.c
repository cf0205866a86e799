/* SPDX-License-Identifier: BSD-3-Clause */
/* sendrecv.c: send and receive in one call (MPI 5.0, 3.11). */
#include <mpi.h>

#include "mpi/raise.h"
#include "obj/given.h"
#include "p2p/message_guard.h"
#include "p2p/operation.h"
#include "p2p/sendrecv.h"
#include "util/err.h"
#include "util/macros.h"

/* The arguments of one of the two messages. */
struct side {
    void *buffer;
    MPI_Count count;
    MPI_Datatype datatype;
    int peer, tag;
    MPI_Comm comm;
};

static int __attribute__((cold))
fail(const struct side *to, const struct side *from, int error, enum mpi_call caller)
{
    given(error,
          "sendcount=%jd, %pD, dest=%d, sendtag=%d, recvcount=%jd, %pD, source=%d, "
          "recvtag=%d, %pC",
          to->count, to->datatype, to->peer, to->tag, from->count, from->datatype,
          from->peer, from->tag, to->comm);
    return raise_comm(to->comm, error, caller);
}

static inline int finish(const struct side *to, const struct side *from, int error,
                         enum mpi_call caller)
{
    if (unlikely(error))
        error = fail(to, from, error, caller);
    call_leave();
    return error;
}

static int sendrecv(struct side to, struct side from, MPI_Status *status,
                    enum mpi_call caller)
{
    struct message send, recv;
    int error;

    call_enter(caller);
    error = message_to(&send, to.buffer, to.count, to.datatype, to.peer, to.tag, to.comm,
                       MODE_STANDARD);
    if (!error)
        error = message_from(&recv, from.buffer, from.count, from.datatype, from.peer,
                             from.tag, from.comm);
    if (unlikely(check_on) && !error)
        error = message_guard_check_both(&send, &recv, caller);
    if (!error)
        error = operation_sendrecv(&send, &recv, status);
    return finish(&to, &from, error, caller);
}

static int sendrecv_replace(struct side to, int source, int recvtag, MPI_Status *status,
                            enum mpi_call caller)
{
    struct side from = to;
    struct message send, recv;
    int error;

    from.peer = source;
    from.tag = recvtag;
    call_enter(caller);
    error = message_to(&send, to.buffer, to.count, to.datatype, to.peer, to.tag, to.comm,
                       MODE_STANDARD);
    if (!error)
        error = message_from(&recv, to.buffer, to.count, to.datatype, source, recvtag,
                             to.comm);
    if (unlikely(check_on) && !error)
        error = message_guard_check(&recv, true, caller);
    if (!error)
        error = operation_sendrecv_replace(&send, &recv, status);
    return finish(&to, &from, error, caller);
}

/* In place or not. */
typedef int both_f(const struct message *to, const struct message *from,
                   request_t **request);

/* In place, what is sent is taken out of the receive's shadow at the start. */
static struct guard *guard_both(struct message *send, struct message *recv, both_f *start,
                                enum mpi_call caller)
{
    bool in_place = start == sendrecv_start_replace;
    struct guard *guard = in_place ? message_guard_create(recv, true, caller)
                                   : message_guard_both(send, recv, caller);

    recv->buffer = guard_shadow(guard, recv->buffer);
    if (in_place)
        send->buffer = recv->buffer;
    return guard;
}

static int start_both_guarded(struct message *send, struct message *recv, both_f *start,
                              MPI_Request *request, enum mpi_call caller)
{
    struct guard *guard = guard_both(send, recv, start, caller);
    int error = guard_open(guard);

    if (!error)
        error = start(send, recv, request);
    return message_guard_keep(guard, error, *request, caller);
}

static int isendrecv(struct side to, struct side from, both_f *start,
                     MPI_Request *request, enum mpi_call caller)
{
    struct message send, recv;
    int error;

    call_enter(caller);
    error = message_to(&send, to.buffer, to.count, to.datatype, to.peer, to.tag, to.comm,
                       MODE_STANDARD);
    if (!error)
        error = message_from(&recv, from.buffer, from.count, from.datatype, from.peer,
                             from.tag, from.comm);
    if (!error)
        error = raise_if_null(request, "request");
    if (unlikely(check_on) && !error)
        error = start_both_guarded(&send, &recv, start, request, caller);
    else if (!error)
        error = start(&send, &recv, request);
    return finish(&to, &from, error, caller);
}

int PMPI_Sendrecv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, int dest,
                  int sendtag, void *recvbuf, int recvcount, MPI_Datatype recvtype,
                  int source, int recvtag, MPI_Comm comm, MPI_Status *status)
{
    return sendrecv(
        (struct side){ (void *)sendbuf, sendcount, sendtype, dest, sendtag, comm },
        (struct side){ recvbuf, recvcount, recvtype, source, recvtag, comm }, status,
        CALL_Sendrecv);
}
weak_alias(PMPI_Sendrecv, MPI_Sendrecv);

int PMPI_Sendrecv_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                    int dest, int sendtag, void *recvbuf, MPI_Count recvcount,
                    MPI_Datatype recvtype, int source, int recvtag, MPI_Comm comm,
                    MPI_Status *status)
{
    return sendrecv(
        (struct side){ (void *)sendbuf, sendcount, sendtype, dest, sendtag, comm },
        (struct side){ recvbuf, recvcount, recvtype, source, recvtag, comm }, status,
        CALL_Sendrecv_c);
}
weak_alias(PMPI_Sendrecv_c, MPI_Sendrecv_c);

int PMPI_Sendrecv_replace(void *buf, int count, MPI_Datatype datatype, int dest,
                          int sendtag, int source, int recvtag, MPI_Comm comm,
                          MPI_Status *status)
{
    return sendrecv_replace((struct side){ buf, count, datatype, dest, sendtag, comm },
                            source, recvtag, status, CALL_Sendrecv_replace);
}
weak_alias(PMPI_Sendrecv_replace, MPI_Sendrecv_replace);

int PMPI_Sendrecv_replace_c(void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                            int sendtag, int source, int recvtag, MPI_Comm comm,
                            MPI_Status *status)
{
    return sendrecv_replace((struct side){ buf, count, datatype, dest, sendtag, comm },
                            source, recvtag, status, CALL_Sendrecv_replace_c);
}
weak_alias(PMPI_Sendrecv_replace_c, MPI_Sendrecv_replace_c);

int PMPI_Isendrecv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, int dest,
                   int sendtag, void *recvbuf, int recvcount, MPI_Datatype recvtype,
                   int source, int recvtag, MPI_Comm comm, MPI_Request *request)
{
    return isendrecv(
        (struct side){ (void *)sendbuf, sendcount, sendtype, dest, sendtag, comm },
        (struct side){ recvbuf, recvcount, recvtype, source, recvtag, comm },
        sendrecv_start, request, CALL_Isendrecv);
}
weak_alias(PMPI_Isendrecv, MPI_Isendrecv);

int PMPI_Isendrecv_c(const void *sendbuf, MPI_Count sendcount, MPI_Datatype sendtype,
                     int dest, int sendtag, void *recvbuf, MPI_Count recvcount,
                     MPI_Datatype recvtype, int source, int recvtag, MPI_Comm comm,
                     MPI_Request *request)
{
    return isendrecv(
        (struct side){ (void *)sendbuf, sendcount, sendtype, dest, sendtag, comm },
        (struct side){ recvbuf, recvcount, recvtype, source, recvtag, comm },
        sendrecv_start, request, CALL_Isendrecv_c);
}
weak_alias(PMPI_Isendrecv_c, MPI_Isendrecv_c);

int PMPI_Isendrecv_replace(void *buf, int count, MPI_Datatype datatype, int dest,
                           int sendtag, int source, int recvtag, MPI_Comm comm,
                           MPI_Request *request)
{
    return isendrecv((struct side){ buf, count, datatype, dest, sendtag, comm },
                     (struct side){ buf, count, datatype, source, recvtag, comm },
                     sendrecv_start_replace, request, CALL_Isendrecv_replace);
}
weak_alias(PMPI_Isendrecv_replace, MPI_Isendrecv_replace);

int PMPI_Isendrecv_replace_c(void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                             int sendtag, int source, int recvtag, MPI_Comm comm,
                             MPI_Request *request)
{
    return isendrecv((struct side){ buf, count, datatype, dest, sendtag, comm },
                     (struct side){ buf, count, datatype, source, recvtag, comm },
                     sendrecv_start_replace, request, CALL_Isendrecv_replace_c);
}
weak_alias(PMPI_Isendrecv_replace_c, MPI_Isendrecv_replace_c);
