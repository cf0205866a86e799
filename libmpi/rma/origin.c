/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/origin.h"

#include <stdlib.h>

#include "check/guard.h"
#include "p2p/progress.h"
#include "p2p/wait.h"
#include "rma/conflict.h"
#include "rma/mail.h"
#include "type/pack.h"
#include "util/err.h"

static int refused(int rank)
{
    return err(
        MPI_ERR_RMA_RANGE,
        "an operation reached memory of rank %d that is not attached to the window there: use MPI_Win_attach, and the addresses of MPI_Get_address",
        rank);
}

/* Fetches */

static void release(request_t *request)
{
    struct fetch *fetch = container_of(request, struct fetch, request);

    object_put(&fetch->type->object);
    free(fetch);
}

static const struct request_ops fetch_ops = { .name = "one-sided operation",
                                              .release = release };

struct fetch *fetch_create(void *buffer, MPI_Count count, datatype_t *type,
                           bool requested)
{
    struct fetch *fetch = malloc(sizeof *fetch);

    if (!fetch) {
        err(MPI_ERR_NO_MEM, "no memory for a one-sided operation");
        return NULL;
    }
    if (requested)
        request_init(&fetch->request, &fetch_ops, NULL);
    fetch->requested = requested;
    fetch->buffer = buffer;
    fetch->count = count;
    fetch->type = type;
    object_get(&type->object);
    return fetch;
}

void fetch_destroy(struct fetch *fetch)
{
    if (fetch->requested)
        request_release(&fetch->request);
    else
        release(&fetch->request);
}

static void fetch_answered(struct fetch *fetch, const struct letter *letter,
                           const char *data)
{
    check_heard++;
    if (letter->bytes > 0)
        type_unpack(fetch->buffer, fetch->count, fetch->type, 0, data, letter->bytes);
    if (!fetch->requested)
        fetch_destroy(fetch);
    else
        request_complete(&fetch->request,
                         letter->bytes < 0 ? refused(letter->writer) : MPI_SUCCESS);
}

/* Letters */

void origin_await(win_t *win, int rank)
{
    win->targets[rank].awaited++;
    win->awaited++;
}

int origin_send(win_t *win, int rank, enum letter_kind kind, bool answer)
{
    int error;

    if (answer)
        origin_await(win, rank);
    error = mail_send(win, rank, (struct letter){ .kind = kind, .answer = answer });
    if (error && answer) {
        win->targets[rank].awaited--;
        win->awaited--;
    }
    return error;
}

void origin_read(win_t *win, const struct letter *letter, const char *body)
{
    struct target *target = &win->targets[letter->writer];

    switch (letter->kind) {
    case LETTER_POST:
        target->posted++;
        break;
    case LETTER_ERROR:
        target->faulty = true;
        break;
    default:
        target->awaited--;
        win->awaited--;
        if (letter->token)
            fetch_answered((struct fetch *)(uintptr_t)letter->token, letter, body);
    }
}

/* Waiting */

/* What is due from one target. */
struct due {
    const win_t *win;
    int rank;
};

static bool has_answered(const void *argument)
{
    const struct due *due = argument;

    return due->win->targets[due->rank].awaited == 0;
}

static bool have_answered(const void *win)
{
    return ((const win_t *)win)->awaited == 0;
}

/* A target answers by itself but for one thing: its lock may be another's. */
static void need_lock(const win_t *win, int rank, struct blocked *blocked)
{
    blocked_need(blocked);
    blocked_by(blocked, BLOCKED_LOCK, group_proc(win->comm->group, rank),
               win->comm->context);
}

static void describe_one(const void *argument, struct blocked *blocked)
{
    const struct due *due = argument;

    win_describe(due->win, blocked);
    blocked_text(blocked, "rank=%d", due->rank);
    need_lock(due->win, due->rank, blocked);
}

static void describe_all(const void *argument, struct blocked *blocked)
{
    const win_t *win = argument;

    win_describe(win, blocked);
    for (int rank = 0; rank < win->comm->size; rank++)
        if (win->targets[rank].awaited > 0)
            need_lock(win, rank, blocked);
}

static int verdict(win_t *win, int rank)
{
    struct target *target = &win->targets[rank];

    if (likely(!target->faulty))
        return MPI_SUCCESS;
    target->faulty = false;
    return refused(rank);
}

/* A conflict in this process's window says more than a buffer that has changed. */
static int explain(win_t *win, int error)
{
    int conflict = error ? conflict_verdict(win) : MPI_SUCCESS;

    return conflict ? conflict : error;
}

/* One round of progress, even if nothing is awaited: what a process asks of itself is
 * done at once, and a program may ask that in a loop until another has changed
 * something. */

int origin_wait(win_t *win, int rank)
{
    const struct due due = { win, rank };
    int error;

    progress();
    wait_until(has_answered, &due, describe_one);
    conflict_over_own(win, rank);
    error = explain(win, guard_settle(&win->guards, rank));
    return error ? error : verdict(win, rank);
}

int origin_wait_all(win_t *win)
{
    int error;

    progress();
    wait_until(have_answered, win, describe_all);
    conflict_over_own(win, -1);
    error = explain(win, guard_settle_all(&win->guards));
    for (int i = 0; i < win->comm->size && !error; i++)
        error = verdict(win, i);
    return error;
}

/* Asks a target to say when it is done, if it may not be. */
static int ask(win_t *win, int rank)
{
    struct target *target = &win->targets[rank];

    if (!target->dirty)
        return MPI_SUCCESS;
    target->dirty = false;
    return origin_send(win, rank, LETTER_FLUSH, true);
}

int origin_flush(win_t *win, int rank)
{
    int error = ask(win, rank);

    return error ? error : origin_wait(win, rank);
}

int origin_flush_all(win_t *win)
{
    int error = MPI_SUCCESS;

    for (int i = 0; i < win->comm->size && !error; i++)
        error = ask(win, i);
    return error ? error : origin_wait_all(win);
}
