/* SPDX-License-Identifier: BSD-3-Clause */
/* probe.c: probes and matched receives (MPI 5.0, 3.8). */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "p2p/message_guard.h"
#include "p2p/operation.h"
#include "p2p/probe.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

static int finish(MPI_Comm comm, int error, enum mpi_call caller)
{
    if (unlikely(error))
        error = raise_comm(comm, error, caller);
    call_leave();
    return error;
}

static int finish_probe(int source, int tag, MPI_Comm comm, int error,
                        enum mpi_call caller)
{
    if (unlikely(error))
        given(error, "source=%d, tag=%d, %pC", source, tag, comm);
    return finish(comm, error, caller);
}

int PMPI_Probe(int source, int tag, MPI_Comm comm, MPI_Status *status)
{
    struct message m;
    int error;

    call_enter(CALL_Probe);
    error = message_probe(&m, source, tag, comm);
    if (!error)
        error = probe_wait(&m, status);
    return finish_probe(source, tag, comm, error, CALL_Probe);
}
weak_alias(PMPI_Probe, MPI_Probe);

int PMPI_Iprobe(int source, int tag, MPI_Comm comm, int *flag, MPI_Status *status)
{
    struct message m;
    int error;

    call_enter(CALL_Iprobe);
    error = message_probe(&m, source, tag, comm);
    if (!error)
        error = probe_test(&m, flag, status);
    return finish_probe(source, tag, comm, error, CALL_Iprobe);
}
weak_alias(PMPI_Iprobe, MPI_Iprobe);

int PMPI_Mprobe(int source, int tag, MPI_Comm comm, MPI_Message *message,
                MPI_Status *status)
{
    struct message m;
    int error;

    call_enter(CALL_Mprobe);
    error = message_probe(&m, source, tag, comm);
    if (!error)
        error = probe_take_wait(&m, message, status);
    return finish_probe(source, tag, comm, error, CALL_Mprobe);
}
weak_alias(PMPI_Mprobe, MPI_Mprobe);

int PMPI_Improbe(int source, int tag, MPI_Comm comm, int *flag, MPI_Message *message,
                 MPI_Status *status)
{
    struct message m;
    int error;

    call_enter(CALL_Improbe);
    error = message_probe(&m, source, tag, comm);
    if (!error)
        error = probe_take_test(&m, flag, message, status);
    return finish_probe(source, tag, comm, error, CALL_Improbe);
}
weak_alias(PMPI_Improbe, MPI_Improbe);

/* The message and the buffer of a matched receive; the communicator is the message's. */
static int check_matched(struct message *m, void *buffer, MPI_Count count,
                         MPI_Datatype datatype, MPI_Message message, matched_t **taken)
{
    MPI_Comm comm = MPI_COMM_SELF;

    *taken = matched_of(message);
    if (!*taken)
        return handle_invalid(message, OBJECT_MESSAGE, "message");
    if ((*taken)->comm)
        comm = object_handle(&(*taken)->comm->object);
    return message_from(m, buffer, count, datatype, MPI_ANY_SOURCE, MPI_ANY_TAG, comm);
}

static int mrecv(void *buffer, MPI_Count count, MPI_Datatype datatype,
                 MPI_Message *message, MPI_Status *status, enum mpi_call caller)
{
    MPI_Comm comm = MPI_COMM_SELF;
    struct message m;
    matched_t *taken;
    int error;

    call_enter(caller);
    error = check_matched(&m, buffer, count, datatype, *message, &taken);
    if (unlikely(check_on) && !error && taken->arrival)
        error = message_guard_check(&m, true, caller);
    if (!error) {
        comm = object_handle(&m.comm->object);
        error = operation_mrecv(&m, probe_untake(taken), status);
        *message = MPI_MESSAGE_NULL;
    }
    return finish(comm, given(error, "count=%jd, %pD, %pM", count, datatype, *message),
                  caller);
}

static int start_matched(const struct message *m, matched_t *taken, MPI_Message *message,
                         MPI_Request *request)
{
    *message = MPI_MESSAGE_NULL;
    return operation_imrecv(m, probe_untake(taken), request);
}

static int start_matched_guarded(struct message *m, matched_t *taken,
                                 MPI_Message *message, MPI_Request *request,
                                 enum mpi_call caller)
{
    struct guard *guard = taken->arrival ? message_guard_create(m, true, caller) : NULL;
    int error;

    m->buffer = guard_shadow(guard, m->buffer);
    error = guard_open(guard);
    if (!error)
        error = start_matched(m, taken, message, request);
    return message_guard_keep(guard, error, *request, caller);
}

static int imrecv(void *buffer, MPI_Count count, MPI_Datatype datatype,
                  MPI_Message *message, MPI_Request *request, enum mpi_call caller)
{
    struct message m;
    matched_t *taken;
    int error;

    call_enter(caller);
    error = check_matched(&m, buffer, count, datatype, *message, &taken);
    if (unlikely(check_on) && !error)
        error = start_matched_guarded(&m, taken, message, request, caller);
    else if (!error)
        error = start_matched(&m, taken, message, request);
    return finish(MPI_COMM_SELF,
                  given(error, "count=%jd, %pD, %pM", count, datatype, *message), caller);
}

int PMPI_Mrecv(void *buf, int count, MPI_Datatype datatype, MPI_Message *message,
               MPI_Status *status)
{
    return mrecv(buf, count, datatype, message, status, CALL_Mrecv);
}
weak_alias(PMPI_Mrecv, MPI_Mrecv);

int PMPI_Mrecv_c(void *buf, MPI_Count count, MPI_Datatype datatype, MPI_Message *message,
                 MPI_Status *status)
{
    return mrecv(buf, count, datatype, message, status, CALL_Mrecv_c);
}
weak_alias(PMPI_Mrecv_c, MPI_Mrecv_c);

int PMPI_Imrecv(void *buf, int count, MPI_Datatype datatype, MPI_Message *message,
                MPI_Request *request)
{
    return imrecv(buf, count, datatype, message, request, CALL_Imrecv);
}
weak_alias(PMPI_Imrecv, MPI_Imrecv);

int PMPI_Imrecv_c(void *buf, MPI_Count count, MPI_Datatype datatype, MPI_Message *message,
                  MPI_Request *request)
{
    return imrecv(buf, count, datatype, message, request, CALL_Imrecv_c);
}
weak_alias(PMPI_Imrecv_c, MPI_Imrecv_c);
