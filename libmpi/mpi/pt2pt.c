/* SPDX-License-Identifier: BSD-3-Clause */
/* pt2pt.c: point-to-point communication (MPI 5.0, chapter 3); probes are in probe.c,
 * buffers of buffered sends in buffer.c, sends and receives in one call in sendrecv.c. */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "p2p/message_guard.h"
#include "p2p/operation.h"
#include "p2p/race.h"
#include "p2p/short.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* The arguments that all of these calls have in common. */
struct call {
    void *buffer;
    MPI_Count count;
    MPI_Datatype datatype;
    int peer, tag;
    MPI_Comm comm;
};

static int __attribute__((cold))
fail(const struct call *call, const char *peer, int error, enum mpi_call caller)
{
    given(error, "count=%jd, %pD, %s=%d, tag=%d, %pC", call->count, call->datatype, peer,
          call->peer, call->tag, call->comm);
    return raise_comm(call->comm, error, caller);
}

/* peer is what the standard calls that argument: "dest" or "source". */
static inline int finish(const struct call *call, const char *peer, int error,
                         enum mpi_call caller)
{
    if (unlikely(error))
        error = fail(call, peer, error, caller);
    call_leave();
    return error;
}

/* These two are inlined into their entry points: the arguments stay in registers, which
 * saves 10 ns (gcc 12, a message to oneself). */

static inline int blocking_send(struct call call, enum message_mode mode,
                                enum mpi_call caller)
{
    struct message m;
    int error;

    call_enter(caller);
    error = message_to(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                       call.comm, mode);
    if (unlikely(check_on) && !error)
        error = message_guard_check(&m, false, caller);
    if (!error)
        error = operation_send(&m);
    return finish(&call, "dest", error, caller);
}

/* True if the call is over: the message took the short path. */
static inline __attribute__((always_inline)) bool
sent_short(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest, int tag,
           MPI_Comm comm, enum mpi_call caller)
{
    uint32_t *mark = call_mark;

    if (unlikely(call_aside))
        return false;
    *mark = caller;
    if (unlikely(!short_send(buf, count, datatype, dest, tag, comm)))
        return false;
    *mark = (uint32_t)caller | CALL_OVER;
    return true;
}

/* True if the call is over: the receive is posted. */
static inline bool posted_short(struct call call, MPI_Request *request,
                                enum mpi_call caller)
{
    request_t *posted;

    if (unlikely(call_aside || !request))
        return false;
    *call_mark = caller;
    posted = operation_irecv_short(call.buffer, call.count, call.datatype, call.peer,
                                   call.tag, call.comm);
    if (unlikely(!posted))
        return false;
    *request = posted;
    *call_mark = (uint32_t)caller | CALL_OVER;
    return true;
}

static inline int blocking_recv(struct call call, MPI_Status *status,
                                enum mpi_call caller)
{
    struct message m;
    int error;

    call_enter(caller);
    error = message_from(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                         call.comm);
    if (unlikely(check_on) && !error)
        error = message_guard_check(&m, true, caller);
    if (!error)
        error = operation_recv(&m, status);
    return finish(&call, "source", error, caller);
}

/* Nonblocking and persistent calls differ in what makes the request. */
typedef int start_f(const struct message *message, request_t **request);

static int start_guarded(struct message *m, bool writes, start_f *start,
                         MPI_Request *request, enum mpi_call caller)
{
    struct guard *guard = message_guard_create(m, writes, caller);
    int error = MPI_SUCCESS;

    if (writes)
        m->buffer = guard_shadow(guard, m->buffer);
    if (start == operation_isend || start == operation_irecv)
        error = guard_open(guard);
    if (start == operation_irecv)
        race_posted(m);
    if (!error)
        error = start(m, request);
    error = message_guard_keep(guard, error, *request, caller);
    if (!error)
        race_pending(m, *request);
    return error;
}

static inline int start_request(struct message *m, bool writes, start_f *start,
                                MPI_Request *request, enum mpi_call caller)
{
    if (unlikely(check_on))
        return start_guarded(m, writes, start, request, caller);
    return start(m, request);
}

static int start_send(struct call call, enum message_mode mode, start_f *start,
                      MPI_Request *request, enum mpi_call caller)
{
    struct message m;
    int error;

    call_enter(caller);
    error = message_to(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                       call.comm, mode);
    if (!error)
        error = raise_if_null(request, "request");
    if (!error)
        error = start_request(&m, false, start, request, caller);
    return finish(&call, "dest", error, caller);
}

