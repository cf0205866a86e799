/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/operation.h"

#include <stdlib.h>

#include "p2p/buffer.h"
#include "p2p/transfer.h"
#include "p2p/wait.h"
#include "type/pack.h"
#include "util/err.h"
#include "util/pool.h"

/* Blocking: the transfer is on the stack */

struct blocking {
    struct transfer transfer;
    bool done;
    int error_class;
};

static void blocking_done(void *argument, int error_class)
{
    struct blocking *blocking = argument;

    blocking->error_class = error_class;
    blocking->done = true;
}

static void blocking_prepare(struct blocking *blocking, const struct message *message)
{
    blocking->transfer.message = *message;
    blocking->transfer.message.awaited = true;
    blocking->transfer.done = blocking_done;
    blocking->transfer.argument = blocking;
    blocking->done = false;
}

/* False, and *error set, if it did not start. */
static bool blocking_start(struct blocking *blocking, const struct message *message,
                           int (*start)(struct transfer *transfer), int *error)
{
    blocking_prepare(blocking, message);
    *error = start(&blocking->transfer);
    return *error == MPI_SUCCESS;
}

static bool is_blocking_over(const void *blocking)
{
    return ((const struct blocking *)blocking)->done;
}

static void describe_blocking_send(const void *blocking, struct blocked *blocked)
{
    transfer_describe_send(&((const struct blocking *)blocking)->transfer, blocked);
}

static void describe_blocking_recv(const void *blocking, struct blocked *blocked)
{
    transfer_describe_recv(&((const struct blocking *)blocking)->transfer, blocked);
}

static int blocking_wait(struct blocking *blocking, blocked_f *describe)
{
    if (!blocking->done)
        wait_until(is_blocking_over, blocking, describe);
    return blocking->error_class;
}

static int blocking_send_wait(struct blocking *send)
{
    return blocking_wait(send, describe_blocking_send);
}

static int blocking_recv_wait(struct blocking *recv, MPI_Status *status)
{
    int error = blocking_wait(recv, describe_blocking_recv);

    if (status != MPI_STATUS_IGNORE)
        transfer_status(&recv->transfer, status);
    return error;
}

static int recv_from_nobody(MPI_Status *status)
{
    if (status != MPI_STATUS_IGNORE) {
        int unchanged = status->MPI_ERROR;

        status_set_proc_null(status);
        status->MPI_ERROR = unchanged;
    }
    return MPI_SUCCESS;
}

/* A send to MPI_PROC_NULL, or one that a buffer takes, is over when it was called. */
static bool is_over_at_once(const struct message *message)
{
    return message->peer == MPI_PROC_NULL || message->mode == MODE_BUFFERED;
}

static int send_at_once(const struct message *message)
{
    return message->peer == MPI_PROC_NULL ? MPI_SUCCESS : buffer_send(message);
}

int operation_send(const struct message *message)
{
    struct blocking send;
    int error;

    if (is_over_at_once(message))
        return send_at_once(message);
    blocking_prepare(&send, message);
    switch (transfer_try_send(&send.transfer, &send.transfer.message)) {
    case SEND_OVER:
        return MPI_SUCCESS;
    case SEND_PENDING:
        return blocking_send_wait(&send);
    default:
        error = transfer_start_send(&send.transfer);
        return error ? error : blocking_send_wait(&send);
    }
}

int operation_recv(const struct message *message, MPI_Status *status)
{
    struct blocking recv;
    int error;

    if (message->peer == MPI_PROC_NULL)
        return recv_from_nobody(status);
    if (!blocking_start(&recv, message, transfer_start_recv, &error))
        return error;
    return blocking_recv_wait(&recv, status);
}

int operation_sendrecv(const struct message *to, const struct message *from,
                       MPI_Status *status)
{
    struct blocking send, recv;
    int send_error = MPI_SUCCESS, error;
    bool sending, receiving = from->peer != MPI_PROC_NULL;

    if (receiving && !blocking_start(&recv, from, transfer_start_recv, &error))
        return error;
    sending = to->peer != MPI_PROC_NULL &&
              blocking_start(&send, to, transfer_start_send, &send_error);
    if (send_error && receiving && transfer_cancel_recv(&recv.transfer))
        return send_error;
    error = receiving ? blocking_recv_wait(&recv, status) : recv_from_nobody(status);
    if (sending)
        send_error = blocking_send_wait(&send);
    return send_error ? send_error : error;
}

