/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/completion.h"

#include <stdio.h>
#include <stdlib.h>

#include "check/ledger.h"
#include "obj/handle.h"
#include "p2p/buffer.h"
#include "p2p/progress.h"
#include "p2p/wait.h"
#include "util/err.h"
#include "util/log.h"

/* A null handle or an inactive persistent request: nothing to wait for. */
static bool is_idle(const request_t *request)
{
    return !request || (request->persistent && !request->active);
}

/* The handles were checked: what is no request is MPI_REQUEST_NULL. */
static request_t *at(const struct requests *requests, int i)
{
    return likely(requests->handles != NULL) ? request_of(requests->handles[i]) : NULL;
}

static int invalid(const struct requests *requests, int i)
{
    char name[48];

    snprintf(name, sizeof name, "array_of_requests[%d]", i);
    return handle_invalid(requests->handles[i], OBJECT_REQUEST, name);
}

int completion_check(const struct requests *requests)
{
    if (requests->count < 0)
        return err(MPI_ERR_COUNT, "count is %d: it must not be negative",
                   requests->count);
    if (requests->count > 0 && !requests->handles)
        return err(MPI_ERR_REQUEST, "array_of_requests is NULL: there must be %d",
                   requests->count);
    for (int i = 0; i < requests->count; i++)
        if (!at(requests, i) && requests->handles[i] != MPI_REQUEST_NULL)
            return invalid(requests, i);
    return MPI_SUCCESS;
}

static int single(const struct requests *one)
{
    if (!one->handles)
        return err(MPI_ERR_REQUEST,
                   "request is NULL: pass the address of an MPI_Request");
    if (!at(one, 0))
        return *one->handles == MPI_REQUEST_NULL
                   ? MPI_SUCCESS
                   : handle_invalid(*one->handles, OBJECT_REQUEST, "request");
    return MPI_SUCCESS;
}

/* Copies a status out; MPI_ERROR stays as it was (MPI 5.0, 3.2.5) unless with_error. */
static void status_give(MPI_Status *status, const MPI_Status *from, bool with_error)
{
    int unchanged;

    if (status == MPI_STATUS_IGNORE)
        return;
    unchanged = status->MPI_ERROR;
    *status = *from;
    if (!with_error)
        status->MPI_ERROR = unchanged;
}

/* The empty status has an error code, too: MPI_SUCCESS (3.7.3). */
static void status_give_empty(MPI_Status *status)
{
    if (status != MPI_STATUS_IGNORE)
        status_set_empty(status);
}

/* Reads what a complete request has to say; the error's text is err_text() again. */
static int look(request_t *request, MPI_Status *status, bool with_error)
{
    int error;

    if (request->ops->query)
        request->status.MPI_ERROR = request->ops->query(request, &request->status);
    error = request->status.MPI_ERROR;
    if (error && request->error_text)
        err(error, "%s", request->error_text);
    if (unlikely(request->guard != NULL)) {
        int changed = guard_close(request->guard);

        error = error ? error : changed;
    }
    status_give(status, &request->status, with_error);
    return error;
}

/* Whose error handler it is: the comm may otherwise go with the request. */
static void remember_comm(struct requests *requests, const request_t *request)
{
    if (requests->comm || !request->comm)
        return;
    requests->comm = request->comm;
    object_get(&request->comm->object);
}

/* Nothing has to be done for it but to give its status, as for most of them. */
static inline bool is_plain(const request_t *request)
{
    const struct request_ops *ops = request->ops;

    return !request->persistent && !request->status.MPI_ERROR && !request->guard &&
           !ops->query && !ops->farewell;
}

/* Takes a complete request, or an idle one, out of the user's hands; like look(). */
static int finish_any_kind(struct requests *requests, int i, MPI_Status *status,
                           bool with_error)
{
    request_t *request = at(requests, i);
    int error, last;

    if (is_idle(request)) {
        status_give_empty(status);
        return MPI_SUCCESS;
    }
    error = look(request, status, with_error);
    if (error)
        remember_comm(requests, request);
    if (request->persistent) {
        request->active = false;
        return error;
    }
    ledger_take_request(requests->handles[i]);
    last = request_free(request);
    requests->handles[i] = MPI_REQUEST_NULL;
    if (last && with_error && status != MPI_STATUS_IGNORE)
        status->MPI_ERROR = last;
    return last ? last : error;
}

