/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/sendrecv.h"

#include <stdlib.h>
#include <string.h>

#include "p2p/transfer.h"
#include "type/pack.h"
#include "util/err.h"

struct sendrecv {
    struct MPI_ABI_Request request;
    struct transfer send, recv;
    void *copy; /* what is sent in place; NULL otherwise */
    int parts;  /* not over yet: the send, the receive, their start */
    int error_class;
};

static void release(request_t *request)
{
    struct sendrecv *both = container_of(request, struct sendrecv, request);

    object_put(&both->send.message.type->object);
    object_put(&both->recv.message.type->object);
    free(both->copy);
    free(both);
}

static void describe(const request_t *request, struct blocked *blocked)
{
    const struct sendrecv *both = container_of(request, struct sendrecv, request);

    transfer_describe_recv(&both->recv, blocked);
}

static const struct request_ops ops = { .name = "send and receive",
                                        .release = release,
                                        .describe = describe };

/* The first error counts, and its text must be kept while the other part goes on. */
static void part_over(struct sendrecv *both, int error_class)
{
    if (error_class && !both->error_class) {
        both->error_class = error_class;
        both->request.error_text = strdup(err_text());
    }
    if (--both->parts == 0)
        request_complete(&both->request, both->error_class);
}

static void sent(void *both, int error_class)
{
    part_over(both, error_class);
}

static void received(void *argument, int error_class)
{
    struct sendrecv *both = argument;

    transfer_status(&both->recv, &both->request.status);
    part_over(both, error_class);
}

static void prepare(struct sendrecv *both, struct transfer *transfer,
                    const struct message *message, transfer_done_f *done)
{
    object_get(&message->type->object);
    transfer->message = *message;
    transfer->done = done;
    transfer->argument = both;
}

static struct sendrecv *create(const struct message *to, const struct message *from)
{
    struct sendrecv *both = malloc(sizeof *both);

    if (!both) {
        err(MPI_ERR_NO_MEM, "no memory for a request");
        return NULL;
    }
    request_init(&both->request, &ops, from->comm);
    prepare(both, &both->send, to, sent);
    prepare(both, &both->recv, from, received);
    both->copy = NULL;
    both->error_class = MPI_SUCCESS;
    return both;
}

/* Starts one of both unless it is with MPI_PROC_NULL. */
static int start(struct sendrecv *both, struct transfer *transfer,
                 int (*start_transfer)(struct transfer *transfer))
{
    int error;

    if (transfer->message.peer == MPI_PROC_NULL)
        return MPI_SUCCESS;
    both->parts++;
    error = start_transfer(transfer);
    if (error)
        both->parts--;
    return error;
}

static int start_both(struct sendrecv *both, request_t **request)
{
    int error;

    both->parts = 1;
    if (both->recv.message.peer == MPI_PROC_NULL)
        status_set_proc_null(&both->request.status);
    error = start(both, &both->recv, transfer_start_recv);
    if (error) {
        request_release(&both->request);
        return error;
    }
    error = start(both, &both->send, transfer_start_send);
    if (error && (both->parts == 1 || transfer_cancel_recv(&both->recv))) {
        request_release(&both->request);
        return error;
    }
    part_over(both, error); /* with an error: the receive has its message already */
    *request = &both->request;
    return MPI_SUCCESS;
}

int sendrecv_start(const struct message *to, const struct message *from,
                   request_t **request)
{
    struct sendrecv *both = create(to, from);

    return both ? start_both(both, request) : MPI_ERR_NO_MEM;
}

int sendrecv_start_replace(const struct message *to, const struct message *from,
                           request_t **request)
{
    MPI_Count bytes = to->count * to->type->size;
    struct message packed = *to;
    struct sendrecv *both;

    packed.count = bytes;
    packed.type = type_named(BASIC_MPI_PACKED);
    packed.buffer = malloc((size_t)bytes + 1);
    if (!packed.buffer)
        return err(MPI_ERR_NO_MEM, "no memory for a copy of %lld B", (long long)bytes);
    both = create(&packed, from);
    if (!both) {
        free(packed.buffer);
        return MPI_ERR_NO_MEM;
    }
    type_pack(to->buffer, to->count, to->type, 0, packed.buffer, bytes);
    both->copy = packed.buffer;
    return start_both(both, request);
}
