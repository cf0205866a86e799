/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * partitioned_send.c: MPI_Psend_init, and MPI_Pready, which sends a partition.
 */
#include <stdlib.h>

#include "p2p/partitioned.h"
#include "p2p/partitioned_internal.h"
#include "p2p/peer.h"
#include "util/err.h"

enum { FIRST_TAG = -1024 }; /* below the wildcards */

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

/* A round */

static void sent(void *argument, int error_class)
{
    struct part *part = argument;

    part->over = true;
    partitioned_part_over(part->owner, error_class);
}

static int start_send(request_t *request)
{
    struct partitioned *p = partitioned_of(request);

    partitioned_begin_round(p);
    p->left = partitioned_is_to_nobody(p) ? 1 : 1 + p->partitions;
    partitioned_part_over(p, MPI_SUCCESS);
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

static const struct request_ops send_ops = {
    .name = "partitioned send",
    .describe = describe_send,
    .start = start_send,
    .release = partitioned_release,
};

int partitioned_send_init(const struct message *m, int partitions, request_t **request)
{
    struct partitioned *p;
    int error = partitioned_create(m, partitions, &send_ops, NULL, &p);

    if (error)
        return error;
    p->offer = (struct offer){ .partitions = partitions,
                               .first_tag = next_tags(partitions),
                               .bytes = m->count * m->type->size };
    if (!partitioned_make_parts(p))
        error = MPI_ERR_NO_MEM;
    else if (!partitioned_is_to_nobody(p))
        error = partitioned_exchange_offer(p, transfer_start_send);
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

/* Notes that a partition is ready: named twice in a list it is found, too. */
static int mark(struct partitioned *p, int partition)
{
    int error = partitioned_check(p, partition);

    if (!error && p->part[partition].ready)
        return err(MPI_ERR_ARG, "partition %d is ready already: it is marked once",
                   partition);
    if (unlikely(p->request.guard != NULL) && !error)
        error = partitioned_guard(p, partition, false, CALL_Psend_init);
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

    if (partitioned_is_to_nobody(p))
        return MPI_SUCCESS;
    part->transfer.message = p->message;
    part->transfer.message.tag = p->offer.first_tag - i;
    part->transfer.message.buffer = partitioned_at(p, i);
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
