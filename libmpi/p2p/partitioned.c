/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * partitioned.c: one message per partition of the sender.
 *
 * MPI_Psend_init sends an offer with the user's tag: how many partitions of how many
 * bytes will come, and with which tags.  MPI_Precv_init receives it, so requests meet in
 * the order in which they were made, as the standard wants it.  From then on the sender's
 * partition i travels with the tag that the offer set aside for it: partitions may leave
 * in any order, and those of two rounds keep theirs.  The receiver posts a receive for
 * each when it is started and has seen the offer.
 *
 * All this happens in a context of its own (match_partitioned), where the tags of offers
 * are the user's, and those of partitions are negative.
 */
#include "p2p/partitioned.h"

#include <stdlib.h>
#include <string.h>

#include "p2p/match.h"
#include "p2p/message_guard.h"
#include "p2p/peer.h"
#include "p2p/progress.h"
#include "p2p/transfer.h"
#include "type/pack.h"
#include "util/err.h"

/* What the sender says of itself. */
struct offer {
    int32_t partitions;
    int32_t first_tag; /* partition i has the tag first_tag - i */
    int64_t bytes;     /* of a partition */
};

enum { FIRST_TAG = -1024 }; /* below the wildcards */

struct partitioned {
    struct MPI_ABI_Request request;
    struct message message; /* one partition, the first; holds communicator and type */
    int partitions;         /* of this side */
    struct offer offer;
    struct transfer handshake; /* that of the offer */
    bool offering;             /* the offer has not left or come yet */
    bool forgotten;            /* and the request was freed meanwhile */
    bool posted;               /* a receive: this round's receives are there */
    struct part *part; /* one per partition of the sender; NULL before the offer */
    int left;          /* parts that are not over, and this round's start */
    int error_class;   /* of this round */
    int offer_error;   /* of the exchange of the offer */
    struct deferred post;
};

struct part {
    struct transfer transfer;
    struct partitioned *owner;
    bool ready;   /* a send: MPI_Pready was called */
    bool over;    /* sent, or arrived */
    void *packed; /* a receive that begins or ends inside of an element: its bytes */
};

static struct partitioned *partitioned_of(request_t *request)
{
    return container_of(request, struct partitioned, request);
}

static bool is_to_nobody(const struct partitioned *p)
{
    return p->message.peer == MPI_PROC_NULL;
}

/* Coming and going */

static void destroy(struct partitioned *p)
{
    for (int i = 0; p->part && i < p->offer.partitions; i++)
        free(p->part[i].packed);
    list_remove(&p->post.link);
    free(p->part);
    object_put(&p->message.type->object);
    object_put(&p->message.comm->object);
    free(p);
}

static void release(request_t *request)
{
    struct partitioned *p = partitioned_of(request);

    if (p->offering)
        p->forgotten = true;
    else
        destroy(p);
}

static void offer_over(void *argument, int error_class)
{
    struct partitioned *p = argument;

    p->offer_error = error_class;
    p->offering = false;
    if (p->forgotten)
        destroy(p);
    else
        progress_defer(&p->post);
}

static int exchange_offer(struct partitioned *p, int (*start)(struct transfer *transfer))
{
    struct message *m = &p->handshake.message;
    int error;

    *m = p->message;
    m->buffer = &p->offer;
    m->count = sizeof p->offer;
    m->type = type_named(BASIC_MPI_BYTE);
    p->handshake.done = offer_over;
    p->handshake.argument = p;
    p->offering = true;
    error = start(&p->handshake);
    if (error)
        p->offering = false;
    return error;
}

static int check_partitions(const struct message *m, int partitions)
{
    MPI_Count count, bytes;

    if (partitions < 0)
        return err(MPI_ERR_COUNT, "partitions is %d: it must not be negative",
                   partitions);
    if (__builtin_mul_overflow(m->count, partitions, &count) ||
        __builtin_mul_overflow(count, m->type->size, &bytes))
        return err(MPI_ERR_COUNT, "%d partitions of %lld B are more than 2^63 B",
                   partitions, (long long)(m->count * m->type->size));
    return MPI_SUCCESS;
}

static int start_recv(request_t *request);
static void post_receives(struct deferred *deferred);

static int create(const struct message *m, int partitions, const struct request_ops *ops,
                  struct partitioned **partitioned)
{
    int error = check_partitions(m, partitions);
    struct partitioned *p = error ? NULL : calloc(1, sizeof *p);

    if (error)
        return error;
    if (!p)
        return err(MPI_ERR_NO_MEM, "no memory for a partitioned request");
    request_init(&p->request, ops, m->comm);
    p->request.persistent = p->request.complete = true;
    object_get(&m->comm->object);
    object_get(&m->type->object);
    p->message = *m;
    p->message.match = match_partitioned(m->comm);
    p->partitions = partitions;
    deferred_init(&p->post, post_receives);
    *partitioned = p;
    return MPI_SUCCESS;
}

