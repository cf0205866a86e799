/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ucp_am [pin]: the floor of our messages: two processes that play ping-pong with UCX active messages,
 * and nothing else.  Prints the one-way time from 8 bytes to 4 MiB.  Large messages come as a
 * rendezvous and are received into a buffer, as an MPI library must.
 */
#include "floor.h"
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <ucp/api/ucp.h>

enum { ID = 1, MOST = 4 << 20, BATCHES = 5 };

struct side {
    ucp_context_h context;
    ucp_worker_h worker;
    ucp_ep_h partner;
    char *in, *out;
    int arrived; /* messages that are complete in `in` */
};

static void need(ucs_status_t status, const char *what)
{
    if (status == UCS_OK)
        return;
    fprintf(stderr, "ucp_am: %s: %s\n", what, ucs_status_string(status));
    exit(1);
}

static void taken(void *request, ucs_status_t status, size_t length, void *arg)
{
    struct side *s = arg;

    (void)length;
    need(status, "receive");
    s->arrived++;
    ucp_request_free(request);
}

static ucs_status_t arrive(void *arg, const void *header, size_t header_length,
                           void *data, size_t length, const ucp_am_recv_param_t *param)
{
    struct side *s = arg;
    ucp_request_param_t how = {
        .op_attr_mask = UCP_OP_ATTR_FIELD_CALLBACK | UCP_OP_ATTR_FIELD_USER_DATA,
        .cb.recv_am = taken,
        .user_data = s,
    };
    ucs_status_ptr_t request;

    (void)header, (void)header_length;
    if (!(param->recv_attr & UCP_AM_RECV_ATTR_FLAG_RNDV)) {
        memcpy(s->in, data, length);
        s->arrived++;
        return UCS_OK;
    }
    request = ucp_am_recv_data_nbx(s->worker, data, s->in, length, &how);
    if (UCS_PTR_IS_ERR(request))
        need(UCS_PTR_STATUS(request), "receive");
    if (!request)
        s->arrived++;
    return UCS_INPROGRESS;
}

static void exchange(int fd, const void *mine, size_t length, void *theirs,
                     size_t *its_length)
{
    if (write(fd, &length, sizeof length) != sizeof length ||
        write(fd, mine, length) != (ssize_t)length ||
        read(fd, its_length, sizeof *its_length) != sizeof *its_length ||
        *its_length > 4096 || read(fd, theirs, *its_length) != (ssize_t)*its_length)
        need(UCS_ERR_IO_ERROR, "exchange of addresses");
}

static void side_init(struct side *s, int fd)
{
    ucp_params_t params = { .field_mask = UCP_PARAM_FIELD_FEATURES,
                            .features = UCP_FEATURE_AM };
    ucp_worker_params_t worker = { .field_mask = UCP_WORKER_PARAM_FIELD_THREAD_MODE,
                                   .thread_mode = UCS_THREAD_MODE_SINGLE };
    ucp_am_handler_param_t handler = {
        .field_mask = UCP_AM_HANDLER_PARAM_FIELD_ID | UCP_AM_HANDLER_PARAM_FIELD_CB |
                      UCP_AM_HANDLER_PARAM_FIELD_ARG,
        .id = ID,
        .cb = arrive,
        .arg = s,
    };
    ucp_ep_params_t ep = { .field_mask = UCP_EP_PARAM_FIELD_REMOTE_ADDRESS };
    char theirs[4096];
    ucp_address_t *mine;
    size_t length, its_length;

    s->arrived = 0;
    s->in = calloc(1, MOST);
    s->out = calloc(1, MOST);
    need(s->in && s->out ? UCS_OK : UCS_ERR_NO_MEMORY, "buffers");
    need(ucp_init(&params, NULL, &s->context), "ucp_init");
    need(ucp_worker_create(s->context, &worker, &s->worker), "ucp_worker_create");
    need(ucp_worker_set_am_recv_handler(s->worker, &handler), "handler");
    need(ucp_worker_get_address(s->worker, &mine, &length), "address");
    exchange(fd, mine, length, theirs, &its_length);
    ucp_worker_release_address(s->worker, mine);
    ep.address = (ucp_address_t *)theirs;
    need(ucp_ep_create(s->worker, &ep, &s->partner), "ucp_ep_create");
}

static void complete(struct side *s, ucs_status_ptr_t request)
{
    if (!UCS_PTR_IS_PTR(request)) {
        need(UCS_PTR_STATUS(request), "send");
        return;
    }
    while (ucp_request_check_status(request) == UCS_INPROGRESS)
        ucp_worker_progress(s->worker);
    need(ucp_request_check_status(request), "send");
    ucp_request_free(request);
}

static void send_to(struct side *s, size_t length)
{
    ucp_request_param_t how = { .op_attr_mask = 0 };

    complete(s, ucp_am_send_nbx(s->partner, ID, NULL, 0, s->out, length, &how));
}

static void receive(struct side *s)
{
    while (!s->arrived)
        ucp_worker_progress(s->worker);
    s->arrived--;
}

/* Seconds of `rounds` round trips. */
static double play(struct side *s, int first, size_t length, int rounds)
{
    double begun = now();

    for (int i = 0; i < rounds; i++) {
        if (first)
            send_to(s, length);
        receive(s);
        if (!first)
            send_to(s, length);
    }
    return now() - begun;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Both sides play equally many rounds, whatever their clocks say. */
static void measure(struct side *s, int first, size_t length)
{
    int rounds = length <= 4096 ? 4000 : length <= 65536 ? 400 : 40;
    double batch[BATCHES];

    memset(s->out, first ? 1 : 2, length);
    play(s, first, length, rounds / 4);
    if (s->in[length - 1] != (first ? 2 : 1))
        need(UCS_ERR_MESSAGE_TRUNCATED, "what arrived");
    for (int i = 0; i < BATCHES; i++)
        batch[i] = play(s, first, length, rounds) / rounds / 2;
    qsort(batch, BATCHES, sizeof *batch, by_value);
    if (first)
        printf("latency %zu %.6g us\n", length, batch[BATCHES / 2] * 1e6);
}

/* Leaves when the other one does, who may still need an answer from here. */
static void side_fini(struct side *s, int fd)
{
    ucp_request_param_t how = { .op_attr_mask = 0 };
    char bye = 0;

    complete(s, ucp_ep_close_nbx(s->partner, &how));
    if (write(fd, &bye, 1) != 1 || read(fd, &bye, 1) != 1)
        need(UCS_ERR_IO_ERROR, "farewell");
    ucp_worker_destroy(s->worker);
    ucp_cleanup(s->context);
    free(s->in);
    free(s->out);
}

int main(int argc, char **argv)
{
    struct side s;
    int fds[2], first;
    pid_t child;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) || (child = fork()) < 0) {
        perror("ucp_am");
        return 1;
    }
    first = child != 0;
    if (argc > 1 && !strcmp(argv[1], "pin"))
        pin(!first);
    side_init(&s, fds[first]);
    for (size_t length = 8; length <= MOST; length *= 2)
        measure(&s, first, length);
    side_fini(&s, fds[first]);
    if (first)
        waitpid(child, NULL, 0);
    return 0;
}