/* The same, shorter for the plain ones. */
static inline int finish(struct requests *requests, int i, MPI_Status *status,
                         bool with_error)
{
    request_t *request = at(requests, i);

    if (unlikely(!request || !is_plain(request)))
        return finish_any_kind(requests, i, status, with_error);
    status_give(status, &request->status, with_error);
    ledger_take_request(requests->handles[i]);
    requests->handles[i] = MPI_REQUEST_NULL;
    request_release(request);
    return MPI_SUCCESS;
}

/* What is waited for */

enum { DESCRIBED = 3 }; /* requests in a text */

/* Adds what the pending requests wait for by add. */
static void describe_each(const struct requests *all, struct blocked *blocked,
                          void (*add)(struct blocked *blocked, const struct blocked *one))
{
    int pending = 0;

    for (int i = 0; i < all->count; i++) {
        struct blocked one = { 0 };

        if (is_idle(at(all, i)) || at(all, i)->complete)
            continue;
        request_describe(at(all, i), &one);
        add(blocked, &one);
        if (pending++ < DESCRIBED)
            blocked_text(blocked, "%s(%s)", at(all, i)->ops->name, one.text);
        if (one.hint[0])
            blocked_hint(blocked, "%s", one.hint);
        blocked->by_schedule = pending == 1 && one.by_schedule;
    }
    if (pending > DESCRIBED)
        blocked_text(blocked, "and %d more", pending - DESCRIBED);
}

/* One after the other is waited for, and all of them are meant. */
struct turn {
    const struct requests *all;
    const request_t *request;
};

static bool is_turn_over(const void *turn)
{
    return ((const struct turn *)turn)->request->complete;
}

static void describe_all(const void *turn, struct blocked *blocked)
{
    describe_each(((const struct turn *)turn)->all, blocked, blocked_and);
}

static void describe_any(const void *all, struct blocked *blocked)
{
    blocked_need(blocked);
    describe_each(all, blocked, blocked_or);
}

/* One request */

/* Legal, and hardly what was meant: this returns at once, and nothing has happened. */
static void warn_if_never_started(const request_t *request)
{
    if (request && request->persistent && !request->started)
        log_line("MPI_Wait: warning: the request of %s was never started: call MPI_Start "
                 "before MPI_Wait",
                 call_name(ledger_giver(request)));
}

int completion_wait(struct requests *one, MPI_Status *status)
{
    request_t *request = at(one, 0);
    int error = single(one);

    if (error)
        return error;
    if (unlikely(check_on))
        warn_if_never_started(request);
    if (!is_idle(request) && !request->complete)
        wait_until(request_is_complete, request, request_describe);
    return finish(one, 0, status, false);
}

int completion_test(struct requests *one, int *flag, MPI_Status *status)
{
    request_t *request = at(one, 0);
    int error = single(one);

    if (error)
        return error;
    if (!is_idle(request) && !request->complete)
        progress();
    *flag = is_idle(request) || request->complete;
    return *flag ? finish(one, 0, status, false) : MPI_SUCCESS;
}

int completion_get_status(struct requests *one, int *flag, MPI_Status *status)
{
    request_t *request = at(one, 0);
    int error = single(one);

    if (error)
        return error;
    if (!is_idle(request) && !request->complete)
        progress();
    *flag = is_idle(request) || request->complete;
    if (is_idle(request))
        status_give_empty(status);
    else if (*flag)
        look(request, status, false);
    return MPI_SUCCESS;
}

/* All */

static bool all_complete(const void *argument)
{
    const struct requests *all = argument;

    for (int i = 0; i < all->count; i++)
        if (!is_idle(at(all, i)) && !at(all, i)->complete)
            return false;
    return true;
}

static MPI_Status *status_at(MPI_Status *statuses, int i)
{
    return statuses == MPI_STATUSES_IGNORE ? MPI_STATUS_IGNORE : &statuses[i];
}