/* Tags are set aside per process; after 2^31 - 1024 partitions they begin anew. */
static int32_t next_tags(int partitions)
{
    static int32_t next = FIRST_TAG;
    int32_t first;

    if (next < INT32_MIN + partitions)
        next = FIRST_TAG;
    first = next;
    next -= partitions;
    return first;
}

static bool make_parts(struct partitioned *p)
{
    p->part = calloc((size_t)p->offer.partitions + 1, sizeof *p->part);
    for (int i = 0; p->part && i < p->offer.partitions; i++)
        p->part[i].owner = p;
    if (!p->part)
        err(MPI_ERR_NO_MEM, "no memory for %d partitions", p->offer.partitions);
    return p->part != NULL;
}

/* A round */

static void part_over(struct partitioned *p, int error_class)
{
    if (error_class && !p->error_class) {
        p->error_class = error_class;
        p->request.error_text = strdup(err_text());
    }
    if (--p->left == 0)
        request_complete(&p->request, p->error_class);
}

static void begin_round(struct partitioned *p)
{
    status_set_empty(&p->request.status);
    p->error_class = MPI_SUCCESS;
    p->posted = false;
    for (int i = 0; p->part && i < p->offer.partitions; i++)
        p->part[i].ready = p->part[i].over = false;
}

static void sent(void *argument, int error_class)
{
    struct part *part = argument;

    part->over = true;
    part_over(part->owner, error_class);
}

static int start_send(request_t *request)
{
    struct partitioned *p = partitioned_of(request);

    begin_round(p);
    p->left = is_to_nobody(p) ? 1 : 1 + p->partitions;
    part_over(p, MPI_SUCCESS);
    return MPI_SUCCESS;
}

static void *partition_at(const struct partitioned *p, int i)
{
    return (char *)p->message.buffer + i * p->message.count * p->message.type->extent;
}

/* With --mpi-check (check/guard.h): a partition is the library's from its MPI_Pready to the
 * request's end, or from MPI_Start until it is seen to have arrived. */
static int guard_partition(struct partitioned *p, int i, bool writes, enum mpi_call call)
{
    struct message one = p->message;

    one.buffer = partition_at(p, i);
    return guard_begin_part(p->request.guard, message_guard_create(&one, writes, call),
                            i);
}

static int guard_receive(struct partitioned *p)
{
    int error = MPI_SUCCESS;

    for (int i = 0; !error && i < p->partitions; i++)
        error = guard_partition(p, i, true, CALL_Precv_init);
    return error;
}

static void received(void *argument, int error_class)
{
    struct part *part = argument;
    struct partitioned *p = part->owner;
    MPI_Count bytes = p->offer.bytes;

    if (part->packed && !error_class)
        type_unpack(p->message.buffer, p->message.count * p->partitions, p->message.type,
                    (part - p->part) * bytes, part->packed, bytes);
    part->over = true;
    part_over(p, error_class);
}

/* Where the bytes of the sender's partition i go: to elements of their own, or, if an
 * element is cut, through a packed copy. */
static int aim(struct partitioned *p, int i, struct message *m)
{
    MPI_Count size = p->message.type->size, bytes = p->offer.bytes;

    *m = p->message;
    m->tag = p->offer.first_tag - i;
    if (bytes == 0 || bytes % size == 0) {
        m->count = bytes ? bytes / size : 0;
        m->buffer = (char *)m->buffer + i * m->count * m->type->extent;
        return MPI_SUCCESS;
    }
    if (!p->part[i].packed)
        p->part[i].packed = malloc((size_t)bytes);
    if (!p->part[i].packed)
        return err(MPI_ERR_NO_MEM, "no memory for a partition of %lld B",
                   (long long)bytes);
    m->buffer = p->part[i].packed;
    m->count = bytes;
    m->type = type_named(BASIC_MPI_PACKED);
    return MPI_SUCCESS;
}

static int post_part(struct partitioned *p, int i)
{
    struct part *part = &p->part[i];
    int error = aim(p, i, &part->transfer.message);

    part->transfer.done = received;
    part->transfer.argument = part;
    return error ? error : transfer_start_recv(&part->transfer);
}

static int check_offer(const struct partitioned *p)
{
    MPI_Count comes = p->offer.bytes * p->offer.partitions;
    MPI_Count room = p->message.count * p->message.type->size * p->partitions;
    const char *name = p->message.comm->object.name;

    if (comes == room)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_TRUNCATE,
        "rank %d sends %d partitions of %lld B with tag %d on %s, but the receive is "
        "for %d partitions of %lld B: both must have the same sum",
        p->message.peer, p->offer.partitions, (long long)p->offer.bytes, p->message.tag,
        name ? name : "an unnamed communicator", p->partitions,
        (long long)(p->message.count * p->message.type->size));
}

