/* SPDX-License-Identifier: BSD-3-Clause */
#include "net/net.h"

#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/place.h"
#include "net/tuning.h"
#include "net/ucx.h"
#include "util/err.h"
#include "util/macros.h"

enum { AM_MESSAGE = 1 };

/* A device of the node may be gone between being found and being opened, as those of
 * containers come and go: then UCX looks again. */
enum { OPEN_TRIES = 5 };

static struct net {
    ucp_context_h context;
    ucp_worker_h worker;
    ucp_datatype_t
        coded; /* a generic datatype whose buffer is a struct net_buffer's object */
    net_arrival_f *arrival;
    bool between_nodes;
    ucp_worker_attr_t attr; /* the address, while open */
    int event_fd;
    struct net_endpoint *endpoints;
    bool peer_lost;
    unsigned unreached; /* failures because nobody was there */
    char no_way[200];
} net = { .event_fd = -1 };

struct net_endpoint {
    ucp_ep_h ep;
    bool doubtful;
    struct net_endpoint *next; /* in net.endpoints */
};

static bool is_loss(ucs_status_t status)
{
    switch (status) {
    case UCS_ERR_UNREACHABLE:
    case UCS_ERR_NOT_CONNECTED:
    case UCS_ERR_CONNECTION_RESET:
    case UCS_ERR_ENDPOINT_TIMEOUT:
    case UCS_ERR_SHMEM_SEGMENT: /* it takes its memory along */
    case UCS_ERR_IO_ERROR:
        return true;
    default:
        return false;
    }
}

/* Not for want of something of ours, a file descriptor, say. */
static bool is_nobody_there(ucs_status_t status)
{
    return is_loss(status) && status != UCS_ERR_IO_ERROR;
}

static int ucx_error(ucs_status_t status, const char *what)
{
    net.peer_lost |= is_loss(status);
    net.unreached += is_nobody_there(status);
    return err(status == UCS_ERR_NO_MEMORY ? MPI_ERR_NO_MEM : MPI_ERR_OTHER,
               "UCX: %s: %s", what, ucx.status_string(status));
}

bool net_peer_is_lost(void)
{
    return net.peer_lost;
}

unsigned net_unreached(void)
{
    return net.unreached;
}

const char *net_no_way(void)
{
    return net.no_way[0] ? net.no_way : NULL;
}

/* Generic datatypes: UCX asks for bytes at an offset, the codec provides them.  UCX is
 * given the codec pair as the buffer, which net_send and net_fetch keep on the heap while
 * in flight. */

struct coded {
    void *object;
    size_t bytes;
    const struct net_codec *codec;
    struct net_op *op;
};

static void *coded_start_pack(void *context, const void *buffer, size_t count)
{
    (void)context, (void)count;
    return (void *)buffer;
}

static void *coded_start_unpack(void *context, void *buffer, size_t count)
{
    (void)context, (void)count;
    return buffer;
}

static size_t coded_size(void *state)
{
    return ((struct coded *)state)->bytes;
}

static size_t coded_pack(void *state, size_t offset, void *out, size_t max)
{
    struct coded *coded = state;
    size_t bytes = coded->bytes - offset < max ? coded->bytes - offset : max;

    coded->codec->pack(coded->object, offset, out, bytes);
    return bytes;
}

static ucs_status_t coded_unpack(void *state, size_t offset, const void *in, size_t bytes)
{
    struct coded *coded = state;

    if (offset + bytes > coded->bytes)
        return UCS_ERR_MESSAGE_TRUNCATED;
    coded->codec->unpack(coded->object, offset, in, bytes);
    return UCS_OK;
}

static void coded_finish(void *state)
{
    (void)state;
}

static const ucp_generic_dt_ops_t coded_ops = {
    .start_pack = coded_start_pack,
    .start_unpack = coded_start_unpack,
    .packed_size = coded_size,
    .pack = coded_pack,
    .unpack = coded_unpack,
    .finish = coded_finish,
};

static struct coded *coded_create(const struct net_buffer *data, struct net_op *op)
{
    struct coded *coded = malloc(sizeof *coded);

    if (coded)
        *coded = (struct coded){ data->buffer, data->bytes, data->codec, op };
    else
        err(MPI_ERR_NO_MEM, "no memory to describe a message of %zu B", data->bytes);
    return coded;
}

/* Opening and closing */

static ucs_status_t on_arrival(void *arg, const void *header, size_t header_length,
                               void *data, size_t length,
                               const ucp_am_recv_param_t *param)
{
    struct net_data piece = { data, length, NET_SHORT };

    (void)arg;
    if (param->recv_attr & UCP_AM_RECV_ATTR_FLAG_RNDV)
        piece.kind = NET_RENDEZVOUS;
    else if (param->recv_attr & UCP_AM_RECV_ATTR_FLAG_DATA)
        piece.kind = NET_EAGER;
    return net.arrival(header, header_length, piece) ? UCS_INPROGRESS : UCS_OK;
}

