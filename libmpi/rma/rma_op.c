/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/rma_op.h"

#include "check/guard.h"
#include "rma/conflict.h"
#include "rma/direct.h"
#include "rma/epoch.h"
#include "rma/mail.h"
#include "rma/origin.h"
#include "rma/rma_check.h"
#include "type/pack.h"
#include "util/err.h"

static MPI_Count origin_bytes(const struct rma_op *o)
{
    return rma_sends(o) ? o->origin.count * o->origin.type->size : 0;
}

static void pack(const struct rma_op *o, char *data)
{
    MPI_Count bytes = origin_bytes(o);
    const datatype_t *type = o->origin.type;

    if (o->kind == LETTER_COMPARE_AND_SWAP) {
        type_pack(o->compare, 1, type, 0, data, bytes);
        data += bytes;
    }
    if (bytes > 0)
        type_pack(o->origin.buffer, o->origin.count, type, 0, data, bytes);
}

static struct letter letter_of(const struct rma_op *o, const struct fetch *fetch,
                               bool requested)
{
    MPI_Count bytes = origin_bytes(o);

    return (struct letter){
        .kind = o->kind,
        .answer = fetch != NULL,
        .waited = requested,
        .first = unlikely(check_on) && o->win->heard == check_heard,
        .element = o->element,
        .op = (uint32_t)(uintptr_t)o->op,
        .token = (uint64_t)(uintptr_t)fetch,
        .offset = o->offset,
        .count = o->target.count,
        .bytes = o->kind == LETTER_COMPARE_AND_SWAP ? 2 * bytes : bytes,
    };
}

static int write_to_target(const struct rma_op *o, const struct fetch *fetch,
                           bool requested)
{
    struct shape shape;
    struct parcel *parcel;
    void *data;
    int error = shape_init(&shape, o->target.type);

    if (error)
        return error;
    parcel = mail_write(o->win, letter_of(o, fetch, requested), &shape, &data);
    shape_fini(&shape);
    if (!parcel)
        return MPI_ERR_NO_MEM;
    pack(o, data);
    if (fetch)
        origin_await(o->win, o->rank);
    if (o->kind != LETTER_GET || unlikely(check_on)) /* the target forgets it then */
        o->win->targets[o->rank].dirty = true;
    return mail_post(o->win, o->rank, parcel);
}

/* Makes the fetch of an operation that brings something back; else NULL. */
static int prepare(const struct rma_op *o, bool requested, struct fetch **fetch)
{
    *fetch = NULL;
    if (!rma_fetches(o))
        return MPI_SUCCESS;
    *fetch = fetch_create(o->result.buffer, o->result.count, o->result.type, requested);
    return *fetch ? MPI_SUCCESS : MPI_ERR_NO_MEM;
}

static int begin(struct rma_op *o, bool requested, struct fetch **fetch)
{
    int error;

    *fetch = NULL;
    epoch_use(o->win);
    if (direct_move(o, &error))
        return error;
    error = prepare(o, requested, fetch);
    if (error)
        return error;
    error = write_to_target(o, *fetch, requested);
    if (error && *fetch)
        fetch_destroy(*fetch);
    return error;
}

static void note_own(const struct rma_op *o)
{
    if (rma_sends(o))
        conflict_note_own(o->win, LETTER_PUT, o->rank, o->origin.buffer, o->origin.count,
                          o->origin.type);
    if (rma_fetches(o))
        conflict_note_own(o->win, o->kind, o->rank, o->result.buffer, o->result.count,
                          o->result.type);
}

/* With --mpi-check: until the epoch ends, or the request is complete, nobody else may
 * touch the buffers of the origin. */
static int begin_guarded(struct rma_op *o, bool requested, struct fetch **fetch)
{
    struct guard *guard = guard_create(*call_mark & ~(uint32_t)CALL_OVER);
    int error;

    if (!requested)
        note_own(o);
    if (rma_sends(o))
        guard_reads(guard, o->origin.buffer, o->origin.count, o->origin.type);
    if (rma_fetches(o)) {
        guard_writes(guard, o->result.buffer, o->result.count, o->result.type);
        o->result.buffer = guard_shadow(guard, o->result.buffer);
    }
    error = guard_open(guard);
    if (!error)
        error = begin(o, requested, fetch);
    if (error || (requested && !*fetch)) /* its request is complete */
        guard_destroy(guard);
    else if (requested)
        (*fetch)->request.guard = guard;
    else
        guard_hand_over(guard, &o->win->guards, o->rank);
    return error;
}

static int start(struct rma_op *o, bool requested, struct fetch **fetch)
{
    int error = rma_check(o);

    *fetch = NULL;
    if (error)
        return error;
    if (unlikely(check_on))
        return begin_guarded(o, requested, fetch);
    return begin(o, requested, fetch);
}

static int no_window(void)
{
    return err(MPI_ERR_WIN, "win is no window: it is MPI_WIN_NULL, or was freed");
}

int rma_op_start(struct rma_op *o)
{
    struct fetch *fetch;

    if (!o->win)
        return no_window();
    return o->rank == MPI_PROC_NULL ? MPI_SUCCESS : start(o, false, &fetch);
}

int rma_op_request(struct rma_op *o, request_t **request)
{
    struct fetch *fetch = NULL;
    int error = MPI_SUCCESS;

    if (!o->win)
        return no_window();
    if (o->rank != MPI_PROC_NULL)
        error = start(o, true, &fetch);
    if (!error)
        *request = fetch ? &fetch->request : request_done();
    return error;
}
