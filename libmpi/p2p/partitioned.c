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
#include "p2p/partitioned_internal.h"

#include <stdlib.h>
#include <string.h>

#include "p2p/match.h"
#include "p2p/message_guard.h"
#include "util/err.h"

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

void partitioned_release(request_t *request)
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
    else if (p->post.run)
        progress_defer(&p->post);
}

int partitioned_exchange_offer(struct partitioned *p,
                               int (*start)(struct transfer *transfer))
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

int partitioned_create(const struct message *m, int partitions,
                       const struct request_ops *ops,
                       void (*post)(struct deferred *deferred),
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
    deferred_init(&p->post, post);
    *partitioned = p;
    return MPI_SUCCESS;
}

bool partitioned_make_parts(struct partitioned *p)
{
    p->part = calloc((size_t)p->offer.partitions + 1, sizeof *p->part);
    for (int i = 0; p->part && i < p->offer.partitions; i++)
        p->part[i].owner = p;
    if (!p->part)
        err(MPI_ERR_NO_MEM, "no memory for %d partitions", p->offer.partitions);
    return p->part != NULL;
}

/* A round */

void partitioned_part_over(struct partitioned *p, int error_class)
{
    if (error_class && !p->error_class) {
        p->error_class = error_class;
        p->request.error_text = strdup(err_text());
    }
    if (--p->left == 0)
        request_complete(&p->request, p->error_class);
}

void partitioned_begin_round(struct partitioned *p)
{
    status_set_empty(&p->request.status);
    p->error_class = MPI_SUCCESS;
    p->posted = false;
    for (int i = 0; p->part && i < p->offer.partitions; i++)
        p->part[i].ready = p->part[i].over = false;
}

/* Partitions */

void *partitioned_at(const struct partitioned *p, int i)
{
    return (char *)p->message.buffer + i * p->message.count * p->message.type->extent;
}

int partitioned_check(const struct partitioned *p, int partition)
{
    if (partition >= 0 && partition < p->partitions)
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "partition is %d: it must be 0 to %d", partition,
               p->partitions - 1);
}

int partitioned_guard(struct partitioned *p, int i, bool writes, enum mpi_call call)
{
    struct message one = p->message;

    one.buffer = partitioned_at(p, i);
    return guard_begin_part(p->request.guard, message_guard_create(&one, writes, call),
                            i);
}
