/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/message.h"

#include "check/check.h"
#include "obj/handle.h"
#include "p2p/hint.h"
#include "p2p/race.h"
#include "type/check.h"
#include "util/err.h"

static inline int check_comm(struct message *m, MPI_Comm comm)
{
    m->comm = comm_of(comm);
    if (unlikely(!m->comm))
        return handle_invalid(comm, OBJECT_COMM, "comm");
    m->match = m->comm->match;
    return MPI_SUCCESS;
}

static inline int check_buffer(struct message *m, const void *buffer, MPI_Count count,
                               MPI_Datatype datatype)
{
    MPI_Count bytes;
    int error;

    if (unlikely(count < 0))
        return err(MPI_ERR_COUNT, "count is %lld: it must not be negative",
                   (long long)count);
    error = type_check_usable(datatype, &m->type);
    if (unlikely(error != MPI_SUCCESS))
        return error;
    if (unlikely(__builtin_mul_overflow(count, m->type->size, &bytes)))
        return err(MPI_ERR_COUNT, "%lld elements of %lld B are more than 2^63 B",
                   (long long)count, (long long)m->type->size);
    m->buffer = (void *)buffer;
    m->count = count;
    return type_check_buffer(buffer, count, m->type);
}

static inline int check_rank(struct message *m, int peer, bool any, const char *what)
{
    m->peer = peer;
    if (likely(peer >= 0 && peer < m->comm->remote_size) || peer == MPI_PROC_NULL ||
        (any && peer == MPI_ANY_SOURCE))
        return MPI_SUCCESS;
    return err(MPI_ERR_RANK, "%s %d is no rank of %s, whose ranks are 0 to %d%s", what,
               peer, m->comm->object.name ? m->comm->object.name : "the communicator",
               m->comm->remote_size - 1,
               any ? " (or MPI_ANY_SOURCE, MPI_PROC_NULL)" : " (or MPI_PROC_NULL)");
}

static inline int check_tag(struct message *m, int tag, bool any)
{
    m->tag = tag;
    if (likely(tag >= 0) || (any && tag == MPI_ANY_TAG))
        return MPI_SUCCESS;
    return err(MPI_ERR_TAG, "tag is %d: it must be 0 to %d%s", tag, MESSAGE_TAG_UB,
               any ? " or MPI_ANY_TAG" : "");
}

int message_to(struct message *m, const void *buffer, MPI_Count count,
               MPI_Datatype datatype, int dest, int tag, MPI_Comm comm,
               enum message_mode mode)
{
    int error = check_comm(m, comm);

    m->mode = mode;
    m->awaited = false;
    if (unlikely(check_on) && mode == MODE_STANDARD)
        m->mode = MODE_UNBUFFERED;
    if (!error)
        error = check_buffer(m, buffer, count, datatype);
    if (!error)
        error = check_rank(m, dest, false, "destination");
    if (!error)
        error = check_tag(m, tag, false);
    if (unlikely(check_on) && !error && dest >= 0)
        race_sent(group_proc(m->comm->remote_group, dest));
    return error;
}

int message_from(struct message *m, void *buffer, MPI_Count count, MPI_Datatype datatype,
                 int source, int tag, MPI_Comm comm)
{
    int error = check_comm(m, comm);

    m->mode = MODE_STANDARD;
    m->awaited = false;
    if (!error)
        error = check_buffer(m, buffer, count, datatype);
    if (!error)
        error = check_rank(m, source, true, "source");
    return error ? error : check_tag(m, tag, true);
}

int message_probe(struct message *m, int source, int tag, MPI_Comm comm)
{
    int error = check_comm(m, comm);

    m->mode = MODE_STANDARD;
    m->buffer = NULL;
    m->count = 0;
    m->type = NULL;
    if (!error)
        error = check_rank(m, source, true, "source");
    return error ? error : check_tag(m, tag, true);
}

/* For reports */

static void describe(const struct message *m, const char *peer, struct blocked *blocked)
{
    char type[MPI_MAX_OBJECT_NAME], comm[MPI_MAX_OBJECT_NAME];

    if (m->type)
        blocked_text(blocked, "count=%lld, %s", (long long)m->count,
                     handle_text(object_handle(&m->type->object), OBJECT_DATATYPE, type,
                                 sizeof type));
    if (m->peer == MPI_ANY_SOURCE)
        blocked_text(blocked, "%s=MPI_ANY_SOURCE", peer);
    else
        blocked_text(blocked, "%s=%d", peer, m->peer);
    if (m->tag == MPI_ANY_TAG)
        blocked_text(blocked, "tag=MPI_ANY_TAG");
    else
        blocked_text(blocked, "tag=%d", m->tag);
    blocked_text(
        blocked, "%s",
        handle_text(object_handle(&m->comm->object), OBJECT_COMM, comm, sizeof comm));
}

void message_describe_to(const struct message *m, struct blocked *blocked)
{
    describe(m, "dest", blocked);
    if (m->mode == MODE_UNBUFFERED && !blocked->hint[0])
        blocked_hint(blocked,
                     "with --mpi-check a send of any size waits for its receive: "
                     "no program may count on buffers");
}

void message_describe_from(const struct message *m, struct blocked *blocked)
{
    describe(m, "source", blocked);
    hint_arrivals(m, blocked);
    if (check_on)
        race_hint(m, blocked);
    blocked_need(blocked);
    if (m->peer == MPI_ANY_SOURCE)
        blocked_by_any(blocked, BLOCKED_SEND, m->comm->remote_group);
    else
        blocked_by(blocked, BLOCKED_SEND, group_proc(m->comm->remote_group, m->peer), 0);
}