/* Several requests that are finished one after the other: with the first error, each
 * status says how its request fared, those before it that all was well. */
struct outcome {
    MPI_Status *statuses;
    int n; /* finished so far */
    bool failed;
    char text[MPI_MAX_ERROR_STRING]; /* of the first error */
};

static void note_first_error(struct outcome *outcome, int error)
{
    outcome->failed = true;
    snprintf(outcome->text, sizeof outcome->text, "%s", err_text());
    if (!outcome->statuses)
        return;
    for (int k = 0; k < outcome->n; k++)
        outcome->statuses[k].MPI_ERROR = MPI_SUCCESS;
    outcome->statuses[outcome->n].MPI_ERROR = error;
}

static inline void finish_next(struct outcome *outcome, struct requests *all, int i)
{
    MPI_Status *status = status_at(outcome->statuses, outcome->n);
    int error = finish(all, i, status, outcome->failed);

    if (unlikely(error != MPI_SUCCESS) && !outcome->failed)
        note_first_error(outcome, error);
    outcome->n++;
}

static int outcome_error(const struct outcome *outcome)
{
    return outcome->failed ? err(MPI_ERR_IN_STATUS, "%s", outcome->text) : MPI_SUCCESS;
}

static int finish_all(struct requests *all, MPI_Status *statuses)
{
    struct outcome outcome = { .statuses = statuses };

    for (int i = 0; i < all->count; i++)
        finish_next(&outcome, all, i);
    return outcome_error(&outcome);
}

int completion_waitall(struct requests *all, MPI_Status *statuses)
{
    int error = completion_check(all);

    if (error)
        return error;
    for (int i = 0; i < all->count; i++) {
        const struct turn turn = { all, at(all, i) };

        if (!is_idle(turn.request) && !turn.request->complete)
            wait_until(is_turn_over, &turn, describe_all);
    }
    return finish_all(all, statuses);
}

int completion_testall(struct requests *all, int *flag, MPI_Status *statuses)
{
    int error = completion_check(all);

    if (error)
        return error;
    if (!all_complete(all))
        progress();
    *flag = all_complete(all);
    return *flag ? finish_all(all, statuses) : MPI_SUCCESS;
}

int completion_get_status_all(struct requests *all, int *flag, MPI_Status *statuses)
{
    int error = completion_check(all);

    if (error)
        return error;
    if (!all_complete(all))
        progress();
    *flag = all_complete(all);
    for (int i = 0; *flag && i < all->count; i++) {
        if (is_idle(at(all, i)))
            status_give_empty(status_at(statuses, i));
        else
            look(at(all, i), status_at(statuses, i), true);
    }
    return MPI_SUCCESS;
}

/* Any: the first that is complete; MPI_UNDEFINED if there is nothing to wait for */

/* Index of a complete request, MPI_UNDEFINED if all are idle, -1 if none is complete yet.
 */
static int any_index(const struct requests *all)
{
    int index = MPI_UNDEFINED;

    for (int i = 0; i < all->count; i++) {
        const request_t *request = at(all, i);

        if (is_idle(request))
            continue;
        if (request->complete)
            return i;
        index = -1;
    }
    return index;
}

static bool any_settled(const void *all)
{
    return any_index(all) != -1;
}

static int finish_any(struct requests *all, int *index, MPI_Status *status)
{
    *index = any_index(all);
    if (*index >= 0)
        return finish(all, *index, status, false);
    status_give_empty(status);
    return MPI_SUCCESS;
}

int completion_waitany(struct requests *all, int *index, MPI_Status *status)
{
    int error = completion_check(all);

    if (error)
        return error;
    wait_until(any_settled, all, describe_any);
    return finish_any(all, index, status);
}

int completion_testany(struct requests *all, int *index, int *flag, MPI_Status *status)
{
    int error = completion_check(all);

    if (error)
        return error;
    if (!any_settled(all))
        progress();
    *flag = any_settled(all);
    if (*flag)
        return finish_any(all, index, status);
    *index = MPI_UNDEFINED;
    return MPI_SUCCESS;
}