/* An error in the middle leaves the round to those that were posted. */
static void post_all(struct partitioned *p)
{
    int error = p->offer_error ? p->offer_error : check_offer(p);

    p->posted = true;
    p->left = 1;
    if (!error && !p->part && !make_parts(p))
        error = MPI_ERR_NO_MEM;
    for (int i = 0; !error && i < p->offer.partitions; i++) {
        p->left++;
        error = post_part(p, i);
        if (error)
            p->left--;
    }
    part_over(p, error);
}

/* The offer came when the receive was started already. */
static void post_receives(struct deferred *deferred)
{
    struct partitioned *p = container_of(deferred, struct partitioned, post);

    if (p->request.ops->start == start_recv && p->request.active && !p->posted)
        post_all(p);
}

static int start_recv(request_t *request)
{
    struct partitioned *p = partitioned_of(request);
    int error = unlikely(request->guard != NULL) ? guard_receive(p) : MPI_SUCCESS;

    if (error)
        return error;
    begin_round(p);
    if (is_to_nobody(p)) {
        status_set_proc_null(&request->status);
        request_complete(request, MPI_SUCCESS);
    } else if (!p->offering) {
        post_all(p);
    }
    return MPI_SUCCESS;
}

/* For reports */

static int count_unready(const struct partitioned *p)
{
    int unready = 0;

    for (int i = 0; i < p->partitions; i++)
        unready += !p->part[i].ready;
    return unready;
}

/* This process must say that a partition is ready, and the other take what was. */
static void describe_send(const request_t *request, struct blocked *blocked)
{
    const struct partitioned *p = partitioned_of((request_t *)request);
    int unready = count_unready(p),
        proc = group_proc(p->message.comm->remote_group, p->message.peer);

    message_describe_to(&p->message, blocked);
    if (unready > 0) {
        blocked_hint(blocked,
                     "MPI_Pready was not called for %d of %d partitions of a send",
                     unready, p->partitions);
        blocked_need(blocked);
        blocked_by(blocked, BLOCKED_SELF, peer_self(), 0);
    }
    for (int i = 0; i < p->partitions; i++) {
        if (!p->part[i].ready || p->part[i].over)
            continue;
        blocked_need(blocked);
        blocked_by(blocked, BLOCKED_TAKE, proc, p->part[i].transfer.header.token);
    }
}

/* The offer has not come, or not some partition. */
static bool is_owed(const struct partitioned *p)
{
    if (p->offering)
        return !p->handshake.matched;
    for (int i = 0; p->posted && i < p->offer.partitions; i++)
        if (!p->part[i].over && !p->part[i].transfer.matched)
            return true;
    return false;
}

static void describe_recv(const request_t *request, struct blocked *blocked)
{
    const struct partitioned *p = partitioned_of((request_t *)request);

    message_describe_from(&p->message, blocked);
    if (!is_owed(p))
        blocked->needs = blocked->lines = 0;
}

static const struct request_ops send_ops = {
    .name = "partitioned send",
    .describe = describe_send,
    .start = start_send,
    .release = release,
};

static const struct request_ops recv_ops = {
    .name = "partitioned receive",
    .describe = describe_recv,
    .start = start_recv,
    .release = release,
};

int partitioned_send_init(const struct message *m, int partitions, request_t **request)
{
    struct partitioned *p;
    int error = create(m, partitions, &send_ops, &p);

    if (error)
        return error;
    p->offer = (struct offer){ .partitions = partitions,
                               .first_tag = next_tags(partitions),
                               .bytes = m->count * m->type->size };
    if (!make_parts(p))
        error = MPI_ERR_NO_MEM;
    else if (!is_to_nobody(p))
        error = exchange_offer(p, transfer_start_send);
    if (error)
        request_release(&p->request);
    else
        *request = &p->request;
    return error;
}

static int check_wildcards(const struct message *m)
{
    if (m->peer == MPI_ANY_SOURCE)
        return err(
            MPI_ERR_RANK,
            "source is MPI_ANY_SOURCE: a partitioned receive must name its source");
    if (m->tag == MPI_ANY_TAG)
        return err(MPI_ERR_TAG,
                   "tag is MPI_ANY_TAG: a partitioned receive must name its tag");
    return MPI_SUCCESS;
}