int operation_sendrecv_replace(const struct message *to, const struct message *from,
                               MPI_Status *status)
{
    MPI_Count bytes = to->count * to->type->size;
    struct message packed = *to;
    int error;

    if (to->peer == MPI_PROC_NULL)
        return operation_sendrecv(to, from, status);
    packed.buffer = malloc((size_t)bytes + 1);
    if (!packed.buffer)
        return err(MPI_ERR_NO_MEM, "no memory for a copy of %lld B", (long long)bytes);
    type_pack(to->buffer, to->count, to->type, 0, packed.buffer, bytes);
    packed.count = bytes;
    packed.type = type_named(BASIC_MPI_PACKED);
    error = operation_sendrecv(&packed, from, status);
    free(packed.buffer);
    return error;
}

int operation_mrecv(const struct message *message, struct arrival *arrival,
                    MPI_Status *status)
{
    struct blocking recv = { .transfer = { .message = *message, .done = blocking_done } };

    if (!arrival)
        return recv_from_nobody(status);
    recv.transfer.argument = &recv;
    transfer_start_recv_matched(&recv.transfer, arrival);
    return blocking_recv_wait(&recv, status);
}

/* With a request: it embeds the transfer */

struct operation {
    struct MPI_ABI_Request request;
    struct transfer transfer;
};

static struct pool pool = { .size = sizeof(struct operation) };

static struct operation *operation_of_request(request_t *request)
{
    return container_of(request, struct operation, request);
}

static void operation_release(request_t *request)
{
    struct operation *operation = operation_of_request(request);

    object_put(&operation->transfer.message.type->object);
    pool_put(&pool, operation);
}

static void sent(void *argument, int error_class)
{
    struct operation *operation = argument;

    request_complete(&operation->request, error_class);
}

static void received(void *argument, int error_class)
{
    struct operation *operation = argument;

    transfer_status(&operation->transfer, &operation->request.status);
    request_complete(&operation->request, error_class);
}

static int cancel_recv(request_t *request)
{
    if (!request->complete &&
        transfer_cancel_recv(&operation_of_request(request)->transfer)) {
        status_set_empty(&request->status);
        status_set_cancelled(&request->status, true);
        request_complete(request, MPI_SUCCESS);
    }
    return MPI_SUCCESS;
}

static void describe_send(const request_t *request, struct blocked *blocked)
{
    transfer_describe_send(&container_of(request, struct operation, request)->transfer,
                           blocked);
}

static void describe_recv(const request_t *request, struct blocked *blocked)
{
    transfer_describe_recv(&container_of(request, struct operation, request)->transfer,
                           blocked);
}

static int start_send(request_t *request);
static int start_recv(request_t *request);

static const struct request_ops send_ops = {
    .name = "send",
    .start = start_send,
    .release = operation_release,
    .describe = describe_send,
};

static const struct request_ops recv_ops = {
    .name = "receive",
    .start = start_recv,
    .cancel = cancel_recv,
    .release = operation_release,
    .describe = describe_recv,
};

static int start_send(request_t *request)
{
    struct operation *operation = operation_of_request(request);

    int error;

    status_set_empty(&request->status);
    if (!is_over_at_once(&operation->transfer.message))
        return transfer_start_send(&operation->transfer);
    error = send_at_once(&operation->transfer.message);
    if (!error)
        request_complete(request, MPI_SUCCESS);
    return error;
}

static int start_recv(request_t *request)
{
    struct operation *operation = operation_of_request(request);

    status_set_empty(&request->status);
    if (operation->transfer.message.peer != MPI_PROC_NULL)
        return transfer_start_recv(&operation->transfer);
    status_set_proc_null(&request->status);
    request_complete(request, MPI_SUCCESS);
    return MPI_SUCCESS;
}

static struct operation *operation_get(void)
{
    struct operation *operation = pool_get(&pool);

    if (unlikely(!operation))
        err(MPI_ERR_NO_MEM, "no memory for a request");
    return operation;
}

/* The transfer's message is there. */
static inline void operation_prepare(struct operation *operation,
                                     const struct request_ops *ops, transfer_done_f *done)
{
    const struct message *message = &operation->transfer.message;

    request_init(&operation->request, ops, message->comm);
    object_get(&message->type->object);
    operation->transfer.done = done;
    operation->transfer.argument = operation;
}

static struct operation *operation_create(const struct message *message,
                                          const struct request_ops *ops,
                                          transfer_done_f *done)
{
    struct operation *operation = operation_get();

    if (!operation)
        return NULL;
    operation->transfer.message = *message;
    operation_prepare(operation, ops, done);
    return operation;
}

/* Hands the request out, or what it stands for if it is over already. */
static void hand_out(struct operation *operation, int error, bool by_done,
                     request_t **request)
{
    bool over = operation->request.complete && !operation->request.status.MPI_ERROR;

    if (!error && !(by_done && over)) {
        *request = &operation->request;
        return;
    }
    request_release(&operation->request);
    if (!error)
        *request = request_done();
}

