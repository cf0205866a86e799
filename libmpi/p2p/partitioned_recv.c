/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * partitioned_recv.c: MPI_Precv_init, and MPI_Parrived, which asks for a partition.
 */
#include <stdlib.h>

#include "p2p/partitioned.h"
#include "p2p/partitioned_internal.h"
#include "type/pack.h"
#include "util/err.h"

/* A round */

static int guard_receive(struct partitioned *p)
{
    int error = MPI_SUCCESS;

    for (int i = 0; !error && i < p->partitions; i++)
        error = partitioned_guard(p, i, true, CALL_Precv_init);
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
    partitioned_part_over(p, error_class);
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
    if (!error && !p->part && !partitioned_make_parts(p))
        error = MPI_ERR_NO_MEM;
    for (int i = 0; !error && i < p->offer.partitions; i++) {
        p->left++;
        error = post_part(p, i);
        if (error)
            p->left--;
    }
    partitioned_part_over(p, error);
}

/* The offer came when the receive was started already. */
static void post_receives(struct deferred *deferred)
{
    struct partitioned *p = container_of(deferred, struct partitioned, post);

    if (p->request.active && !p->posted)
        post_all(p);
}

static int start_recv(request_t *request)
{
    struct partitioned *p = partitioned_of(request);
    int error = unlikely(request->guard != NULL) ? guard_receive(p) : MPI_SUCCESS;

    if (error)
        return error;
    partitioned_begin_round(p);
    if (partitioned_is_to_nobody(p)) {
        status_set_proc_null(&request->status);
        request_complete(request, MPI_SUCCESS);
    } else if (!p->offering) {
        post_all(p);
    }
    return MPI_SUCCESS;
}

/* For reports */

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

static const struct request_ops recv_ops = {
    .name = "partitioned receive",
    .describe = describe_recv,
    .start = start_recv,
    .release = partitioned_release,
};

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
        error = partitioned_create(m, partitions, &recv_ops, post_receives, &p);
    if (error)
        return error;
    if (!partitioned_is_to_nobody(p))
        error = partitioned_exchange_offer(p, transfer_start_recv);
    if (error)
        request_release(&p->request);
    else
        *request = &p->request;
    return error;
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
    error = partitioned_check(p, partition);
    if (error)
        return error;
    if (request->active && !is_there(p, partition))
        progress();
    *flag = !request->active || is_there(p, partition);
    if (unlikely(request->guard != NULL) && *flag)
        return guard_end_part(request->guard, partition);
    return MPI_SUCCESS;
}