static ucs_status_t open_context(void)
{
    ucp_params_t params = {
        .field_mask = UCP_PARAM_FIELD_FEATURES | UCP_PARAM_FIELD_NAME,
        .features = UCP_FEATURE_AM | UCP_FEATURE_WAKEUP,
        .name = "slipway",
    };
    ucp_config_t *config;
    ucs_status_t status = tuning_read(net.between_nodes, &config);

    if (status != UCS_OK)
        return status;
    status =
        ucx.init_version(UCP_API_MAJOR, UCP_API_MINOR, &params, config, &net.context);
    ucx.config_release(config);
    return status;
}

static ucs_status_t open_worker(void)
{
    ucp_worker_params_t params = {
        .field_mask = UCP_WORKER_PARAM_FIELD_THREAD_MODE,
        .thread_mode = UCS_THREAD_MODE_SERIALIZED,
    };
    ucp_am_handler_param_t handler = {
        .field_mask = UCP_AM_HANDLER_PARAM_FIELD_ID | UCP_AM_HANDLER_PARAM_FIELD_FLAGS |
                      UCP_AM_HANDLER_PARAM_FIELD_CB,
        .id = AM_MESSAGE,
        .flags = UCP_AM_FLAG_WHOLE_MSG,
        .cb = on_arrival,
    };
    ucs_status_t status = ucx.worker_create(net.context, &params, &net.worker);

    if (status == UCS_OK)
        status = ucx.worker_set_am_recv_handler(net.worker, &handler);
    if (status == UCS_OK)
        status = ucx.worker_get_efd(net.worker, &net.event_fd);
    if (status == UCS_OK)
        status = ucx.dt_create_generic(&coded_ops, NULL, &net.coded);
    if (status != UCS_OK)
        return status;
    net.attr.field_mask = UCP_WORKER_ATTR_FIELD_ADDRESS;
    return ucx.worker_query(net.worker, &net.attr);
}

void net_init(net_arrival_f *arrival)
{
    net.arrival = arrival;
}

void net_leave_node(void)
{
    net.between_nodes = true;
}

static ucs_status_t try_to_open(void)
{
    ucs_status_t status = open_context();

    if (status == UCS_OK)
        status = open_worker();
    tuning_end();
    if (status != UCS_OK)
        net_close();
    return status;
}

static int open_net(void)
{
    ucs_status_t status = UCS_ERR_NO_DEVICE;
    int error = place_check();

    if (!error)
        error = ucx_load();
    if (error)
        return error;
    for (int tries = 0; status != UCS_OK && tries < OPEN_TRIES; tries++)
        status = try_to_open();
    if (status != UCS_OK)
        return ucx_error(status, "the network cannot be opened");
    return MPI_SUCCESS;
}

static int need_net(void)
{
    return net.worker ? MPI_SUCCESS : open_net();
}

/* Waits for a request that has no callback. */
static void finish(ucs_status_ptr_t request)
{
    if (!UCS_PTR_IS_PTR(request))
        return;
    while (ucx.request_check_status(request) == UCS_INPROGRESS)
        ucx.worker_progress(net.worker);
    ucx.request_free(request);
}

void net_doubt(struct net_endpoint *endpoint, bool doubt)
{
    endpoint->doubtful = doubt;
}

static bool some_are_doubtful(void)
{
    struct net_endpoint *endpoint = net.endpoints;

    while (endpoint && !endpoint->doubtful)
        endpoint = endpoint->next;
    return endpoint != NULL;
}

/* Flushing the worker would wait for them, too, and perhaps for ever. */
static void flush_without_doubtful(void)
{
    const ucp_request_param_t none = { 0 };

    for (struct net_endpoint *e = net.endpoints; e; e = e->next)
        if (!e->doubtful)
            finish(ucx.ep_flush_nbx(e->ep, &none));
}

void net_flush(void)
{
    const ucp_request_param_t none = { 0 };

    if (!net.worker)
        return;
    if (some_are_doubtful())
        flush_without_doubtful();
    else
        finish(ucx.worker_flush_nbx(net.worker, &none));
}

/* The endpoints themselves go with the worker: closing one by one would flush, and wait
 * for peers that may be gone by then. */
static void forget_endpoints(void)
{
    while (net.endpoints) {
        struct net_endpoint *endpoint = net.endpoints;

        net.endpoints = endpoint->next;
        free(endpoint);
    }
}

void net_close(void)
{
    if (net.worker) {
        forget_endpoints();
        if (net.attr.address)
            ucx.worker_release_address(net.worker, net.attr.address);
        ucx.worker_destroy(net.worker);
    }
    if (net.coded)
        ucx.dt_destroy(net.coded);
    if (net.context)
        ucx.cleanup(net.context);
    net = (struct net){ .arrival = net.arrival,
                        .between_nodes = net.between_nodes,
                        .event_fd = -1 };
}

int net_address(const void **address, size_t *bytes)
{
    int error = need_net();

    *address = net.attr.address;
    *bytes = net.attr.address_length;
    return error;
}

static const char *setting(const char *variable)
{
    const char *value = getenv(variable);

    return value ? value : "(not set)";
}

