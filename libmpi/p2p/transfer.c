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
        return (struct net_buffer){ (char *)m->buffer + start, bytes, NULL };
    return (struct net_buffer){ m, bytes, &message_codec };
}

void transfer_over(struct transfer *transfer, int error_class)
{
    transfer->done(transfer->argument, error_class);
}

/* Transfers of collectives: what they are told, and the pool they come from. */

struct pooled {
    struct transfer transfer;
    transfer_done_f *done;
    void *argument;
};

static struct pool pool = { .size = sizeof(struct pooled) };

static void pooled_done(void *argument, int error_class)
{
    struct pooled *pooled = argument;
    transfer_done_f *done = pooled->done;

    argument = pooled->argument;
    pool_put(&pool, pooled);
    done(argument, error_class);
}

static int start_pooled(int (*start)(struct transfer *transfer),
                        const struct message *message, transfer_done_f *done,
                        void *argument)
{
    struct pooled *pooled = pool_get(&pool);
    int error;

    if (!pooled)
        return err(MPI_ERR_NO_MEM, "no memory for a message of a collective");
    pooled->done = done;
    pooled->argument = argument;
    pooled->transfer.message = *message;
    pooled->transfer.done = pooled_done;
    pooled->transfer.argument = pooled;
    error = start(&pooled->transfer);
    if (error)
        pool_put(&pool, pooled);
    return error;
}

int transfer_send(const struct message *message, transfer_done_f *done, void *argument)
{
    return start_pooled(transfer_start_send, message, done, argument);
}

int transfer_recv(const struct message *message, transfer_done_f *done, void *argument)
{
    return start_pooled(transfer_start_recv, message, done, argument);
}

void transfer_fini(void)
{
    pool_fini(&pool);
}
