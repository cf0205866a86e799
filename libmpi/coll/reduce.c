/* SPDX-License-Identifier: BSD-3-Clause */
/* reduce.c: MPI_Reduce and MPI_Reduce_local (MPI 5.0, 6.9). */
#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/node_call.h"
#include "coll/ring.h"

/* This process's contribution: where it stands when the call begins. */
static void *contribution(const struct coll *c)
{
    return coll_in_place(c) ? c->recv.buffer : c->send.buffer;
}

/* Reduces towards process `top` of the binomial tree; returns where the result of this
 * process and all below it stands, which is the contribution itself if nobody is. */
static const void *reduce_up(struct sched *s, const struct coll *c, int top)
{
    int n = c->team->size, v = (c->team->rank - top + n) % n;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    const void *mine = contribution(c);
    void *next = NULL, *spare = NULL;

    for (long bit = 1; bit < n && !(v & bit); bit *= 2) {
        if (v + bit >= n)
            continue;
        if (!next)
            next = sched_buffer(s, count, type);
        sched_recv(s, c->team, (v + bit + top) % n, next, count, type);
        sched_reduce(s, mine, next, count, type, c->op);
        mine = next;
        next = spare;
        spare = (void *)mine;
    }
    if (v > 0)
        sched_send(s, c->team, ((v & (v - 1)) + top) % n, mine, count, type);
    return mine;
}

/*
 * Binomial tree: process v collects from v + 2^k for every 2^k below its lowest bit, the
 * nearest first, so that it always joins neighbouring ranges of ranks in rank order, and
 * sends the result to v without that bit.  ceil(log2 n) rounds, the whole vector in each;
 * best for short vectors.  The numbers v start at the root if the operation commutes;
 * else at rank 0, and the result takes one more message.
 */
void reduce_binomial(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, top = c->op->commutative ? c->root : 0;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    const void *result = reduce_up(s, c, top);

    if (top != c->root && rank == top)
        sched_send(s, c->team, c->root, result, count, type);
    if (rank != c->root)
        return;
    if (top != c->root) {
        sched_then(s);
        sched_recv(s, c->team, top, c->recv.buffer, count, type);
    } else if (result != c->recv.buffer) {
        sched_copy(s, result, count, type, c->recv.buffer, count, type);
    }
}

/*
 * The root takes the vectors one after the other, the last rank's first.  n-1 rounds
 * at the root; the operands are grouped as a (b (c d)), in rank order; best never, but
 * the plainest reference.
 */
static void reduce_linear(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    void *result, *next;

    if (rank != c->root) {
        sched_send(s, c->team, c->root, contribution(c), count, type);
        return;
    }
    result = sched_buffer(s, count, type);
    next = sched_buffer(s, count, type);
    for (int i = n - 1; i >= 0; i--) {
        void *mine = i == n - 1 ? result : next;

        if (i == rank)
            sched_copy(s, contribution(c), count, type, mine, count, type);
        else
            sched_recv(s, c->team, i, mine, count, type);
        if (i < n - 1)
            sched_reduce(s, mine, result, count, type, c->op);
    }
    sched_copy(s, result, count, type, c->recv.buffer, count, type);
}

/*
 * Reduce-scatter around a ring, then every process sends its block to the root.  n
 * rounds, 2 (n-1)/n of the vector at the root and half of that elsewhere; best for long
 * vectors.
 */
static void reduce_ring_gather(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    struct side vector = side_split(s, contribution(c), count, type, n);
    struct side result = vector;

    if (rank == c->root) {
        result.buffer = c->recv.buffer;
        ring_reduce_scatter(s, c, &vector, side_at(&result, rank));
        sched_then(s);
        for (int i = 0; i < n; i++)
            if (i != rank)
                recv_block(s, c->team, i, &result, i);
        return;
    }
    result =
        (struct side){ .count = side_count(&vector, rank), .type = type, .same = true };
    result.buffer = sched_buffer(s, result.count, type);
    ring_reduce_scatter(s, c, &vector, result.buffer);
    send_block(s, c->team, c->root, &result, 0);
}

/* The group that has the data reduces to its process 0, which sends to the root. */
void reduce_inter(struct sched *s, const struct coll *c)
{
    struct coll local = *c;

    if (c->root == MPI_PROC_NULL)
        return;
    if (c->root == MPI_ROOT) {
        sched_recv(s, c->remote, 0, c->recv.buffer, c->recv.count, c->recv.type);
        return;
    }
    local.root = 0;
    if (c->team->rank == 0)
        local.recv.buffer = sched_buffer(s, c->recv.count, c->recv.type);
    reduce_binomial(s, &local);
    if (c->team->rank == 0) {
        sched_then(s);
        sched_send(s, c->remote, c->root, local.recv.buffer, c->recv.count, c->recv.type);
    }
}

int coll_reduce_local(struct coll *c)
{
    int error_class = coll_check(c);

    if (error_class == MPI_SUCCESS)
        op_apply(c->op, c->send.buffer, c->recv.buffer, c->recv.count,
                 c->recv.type->basic, object_handle(&c->recv.type->object),
                 c->recv.type->extent);
    return error_class;
}

const struct algorithm reduce_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "across", .build = reduce_across, .across = true },
    { .name = "binomial", .build = reduce_binomial, .max_bytes = 64 << 10 },
    { .name = "ring_gather", .build = reduce_ring_gather, .commutative = true },
    { .name = "binomial", .build = reduce_binomial },
    { .name = "linear", .build = reduce_linear },
    { 0 },
};
