/* SPDX-License-Identifier: BSD-3-Clause */
/* buffer.c: the buffers of buffered sends, of the process, of a communicator and of a
 * session (MPI 5.0, 3.6). */
#include <limits.h>
#include <mpi.h>
#include <stdint.h>
#include <string.h>

#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "obj/session.h"
#include "p2p/buffer.h"
#include "util/lock.h"
#include "util/macros.h"

/* Who has the buffer: a communicator, a session, or the process (kind 0). */
struct owner {
    enum object_kind kind;
    void *handle;
};

static const struct owner process = { 0, NULL };

static struct owner of_comm(MPI_Comm comm)
{
    return (struct owner){ OBJECT_COMM, comm };
}

static struct owner of_session(MPI_Session session)
{
    return (struct owner){ OBJECT_SESSION, session };
}

static int find_slot(struct owner owner, struct buffer ***slot)
{
    void *object = object_of(owner.handle, owner.kind);

    if (!owner.kind) {
        *slot = buffer_of_process();
        return raise_if_outside();
    }
    if (!object)
        return handle_invalid(owner.handle, owner.kind, handle_noun(owner.kind));
    *slot = owner.kind == OBJECT_COMM ? &((comm_t *)object)->buffer
                                      : &((session_t *)object)->buffer;
    return MPI_SUCCESS;
}

static int raise_there(struct owner owner, int error, enum mpi_call caller)
{
    switch (owner.kind) {
    case OBJECT_COMM:
        return raise_comm(owner.handle, given(error, "%pC", owner.handle), caller);
    case OBJECT_SESSION:
        return raise_session(owner.handle, given(error, "%pS", owner.handle), caller);
    default:
        return raise_self(error, caller);
    }
}

static int finish(struct owner owner, int error, enum mpi_call caller)
{
    if (unlikely(error))
        error = raise_there(owner, error, caller);
    call_leave();
    return error;
}

static int attach(struct owner owner, void *memory, MPI_Count size, enum mpi_call caller)
{
    struct buffer **slot = NULL;
    int error;

    call_enter(caller);
    error = find_slot(owner, &slot);
    if (!error)
        error = buffer_attach(slot, memory, size);
    if (!owner.kind)
        error = given(error, "size=%jd", (intmax_t)size);
    return finish(owner, error, caller);
}

/* buffer_addr is the address of a pointer, of whatever type. */
static int detach(struct owner owner, void *buffer_addr, MPI_Count most, MPI_Count *size,
                  enum mpi_call caller)
{
    struct buffer **slot = NULL;
    void *memory;
    int error;

    call_enter(caller);
    error = find_slot(owner, &slot);
    if (!error)
        error = buffer_detach(slot, most, &memory, size);
    if (!error)
        memcpy(buffer_addr, &memory, sizeof memory);
    return finish(owner, error, caller);
}

static int detach_int(struct owner owner, void *buffer_addr, int *size,
                      enum mpi_call caller)
{
    MPI_Count count = 0;
    int error = detach(owner, buffer_addr, INT_MAX, &count, caller);

    if (!error)
        *size = (int)count;
    return error;
}

static int flush(struct owner owner, enum mpi_call caller)
{
    struct buffer **slot = NULL;
    int error;

    call_enter(caller);
    error = find_slot(owner, &slot);
    if (!error)
        error = buffer_flush(slot);
    return finish(owner, error, caller);
}

static int iflush(struct owner owner, MPI_Request *request, enum mpi_call caller)
{
    struct buffer **slot = NULL;
    int error;

    call_enter(caller);
    error = find_slot(owner, &slot);
    if (!error)
        error = buffer_iflush(slot, comm_of(owner.handle), request);
    return finish(owner, error, caller);
}

/* Of the process */

int PMPI_Buffer_attach(void *buffer, int size)
{
    return attach(process, buffer, size, CALL_Buffer_attach);
}
weak_alias(PMPI_Buffer_attach, MPI_Buffer_attach);

int PMPI_Buffer_attach_c(void *buffer, MPI_Count size)
{
    return attach(process, buffer, size, CALL_Buffer_attach_c);
}
weak_alias(PMPI_Buffer_attach_c, MPI_Buffer_attach_c);

int PMPI_Buffer_detach(void *buffer_addr, int *size)
{
    return detach_int(process, buffer_addr, size, CALL_Buffer_detach);
}
weak_alias(PMPI_Buffer_detach, MPI_Buffer_detach);