int completion_get_status_any(struct requests *all, int *index, int *flag,
                              MPI_Status *status)
{
    int error = completion_check(all);

    if (error)
        return error;
    if (!any_settled(all))
        progress();
    *flag = any_settled(all);
    *index = *flag ? any_index(all) : MPI_UNDEFINED;
    if (*index >= 0)
        look(at(all, *index), status, false);
    else if (*flag)
        status_give_empty(status);
    return MPI_SUCCESS;
}

/* Some: all that are complete */

static int finish_some(struct requests *all, int *outcount, int *indices,
                       MPI_Status *statuses)
{
    struct outcome outcome = { .statuses = statuses };
    int n = 0;

    if (any_index(all) == MPI_UNDEFINED) {
        *outcount = MPI_UNDEFINED;
        return MPI_SUCCESS;
    }
    for (int i = 0; i < all->count; i++)
        if (!is_idle(at(all, i)) && at(all, i)->complete)
            indices[n++] = i;
    for (int k = 0; k < n; k++)
        finish_next(&outcome, all, indices[k]);
    *outcount = n;
    return outcome_error(&outcome);
}

int completion_waitsome(struct requests *all, int *outcount, int *indices,
                        MPI_Status *statuses)
{
    int error = completion_check(all);

    if (error)
        return error;
    wait_until(any_settled, all, describe_any);
    return finish_some(all, outcount, indices, statuses);
}

int completion_testsome(struct requests *all, int *outcount, int *indices,
                        MPI_Status *statuses)
{
    int error = completion_check(all);

    if (error)
        return error;
    progress();
    return finish_some(all, outcount, indices, statuses);
}

int completion_get_status_some(struct requests *all, int *outcount, int *indices,
                               MPI_Status *statuses)
{
    int n = 0, error = completion_check(all);

    if (error)
        return error;
    progress();
    for (int i = 0; i < all->count; i++)
        if (!is_idle(at(all, i)) && at(all, i)->complete) {
            look(at(all, i), status_at(statuses, n), true);
            indices[n++] = i;
        }
    *outcount = any_index(all) == MPI_UNDEFINED ? MPI_UNDEFINED : n;
    return MPI_SUCCESS;
}

/* Starting, cancelling, freeing */

static int start_one(struct requests *all, int i)
{
    request_t *request = at(all, i);
    int error;

    if (!request || !request->persistent)
        return err(
            MPI_ERR_REQUEST,
            "request %d of %d is not persistent: only what an _init call made can be started",
            i, all->count);
    if (request->active)
        return err(
            MPI_ERR_REQUEST,
            "request %d of %d (a %s) is active: wait for it before it is started again",
            i, all->count, request->ops->name);
    free(request->error_text);
    request->error_text = NULL;
    error = request->guard ? guard_open(request->guard) : MPI_SUCCESS;
    if (error)
        return error;
    request->complete = false;
    request->active = request->started = true;
    error = request->ops->start(request);
    if (error) {
        request->complete = true;
        request->active = false;
        guard_abandon(request->guard);
    }
    return error;
}

int completion_start(struct requests *all)
{
    int error = completion_check(all);

    for (int i = 0; !error && i < all->count; i++)
        error = start_one(all, i);
    return error;
}

static int not_null(const struct requests *one)
{
    if (one->handles && *one->handles == MPI_REQUEST_NULL)
        return err(MPI_ERR_REQUEST, "request is MPI_REQUEST_NULL");
    return single(one);
}

int completion_cancel(struct requests *one)
{
    request_t *request = at(one, 0);
    int error = not_null(one);

    if (error || is_idle(request) || !request->ops->cancel)
        return error;
    return request->ops->cancel(request);
}

int completion_free(struct requests *one)
{
    request_t *request = at(one, 0);
    int error = not_null(one);

    if (error)
        return error;
    ledger_take_request(*one->handles);
    *one->handles = MPI_REQUEST_NULL;
    if (request->complete)
        return request_free(request);
    request_orphan(request);
    return MPI_SUCCESS;
}

static bool is_drained(const void *unused)
{
    return request_no_orphans(unused) && buffer_all_sent(unused);
}

void completion_drain(void)
{
    wait_until(is_drained, NULL, NULL);
}