int partitioned_recv_init(const struct message *m, int partitions, request_t **request)
{
    struct partitioned *p;
    int error = check_wildcards(m);

    if (!error)
        error = create(m, partitions, &recv_ops, &p);
    if (error)
        return error;
    if (!is_to_nobody(p))
        error = exchange_offer(p, transfer_start_recv);
    if (error)
        request_release(&p->request);
    else
        *request = &p->request;
    return error;
}

/* MPI_Pready */

static int check_ready(MPI_Request handle, struct partitioned **p)
{
    request_t *request = request_of(handle);

    if (!request || request->ops != &send_ops)
        return err(MPI_ERR_REQUEST, "request is none of MPI_Psend_init%s",
                   request ? "" : ", or one that was freed");
    if (!request->active)
        return err(MPI_ERR_REQUEST,
                   "the partitioned send is not active: call MPI_Start first");
    *p = partitioned_of(request);
    return MPI_SUCCESS;
}

static int check_partition(const struct partitioned *p, int partition)
{
    if (partition >= 0 && partition < p->partitions)
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "partition is %d: it must be 0 to %d", partition,
               p->partitions - 1);
}

/* Notes that a partition is ready: named twice in a list it is found, too. */
static int mark(struct partitioned *p, int partition)
{
    int error = check_partition(p, partition);

    if (!error && p->part[partition].ready)
        return err(MPI_ERR_ARG, "partition %d is ready already: it is marked once",
                   partition);
    if (unlikely(p->request.guard != NULL) && !error)
        error = guard_partition(p, partition, false, CALL_Psend_init);
    if (!error)
        p->part[partition].ready = true;
    return error;
}

static void unmark(struct partitioned *p, int partition)
{
    guard_end_part(p->request.guard, partition);
    p->part[partition].ready = false;
}

static int send_part(struct partitioned *p, int i)
{
    struct part *part = &p->part[i];

    if (is_to_nobody(p))
        return MPI_SUCCESS;
    part->transfer.message = p->message;
    part->transfer.message.tag = p->offer.first_tag - i;
    part->transfer.message.buffer = partition_at(p, i);
    part->transfer.done = sent;
    part->transfer.argument = part;
    return transfer_start_send(&part->transfer);
}

/* Some partitions: those of a list, or, if it is NULL, n from low on. */
struct choice {
    int64_t n;
    int low;
    const int *list;
};

static int chosen(const struct choice *choice, int64_t k)
{
    return choice->list ? choice->list[k] : (int)(choice->low + k);
}

static int make_ready(MPI_Request handle, const struct choice *choice)
{
    struct partitioned *p = NULL;
    int error = check_ready(handle, &p);
    int64_t marked = 0;

    while (!error && marked < choice->n) {
        error = mark(p, chosen(choice, marked));
        if (!error)
            marked++;
    }
    for (int64_t k = 0; error && k < marked; k++)
        unmark(p, chosen(choice, k));
    for (int64_t k = 0; !error && k < choice->n; k++)
        error = send_part(p, chosen(choice, k));
    return error;
}

int partitioned_ready_range(MPI_Request handle, int low, int high)
{
    struct choice choice = { .n = (int64_t)high - low + 1, .low = low };

    return make_ready(handle, &choice);
}

int partitioned_ready_list(MPI_Request handle, int length, const int *partitions)
{
    struct choice choice = { .n = length, .list = partitions };

    return make_ready(handle, &choice);
}

/* MPI_Parrived: a partition is there when all of the sender's that share a part of it
 * are.  Counted in shares of the whole, so that empty partitions arrive, too. */
static bool is_there(const struct partitioned *p, int partition)
{
    int64_t theirs = p->offer.partitions, ours = p->partitions;
    int64_t first = partition * theirs / ours;
    int64_t last = ((partition + 1) * theirs + ours - 1) / ours;

    if (p->request.complete)
        return true;
    if (!p->posted || !p->part)
        return false;
    for (int64_t i = first; i < last; i++)
        if (!p->part[i].over)
            return false;
    return true;
}

int partitioned_arrived(MPI_Request handle, int partition, int *flag)
{
    request_t *request = request_of(handle);
    const struct partitioned *p;
    int error;

    if (handle == MPI_REQUEST_NULL) {
        *flag = true;
        return MPI_SUCCESS;
    }
    if (!request || request->ops != &recv_ops)
        return err(MPI_ERR_REQUEST, "request is none of MPI_Precv_init%s",
                   request ? "" : ", or one that was freed");
    p = partitioned_of(request);
    error = check_partition(p, partition);
    if (error)
        return error;
    if (request->active && !is_there(p, partition))
        progress();
    *flag = !request->active || is_there(p, partition);
    if (unlikely(request->guard != NULL) && *flag)
        return guard_end_part(request->guard, partition);
    return MPI_SUCCESS;
}