static int start_recv(struct call call, start_f *start, MPI_Request *request,
                      enum mpi_call caller)
{
    struct message m;
    int error;

    call_enter(caller);
    error = message_from(&m, call.buffer, call.count, call.datatype, call.peer, call.tag,
                         call.comm);
    if (!error)
        error = raise_if_null(request, "request");
    if (!error)
        error = start_request(&m, true, start, request, caller);
    return finish(&call, "source", error, caller);
}

/* Blocking (3.2, 3.4) */

int PMPI_Send(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
              MPI_Comm comm)
{
    if (likely(sent_short(buf, count, datatype, dest, tag, comm, CALL_Send)))
        return MPI_SUCCESS;
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_STANDARD, CALL_Send);
}
weak_alias(PMPI_Send, MPI_Send);

int PMPI_Send_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                int tag, MPI_Comm comm)
{
    if (likely(sent_short(buf, count, datatype, dest, tag, comm, CALL_Send_c)))
        return MPI_SUCCESS;
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_STANDARD, CALL_Send_c);
}
weak_alias(PMPI_Send_c, MPI_Send_c);

int PMPI_Ssend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
               MPI_Comm comm)
{
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_SYNCHRONOUS, CALL_Ssend);
}
weak_alias(PMPI_Ssend, MPI_Ssend);

int PMPI_Ssend_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                 int tag, MPI_Comm comm)
{
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_SYNCHRONOUS, CALL_Ssend_c);
}
weak_alias(PMPI_Ssend_c, MPI_Ssend_c);

int PMPI_Rsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
               MPI_Comm comm)
{
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_READY, CALL_Rsend);
}
weak_alias(PMPI_Rsend, MPI_Rsend);

int PMPI_Rsend_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                 int tag, MPI_Comm comm)
{
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_READY, CALL_Rsend_c);
}
weak_alias(PMPI_Rsend_c, MPI_Rsend_c);

int PMPI_Bsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
               MPI_Comm comm)
{
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_BUFFERED, CALL_Bsend);
}
weak_alias(PMPI_Bsend, MPI_Bsend);

int PMPI_Bsend_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                 int tag, MPI_Comm comm)
{
    return blocking_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                         MODE_BUFFERED, CALL_Bsend_c);
}
weak_alias(PMPI_Bsend_c, MPI_Bsend_c);

int PMPI_Recv(void *buf, int count, MPI_Datatype datatype, int source, int tag,
              MPI_Comm comm, MPI_Status *status)
{
    return blocking_recv((struct call){ buf, count, datatype, source, tag, comm }, status,
                         CALL_Recv);
}
weak_alias(PMPI_Recv, MPI_Recv);

int PMPI_Recv_c(void *buf, MPI_Count count, MPI_Datatype datatype, int source, int tag,
                MPI_Comm comm, MPI_Status *status)
{
    return blocking_recv((struct call){ buf, count, datatype, source, tag, comm }, status,
                         CALL_Recv_c);
}
weak_alias(PMPI_Recv_c, MPI_Recv_c);

/* Nonblocking (3.7) */

int PMPI_Isend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
               MPI_Comm comm, MPI_Request *request)
{
    if (likely(request &&
               sent_short(buf, count, datatype, dest, tag, comm, CALL_Isend))) {
        *request = request_done();
        return MPI_SUCCESS;
    }
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_STANDARD, operation_isend, request, CALL_Isend);
}
weak_alias(PMPI_Isend, MPI_Isend);

int PMPI_Isend_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                 int tag, MPI_Comm comm, MPI_Request *request)
{
    if (likely(request &&
               sent_short(buf, count, datatype, dest, tag, comm, CALL_Isend_c))) {
        *request = request_done();
        return MPI_SUCCESS;
    }
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_STANDARD, operation_isend, request, CALL_Isend_c);
}
weak_alias(PMPI_Isend_c, MPI_Isend_c);

int PMPI_Issend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
                MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_SYNCHRONOUS, operation_isend, request, CALL_Issend);
}
weak_alias(PMPI_Issend, MPI_Issend);

int PMPI_Issend_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                  int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_SYNCHRONOUS, operation_isend, request, CALL_Issend_c);
}
weak_alias(PMPI_Issend_c, MPI_Issend_c);