int PMPI_Buffer_detach_c(void *buffer_addr, MPI_Count *size)
{
    return detach(process, buffer_addr, LLONG_MAX, size, CALL_Buffer_detach_c);
}
weak_alias(PMPI_Buffer_detach_c, MPI_Buffer_detach_c);

int PMPI_Buffer_flush(void)
{
    return flush(process, CALL_Buffer_flush);
}
weak_alias(PMPI_Buffer_flush, MPI_Buffer_flush);

int PMPI_Buffer_iflush(MPI_Request *request)
{
    return iflush(process, request, CALL_Buffer_iflush);
}
weak_alias(PMPI_Buffer_iflush, MPI_Buffer_iflush);

/* Of a communicator */

int PMPI_Comm_attach_buffer(MPI_Comm comm, void *buffer, int size)
{
    return attach(of_comm(comm), buffer, size, CALL_Comm_attach_buffer);
}
weak_alias(PMPI_Comm_attach_buffer, MPI_Comm_attach_buffer);

int PMPI_Comm_attach_buffer_c(MPI_Comm comm, void *buffer, MPI_Count size)
{
    return attach(of_comm(comm), buffer, size, CALL_Comm_attach_buffer_c);
}
weak_alias(PMPI_Comm_attach_buffer_c, MPI_Comm_attach_buffer_c);

int PMPI_Comm_detach_buffer(MPI_Comm comm, void *buffer_addr, int *size)
{
    return detach_int(of_comm(comm), buffer_addr, size, CALL_Comm_detach_buffer);
}
weak_alias(PMPI_Comm_detach_buffer, MPI_Comm_detach_buffer);

int PMPI_Comm_detach_buffer_c(MPI_Comm comm, void *buffer_addr, MPI_Count *size)
{
    return detach(of_comm(comm), buffer_addr, LLONG_MAX, size, CALL_Comm_detach_buffer_c);
}
weak_alias(PMPI_Comm_detach_buffer_c, MPI_Comm_detach_buffer_c);

int PMPI_Comm_flush_buffer(MPI_Comm comm)
{
    return flush(of_comm(comm), CALL_Comm_flush_buffer);
}
weak_alias(PMPI_Comm_flush_buffer, MPI_Comm_flush_buffer);

int PMPI_Comm_iflush_buffer(MPI_Comm comm, MPI_Request *request)
{
    return iflush(of_comm(comm), request, CALL_Comm_iflush_buffer);
}
weak_alias(PMPI_Comm_iflush_buffer, MPI_Comm_iflush_buffer);

/* Of a session */

int PMPI_Session_attach_buffer(MPI_Session session, void *buffer, int size)
{
    return attach(of_session(session), buffer, size, CALL_Session_attach_buffer);
}
weak_alias(PMPI_Session_attach_buffer, MPI_Session_attach_buffer);

int PMPI_Session_attach_buffer_c(MPI_Session session, void *buffer, MPI_Count size)
{
    return attach(of_session(session), buffer, size, CALL_Session_attach_buffer_c);
}
weak_alias(PMPI_Session_attach_buffer_c, MPI_Session_attach_buffer_c);

int PMPI_Session_detach_buffer(MPI_Session session, void *buffer_addr, int *size)
{
    return detach_int(of_session(session), buffer_addr, size, CALL_Session_detach_buffer);
}
weak_alias(PMPI_Session_detach_buffer, MPI_Session_detach_buffer);

int PMPI_Session_detach_buffer_c(MPI_Session session, void *buffer_addr, MPI_Count *size)
{
    return detach(of_session(session), buffer_addr, LLONG_MAX, size,
                  CALL_Session_detach_buffer_c);
}
weak_alias(PMPI_Session_detach_buffer_c, MPI_Session_detach_buffer_c);

int PMPI_Session_flush_buffer(MPI_Session session)
{
    return flush(of_session(session), CALL_Session_flush_buffer);
}
weak_alias(PMPI_Session_flush_buffer, MPI_Session_flush_buffer);

int PMPI_Session_iflush_buffer(MPI_Session session, MPI_Request *request)
{
    return iflush(of_session(session), request, CALL_Session_iflush_buffer);
}
weak_alias(PMPI_Session_iflush_buffer, MPI_Session_iflush_buffer);
