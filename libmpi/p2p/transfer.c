/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/transfer.h"

#include "p2p/transfer_internal.h"
#include "type/pack.h"
#include "util/err.h"
#include "util/pool.h"

/* A buffer with holes, as the net reads and writes it: the object is the message. */

static void codec_pack(const void *object, size_t offset, void *out, size_t bytes)
{
    const struct message *m = object;

    type_pack(m->buffer, m->count, m->type, (MPI_Count)offset, out, (MPI_Count)bytes);
}

static void codec_unpack(void *object, size_t offset, const void *in, size_t bytes)
{
    struct message *m = object;

    type_unpack(m->buffer, m->count, m->type, (MPI_Count)offset, in, (MPI_Count)bytes);
}

static const struct net_codec message_codec = { codec_pack, codec_unpack };

struct net_buffer transfer_buffer(struct transfer *transfer, size_t bytes)
{
    struct message *m = &transfer->message;
    MPI_Count start = 0;

    if (likely(type_is_run(m->type, m->count, &start)))
        return (struct net_buffer){ (char *)m->buffer + start, bytes, NULL, m->awaited };
    return (struct net_buffer){ m, bytes, &message_codec, m->awaited };
}

/* For reports */

void transfer_describe_send(const struct transfer *send, struct blocked *blocked)
{
    const struct message *m = &send->message;

    message_describe_to(m, blocked);
    blocked_need(blocked);
    blocked_by(blocked, BLOCKED_TAKE, group_proc(m->comm->remote_group, m->peer),
               send->header.token);
}

void transfer_describe_recv(const struct transfer *recv, struct blocked *blocked)
{
    message_describe_from(&recv->message, blocked);
    if (recv->matched) {
        blocked->needs = blocked->lines = 0;
        blocked_hint(blocked, "its data is on the way");
    }
}

/* Transfers of collectives: what they are told, and the pool they come from. */

struct pooled {
    struct transfer transfer;
    transfer_done_f *done;
    void *argument;
};

static struct pool pool = { .size = sizeof(struct pooled) };
static struct list sends = { &sends, &sends }; /* under way, by transfer.link */

static int (*other_operation)(const struct transfer *recv);

void transfer_judge_by(int (*judge)(const struct transfer *recv))
{
    other_operation = judge;
}

/* One of them may be unknown. */
static bool is_of_other_operation(const struct transfer *t)
{
    int mine = t->message.operation, theirs = t->header.operation;

    return t->matched && theirs && mine != theirs && mine && other_operation;
}

static void pooled_done(void *argument, int error_class)
{
    struct pooled *pooled = argument;
    transfer_done_f *done = pooled->done;

    if (unlikely(is_of_other_operation(&pooled->transfer)))
        error_class = other_operation(&pooled->transfer);
    argument = pooled->argument;
    list_remove(&pooled->transfer.link);
    pool_put(&pool, pooled);
    done(argument, error_class);
}

static struct pooled *pooled_get(const struct message *message, transfer_done_f *done,
                                 void *argument)
{
    struct pooled *pooled = pool_get(&pool);

    if (!pooled) {
        err(MPI_ERR_NO_MEM, "no memory for a message of a collective");
        return NULL;
    }
    list_init(&pooled->transfer.link);
    pooled->done = done;
    pooled->argument = argument;
    pooled->transfer.message = *message;
    pooled->transfer.matched = false;
    pooled->transfer.done = pooled_done;
    pooled->transfer.argument = pooled;
    return pooled;
}

int transfer_send(const struct message *message, transfer_done_f *done, void *argument)
{
    struct pooled *pooled = pooled_get(message, done, argument);
    int error;

    if (!pooled)
        return MPI_ERR_NO_MEM;
    list_append(&sends, &pooled->transfer.link);
    error = transfer_start_send(&pooled->transfer);
    if (error) {
        list_remove(&pooled->transfer.link);
        pool_put(&pool, pooled);
    }
    return error;
}

int transfer_recv(const struct message *message, transfer_done_f *done, void *argument)
{
    struct pooled *pooled = pooled_get(message, done, argument);
    int error;

    if (!pooled)
        return MPI_ERR_NO_MEM;
    error = transfer_start_recv(&pooled->transfer);
    if (error)
        pool_put(&pool, pooled);
    return error;
}

void transfer_each_send(void (*visit)(const struct transfer *send, void *argument),
                        void *argument)
{
    list_for_each (link, &sends)
        visit(container_of(link, struct transfer, link), argument);
}

void transfer_fini(void)
{
    pool_fini(&pool);
}