int operation_isend(const struct message *message, request_t **request)
{
    struct operation *operation;
    int error;

    if (is_over_at_once(message)) {
        error = send_at_once(message);
        if (!error)
            *request = request_done();
        return error;
    }
    operation = operation_get();
    if (!operation)
        return MPI_ERR_NO_MEM;
    switch (transfer_try_send(&operation->transfer, message)) {
    case SEND_OVER:
        pool_put(&pool, operation);
        *request = request_done();
        return MPI_SUCCESS;
    case SEND_PENDING:
        operation->transfer.message = *message;
        operation_prepare(operation, &send_ops, sent);
        *request = &operation->request;
        return MPI_SUCCESS;
    default:
        operation->transfer.message = *message;
        operation_prepare(operation, &send_ops, sent);
        error = transfer_start_send(&operation->transfer);
        hand_out(operation, error, true, request);
        return error;
    }
}

int operation_irecv(const struct message *message, request_t **request)
{
    struct operation *operation;
    int error;

    if (message->peer == MPI_PROC_NULL) {
        *request = request_done_proc_null();
        return MPI_SUCCESS;
    }
    operation = operation_create(message, &recv_ops, received);
    if (!operation)
        return MPI_ERR_NO_MEM;
    error = transfer_start_recv(&operation->transfer);
    hand_out(operation, error, false, request);
    return error;
}

/* Whether this describes the common receive, which is then described in m. */
static inline bool is_short(struct message *m, void *buffer, MPI_Count count,
                            MPI_Datatype datatype, int source, int tag, MPI_Comm comm)
{
    MPI_Count bytes;

    m->comm = comm_of(comm);
    m->type = m->comm ? type_of(datatype) : NULL;
    if (!m->type || !m->type->plain || !buffer || (tag < 0 && tag != MPI_ANY_TAG) ||
        (unsigned)source >= (unsigned)m->comm->remote_size ||
        __builtin_mul_overflow(count, m->type->size, &bytes) || bytes < 0)
        return false;
    m->buffer = buffer;
    m->count = count;
    m->peer = source;
    m->tag = tag;
    m->match = m->comm->match;
    m->awaited = false;
    return true;
}

request_t *operation_irecv_short(void *buffer, MPI_Count count, MPI_Datatype datatype,
                                 int source, int tag, MPI_Comm comm)
{
    struct operation *operation = pool_get(&pool);

    if (unlikely(!operation))
        return NULL;
    if (unlikely(!is_short(&operation->transfer.message, buffer, count, datatype, source,
                           tag, comm))) {
        pool_put(&pool, operation);
        return NULL;
    }
    operation_prepare(operation, &recv_ops, received);
    if (likely(transfer_start_recv(&operation->transfer) == MPI_SUCCESS))
        return &operation->request;
    request_release(&operation->request);
    return NULL;
}

int operation_imrecv(const struct message *message, struct arrival *arrival,
                     request_t **request)
{
    struct operation *operation;

    if (!arrival) {
        *request = request_done_proc_null();
        return MPI_SUCCESS;
    }
    operation = operation_create(message, &recv_ops, received);
    if (!operation)
        return MPI_ERR_NO_MEM;
    transfer_start_recv_matched(&operation->transfer, arrival);
    *request = &operation->request;
    return MPI_SUCCESS;
}

static int init(const struct message *message, const struct request_ops *ops,
                transfer_done_f *done, request_t **request)
{
    struct operation *operation = operation_create(message, ops, done);

    if (!operation)
        return MPI_ERR_NO_MEM;
    operation->request.persistent = true;
    operation->request.complete = true;
    *request = &operation->request;
    return MPI_SUCCESS;
}

int operation_send_init(const struct message *message, request_t **request)
{
    return init(message, &send_ops, sent, request);
}

int operation_recv_init(const struct message *message, request_t **request)
{
    return init(message, &recv_ops, received, request);
}

struct visit {
    ledger_visit_f *function;
    void *argument;
};

/* Of an object that was put back the pool's link is where its kind was. */
static void visit_live(void *object, void *argument)
{
    struct operation *operation = object;
    const struct visit *visit = argument;

    if (operation->request.object.kind == OBJECT_REQUEST)
        visit->function(&operation->request,
                        operation->request.ops == &recv_ops ? "the receives"
                                                            : "the sends",
                        visit->argument);
}

void operation_each(ledger_visit_f *function, void *argument)
{
    pool_each(&pool, visit_live, &(struct visit){ function, argument });
}

void operation_fini(void)
{
    pool_fini(&pool);
}