/* UCX says so before it tries: the two have no transport, or no device, in common. */
static int connect_failed(ucs_status_t status)
{
    int error = ucx_error(status, "an endpoint cannot be created");

    if (status != UCS_ERR_UNREACHABLE)
        return error;
    snprintf(net.no_way, sizeof net.no_way,
             "UCX has no network that leads there, with UCX_NET_DEVICES=%.50s and "
             "UCX_TLS=%.50s (`ucx_info -d` lists both)",
             setting("UCX_NET_DEVICES"), setting("UCX_TLS"));
    return err(MPI_ERR_OTHER, "%s", net.no_way);
}

int net_connect(const void *address, size_t bytes, struct net_endpoint **endpoint)
{
    ucp_ep_params_t params = {
        .field_mask = UCP_EP_PARAM_FIELD_REMOTE_ADDRESS,
        .address = address,
    };
    struct net_endpoint *fresh;
    ucs_status_t status;
    int error = need_net();

    (void)bytes;
    if (error)
        return error;
    fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        return err(MPI_ERR_NO_MEM, "no memory for an endpoint");
    status = ucx.ep_create(net.worker, &params, &fresh->ep);
    if (status != UCS_OK) {
        free(fresh);
        return connect_failed(status);
    }
    fresh->next = net.endpoints;
    net.endpoints = fresh;
    *endpoint = fresh;
    return MPI_SUCCESS;
}

unsigned net_endpoints(void)
{
    unsigned count = 0;

    for (const struct net_endpoint *e = net.endpoints; e; e = e->next)
        count++;
    return count;
}

/* Sending and fetching */

static void op_done(void *request, ucs_status_t status, struct net_op *op)
{
    ucx.request_free(request);
    op->done(op, status == UCS_OK ? MPI_SUCCESS : ucx_error(status, "a message failed"));
}

static void coded_done(void *request, ucs_status_t status, struct coded *coded)
{
    struct net_op *op = coded->op;

    free(coded);
    op_done(request, status, op);
}

static void sent(void *request, ucs_status_t status, void *op)
{
    op_done(request, status, op);
}

static void sent_coded(void *request, ucs_status_t status, void *coded)
{
    coded_done(request, status, coded);
}

static void fetched(void *request, ucs_status_t status, size_t bytes, void *op)
{
    (void)bytes;
    op_done(request, status, op);
}

static void fetched_coded(void *request, ucs_status_t status, size_t bytes, void *coded)
{
    (void)bytes;
    coded_done(request, status, coded);
}

static enum net_result result_of(ucs_status_ptr_t request, struct coded *coded)
{
    if (likely(request == NULL && !coded))
        return NET_DONE;
    if (UCS_PTR_IS_PTR(request))
        return NET_PENDING;
    free(coded);
    if (request == NULL)
        return NET_DONE;
    ucx_error(UCS_PTR_STATUS(request), "a message cannot be started");
    return NET_FAILED;
}

enum net_result net_send(struct net_endpoint *endpoint, const void *header,
                         size_t header_bytes, struct net_buffer data, struct net_op *op)
{
    ucp_request_param_t param; /* on the hot path: only what the mask names is filled */
    struct coded *coded = NULL;

    param.op_attr_mask = UCP_OP_ATTR_FIELD_CALLBACK | UCP_OP_ATTR_FIELD_USER_DATA;
    param.cb.send = sent;
    param.user_data = op;
    if (unlikely(data.codec != NULL)) {
        coded = coded_create(&data, op);
        if (!coded)
            return NET_FAILED;
        param.op_attr_mask |= UCP_OP_ATTR_FIELD_DATATYPE;
        param.datatype = net.coded;
        param.cb.send = sent_coded;
        param.user_data = coded;
    }
    return result_of(ucx.am_send_nbx(endpoint->ep, AM_MESSAGE, header, header_bytes,
                                     coded ? (void *)coded : data.buffer,
                                     coded ? 1 : data.bytes, &param),
                     coded);
}

enum net_result net_fetch(void *rendezvous, struct net_buffer data, struct net_op *op)
{
    ucp_request_param_t param = {
        .op_attr_mask = UCP_OP_ATTR_FIELD_CALLBACK | UCP_OP_ATTR_FIELD_USER_DATA,
        .cb.recv_am = fetched,
        .user_data = op,
    };
    struct coded *coded = NULL;

    if (data.codec) {
        coded = coded_create(&data, op);
        if (!coded)
            return NET_FAILED;
        param.op_attr_mask |= UCP_OP_ATTR_FIELD_DATATYPE;
        param.datatype = net.coded;
        param.cb.recv_am = fetched_coded;
        param.user_data = coded;
    }
    return result_of(ucx.am_recv_data_nbx(net.worker, rendezvous,
                                          coded ? (void *)coded : data.buffer,
                                          coded ? 1 : data.bytes, &param),
                     coded);
}

void net_release(void *data)
{
    ucx.am_data_release(net.worker, data);
}

bool net_progress(void)
{
    return net.worker && ucx.worker_progress(net.worker) != 0;
}

bool net_arm(void)
{
    return !net.worker ||
           ucx.worker_arm(net.worker) == UCS_OK; /* UCS_ERR_BUSY: look again */
}

int net_descriptor(void)
{
    return net.event_fd;
}