int PMPI_Irsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
                MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_READY, operation_isend, request, CALL_Irsend);
}
weak_alias(PMPI_Irsend, MPI_Irsend);

int PMPI_Irsend_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                  int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_READY, operation_isend, request, CALL_Irsend_c);
}
weak_alias(PMPI_Irsend_c, MPI_Irsend_c);

int PMPI_Ibsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
                MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_BUFFERED, operation_isend, request, CALL_Ibsend);
}
weak_alias(PMPI_Ibsend, MPI_Ibsend);

int PMPI_Ibsend_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                  int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_BUFFERED, operation_isend, request, CALL_Ibsend_c);
}
weak_alias(PMPI_Ibsend_c, MPI_Ibsend_c);

int PMPI_Irecv(void *buf, int count, MPI_Datatype datatype, int source, int tag,
               MPI_Comm comm, MPI_Request *request)
{
    struct call call = { buf, count, datatype, source, tag, comm };

    if (likely(posted_short(call, request, CALL_Irecv)))
        return MPI_SUCCESS;
    return start_recv(call, operation_irecv, request, CALL_Irecv);
}
weak_alias(PMPI_Irecv, MPI_Irecv);

int PMPI_Irecv_c(void *buf, MPI_Count count, MPI_Datatype datatype, int source, int tag,
                 MPI_Comm comm, MPI_Request *request)
{
    struct call call = { buf, count, datatype, source, tag, comm };

    if (likely(posted_short(call, request, CALL_Irecv_c)))
        return MPI_SUCCESS;
    return start_recv(call, operation_irecv, request, CALL_Irecv_c);
}
weak_alias(PMPI_Irecv_c, MPI_Irecv_c);

/* Persistent (3.9) */

int PMPI_Send_init(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
                   MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_STANDARD, operation_send_init, request, CALL_Send_init);
}
weak_alias(PMPI_Send_init, MPI_Send_init);

int PMPI_Send_init_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                     int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_STANDARD, operation_send_init, request, CALL_Send_init_c);
}
weak_alias(PMPI_Send_init_c, MPI_Send_init_c);

int PMPI_Ssend_init(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
                    MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_SYNCHRONOUS, operation_send_init, request, CALL_Ssend_init);
}
weak_alias(PMPI_Ssend_init, MPI_Ssend_init);

int PMPI_Ssend_init_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                      int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_SYNCHRONOUS, operation_send_init, request, CALL_Ssend_init_c);
}
weak_alias(PMPI_Ssend_init_c, MPI_Ssend_init_c);

int PMPI_Rsend_init(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
                    MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_READY, operation_send_init, request, CALL_Rsend_init);
}
weak_alias(PMPI_Rsend_init, MPI_Rsend_init);

int PMPI_Rsend_init_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                      int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_READY, operation_send_init, request, CALL_Rsend_init_c);
}
weak_alias(PMPI_Rsend_init_c, MPI_Rsend_init_c);

int PMPI_Bsend_init(const void *buf, int count, MPI_Datatype datatype, int dest, int tag,
                    MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_BUFFERED, operation_send_init, request, CALL_Bsend_init);
}
weak_alias(PMPI_Bsend_init, MPI_Bsend_init);

int PMPI_Bsend_init_c(const void *buf, MPI_Count count, MPI_Datatype datatype, int dest,
                      int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_send((struct call){ (void *)buf, count, datatype, dest, tag, comm },
                      MODE_BUFFERED, operation_send_init, request, CALL_Bsend_init_c);
}
weak_alias(PMPI_Bsend_init_c, MPI_Bsend_init_c);

int PMPI_Recv_init(void *buf, int count, MPI_Datatype datatype, int source, int tag,
                   MPI_Comm comm, MPI_Request *request)
{
    return start_recv((struct call){ buf, count, datatype, source, tag, comm },
                      operation_recv_init, request, CALL_Recv_init);
}
weak_alias(PMPI_Recv_init, MPI_Recv_init);

int PMPI_Recv_init_c(void *buf, MPI_Count count, MPI_Datatype datatype, int source,
                     int tag, MPI_Comm comm, MPI_Request *request)
{
    return start_recv((struct call){ buf, count, datatype, source, tag, comm },
                      operation_recv_init, request, CALL_Recv_init_c);
}
weak_alias(PMPI_Recv_init_c, MPI_Recv_init_c);
