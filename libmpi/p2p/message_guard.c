/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/message_guard.h"

#include "check/ledger.h"

static bool has_data(const struct message *m)
{
    return m->peer != MPI_PROC_NULL && m->mode != MODE_BUFFERED;
}

static void tell(struct guard *guard, const struct message *m, bool writes)
{
    if (!has_data(m))
        return;
    if (writes)
        guard_writes(guard, m->buffer, m->count, m->type);
    else
        guard_reads(guard, m->buffer, m->count, m->type);
}

struct guard *message_guard_create(const struct message *m, bool writes,
                                   enum mpi_call call)
{
    struct guard *guard = has_data(m) ? guard_create(call) : NULL;

    tell(guard, m, writes);
    return guard;
}

struct guard *message_guard_both(const struct message *send, const struct message *recv,
                                 enum mpi_call call)
{
    struct guard *guard = guard_create(call);

    tell(guard, send, false);
    tell(guard, recv, true);
    return guard;
}

int message_guard_keep(struct guard *guard, int error, request_t *request,
                       enum mpi_call call)
{
    if (error) {
        guard_destroy(guard);
        return error;
    }
    request_guard(request, guard);
    ledger_enter(request, OBJECT_REQUEST, call);
    return MPI_SUCCESS;
}

/* Takes the guard. */
static int check(struct guard *guard)
{
    int error = guard_check(guard);

    guard_destroy(guard);
    return error;
}

int message_guard_check(const struct message *m, bool writes, enum mpi_call call)
{
    return check(message_guard_create(m, writes, call));
}

int message_guard_check_both(const struct message *send, const struct message *recv,
                             enum mpi_call call)
{
    return check(message_guard_both(send, recv, call));
}
