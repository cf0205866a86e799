/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/shared.h"

#include <stdlib.h>

#include "p2p/operation.h"
#include "p2p/progress.h"
#include "p2p/transfer.h"
#include "util/err.h"

enum { TAG_QUESTION = 1, TAG_ANSWER = 2 };

struct shared {
    comm_t *comm;
    /* rank 0: */
    MPI_Offset value;
    MPI_Offset increment;     /* of the question that comes in next */
    struct transfer question; /* the receive of it */
    struct deferred answer;
};

static struct message message(const struct shared *shared, MPI_Offset *value, int peer,
                              int tag)
{
    return (struct message){
        .buffer = value,
        .count = sizeof *value,
        .type = type_named(BASIC_MPI_BYTE),
        .peer = peer,
        .tag = tag,
        .comm = shared->comm,
        .match = shared->comm->match,
        .mode = MODE_STANDARD,
    };
}

static MPI_Offset add(struct shared *shared, MPI_Offset increment)
{
    MPI_Offset before = shared->value;

    shared->value += increment;
    return before;
}

/* Rank 0 */

/* Without a question there is no answer: a peer that is gone has lost its network, and
 * the launcher ends the job. */
static void question_came(void *argument, int error_class)
{
    struct shared *shared = argument;

    if (error_class == MPI_SUCCESS)
        progress_defer(&shared->answer);
}

static int listen(struct shared *shared)
{
    shared->question.message =
        message(shared, &shared->increment, MPI_ANY_SOURCE, TAG_QUESTION);
    shared->question.done = question_came;
    shared->question.argument = shared;
    return transfer_start_recv(&shared->question);
}

static void answer_went(void *argument, int error_class)
{
    (void)error_class; /* nobody is there to hear of it */
    free(argument);
}

static void answer(struct deferred *deferred)
{
    struct shared *shared = container_of(deferred, struct shared, answer);
    MPI_Offset *before = malloc(sizeof *before);
    MPI_Status status;
    struct message to;

    if (!before)
        abort(); /* no eight bytes left: nothing that could still be said to anybody */
    *before = add(shared, shared->increment);
    transfer_status(&shared->question, &status);
    to = message(shared, before, status.MPI_SOURCE, TAG_ANSWER);
    if (transfer_send(&to, answer_went, before))
        free(before);
    listen(shared);
}

static bool is_asked(const struct shared *shared)
{
    return shared->comm->rank == 0 && shared->comm->size > 1;
}

/* Everybody */

int shared_create(comm_t *comm, struct shared **shared)
{
    struct shared *new = calloc(1, sizeof *new);
    int error = MPI_SUCCESS;

    if (!new)
        return err(MPI_ERR_NO_MEM, "no memory for a shared file pointer");
    new->comm = comm;
    deferred_init(&new->answer, answer);
    if (is_asked(new))
        error = listen(new);
    if (error)
        free(new);
    else
        *shared = new;
    return error;
}

void shared_destroy(struct shared *shared)
{
    if (shared && is_asked(shared))
        transfer_cancel_recv(&shared->question);
    free(shared);
}

int shared_add(struct shared *shared, MPI_Offset increment, MPI_Offset *before)
{
    struct message to = message(shared, &increment, 0, TAG_QUESTION);
    struct message from = message(shared, before, 0, TAG_ANSWER);

    if (shared->comm->rank != 0)
        return operation_sendrecv(&to, &from, MPI_STATUS_IGNORE);
    *before = add(shared, increment);
    return MPI_SUCCESS;
}

void shared_set(struct shared *shared, MPI_Offset value)
{
    shared->value = value;
}
