/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * request.h: what MPI_Wait and MPI_Test see of any operation: a point-to-point transfer,
 * a collective, a persistent or generalized request.  Whoever makes one embeds struct
 * MPI_ABI_Request as the first member and hands in a table of what can be done with it.
 */
#ifndef P2P_REQUEST_H
#define P2P_REQUEST_H

#include <stdbool.h>
#include <string.h>

#include "check/guard.h"
#include "check/ledger.h"
#include "comm/comm.h"
#include "obj/object.h"
#include "p2p/blocked.h"

struct MPI_ABI_Request {
    struct object object;
    const struct request_ops *ops;
    bool complete; /* nothing left to do; an inactive persistent request is complete, too
                    */
    bool persistent; /* survives MPI_Wait: inactive then */
    bool active;     /* started and not yet seen complete by the user; persistent ones */
    bool started;    /* MPI_Start was called at least once */
    bool orphaned;   /* MPI_Request_free was called: nobody will wait */
    comm_t *comm; /* whose error handler is called (a reference); NULL: MPI_COMM_SELF's */
    MPI_Status status; /* what MPI_Wait gives; MPI_ERROR is the operation's error class */
    void (*on_complete)(
        void *argument); /* called once it is over, to take note; or NULL */
    void *on_complete_argument;
    struct guard *guard; /* of its buffers, with --mpi-check; else NULL */
    char *error_text;    /* malloc'ed text of that error, NULL if there is none */
};

typedef struct MPI_ABI_Request request_t;

struct request_ops {
    const char *name;                 /* for messages: "receive", "MPI_Iallreduce", ... */
    int (*start)(request_t *request); /* MPI_Start; NULL if not persistent */
    int (*cancel)(request_t *request); /* MPI_Cancel, of complete ones, too; NULL: cannot
                                          be cancelled */
    int (*query)(request_t *request,
                 MPI_Status *status);    /* before the status is given; or NULL */
    int (*farewell)(request_t *request); /* once, before release; or NULL */
    void (*release)(request_t *request); /* gives its memory back */
    void (*describe)(const request_t *request,
                     struct blocked *blocked); /* what a pending one waits for; or NULL */
};

static inline request_t *request_of(MPI_Request handle)
{
    return object_of(handle, OBJECT_REQUEST);
}

/* Says that the operation is over, with error_class (MPI_SUCCESS, or the class of the
 * last err(), whose text is kept).  An orphaned request is released. */
void request_complete_any(request_t *request, int error_class);

static inline void request_complete(request_t *request, int error_class)
{
    if (likely(!error_class && !request->on_complete && !request->orphaned)) {
        request->status.MPI_ERROR = MPI_SUCCESS;
        request->complete = true;
    } else {
        request_complete_any(request, error_class);
    }
}

/* Gives a request's memory back, whoever made it; for those who saw it complete.
 * request_free lets the program's own function (ops->farewell) have its say first, and
 * returns what that returned. */
void request_release(request_t *request);
int request_free(request_t *request);

/* The guard of the operation (check/guard.h) stays with its request until the program has seen
 * the end; a request that was over at once is one of many, and needs none.  NULL: no guard. */
void request_guard(request_t *request, struct guard *guard);

/* What MPI_Finalize says of a request that the program still has (check/ledger.h). */
const char *request_state(const void *request);

/* MPI_Request_free of a pending request: it frees itself when it completes. */
void request_orphan(request_t *request);

/* The condition to wait for, and what it waits for (p2p/wait.h). */
bool request_is_complete(const void *request);
void request_describe(const void *request, struct blocked *blocked);

/* Nothing is left of orphans that will complete without the program's doing (a condition
 * for wait_until): receives and generalized requests are not among them. */
bool request_no_orphans(const void *unused);

/* The standard's empty status (MPI 5.0, 3.7.3), that of a transfer with MPI_PROC_NULL
 * (3.10), and what a status hides: the bytes received, and whether the request was
 * cancelled. */
void status_set_proc_null(MPI_Status *status);
MPI_Count status_bytes(const MPI_Status *status);
void status_set_cancelled(MPI_Status *status, bool cancelled);
bool status_is_cancelled(const MPI_Status *status);

/* Where a status keeps what the standard does not name: the bytes, and whether cancelled.
 */
enum { STATUS_BYTES = 0, STATUS_CANCELLED = 2 };

static inline void status_set_bytes(MPI_Status *status, MPI_Count bytes)
{
    memcpy(&status->MPI_internal[STATUS_BYTES], &bytes, sizeof bytes);
}

static inline void status_set_empty(MPI_Status *status)
{
    *status = (MPI_Status){ MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_SUCCESS, { 0 } };
}

/* Fills a new request's head: one reference, incomplete, empty status. */
static inline void request_init(request_t *request, const struct request_ops *ops,
                                comm_t *comm)
{
    object_init(&request->object, OBJECT_REQUEST, NULL);
    request->ops = ops;
    request->complete = request->persistent = request->active = request->orphaned = false;
    request->started = false;
    request->guard = NULL;
    request->comm = comm;
    request->error_text = NULL;
    request->on_complete = NULL;
    if (comm)
        object_get(&comm->object);
    status_set_empty(&request->status);
}

/* Requests that are complete from the start and never released: what a send returns that
 * is over at once, and a receive from MPI_PROC_NULL. */
extern request_t request_done_send __attribute__((visibility("hidden")));

/* How many of them the program has. */
extern long request_done_out __attribute__((visibility("hidden")));

static inline request_t *request_done(void)
{
    request_done_out++;
    return &request_done_send;
}

/* Visits as many as the program has (check/ledger.h). */
void request_done_each(ledger_visit_f *visit, void *argument);

request_t *request_done_proc_null(void);

#endif
