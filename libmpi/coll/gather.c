/* SPDX-License-Identifier: BSD-3-Clause */
/* gather.c: MPI_Gather and MPI_Gatherv (MPI 5.0, 6.5). */
#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/node_call.h"

static void keep_own_block(struct sched *s, const struct coll *c)
{
    if (!coll_in_place(c))
        copy_block(s, &c->send, 0, &c->recv, c->team->rank);
}

/*
 * Everybody sends to the root.  One round, n-1 messages at the root, nothing copied; best
 * for long blocks, few processes, and where only the root knows how long the blocks are.
 */
void gather_linear(struct sched *s, const struct coll *c)
{
    const struct team *team = c->team;

    if (team->rank != c->root) {
        send_block(s, team, c->root, &c->send, 0);
        return;
    }
    for (int i = 0; i < team->size; i++)
        if (i != c->root)
            recv_block(s, team, i, &c->recv, i);
    keep_own_block(s, c);
}

/*
 * Binomial tree over the processes numbered from the root on: process v collects the
 * blocks of v .. v + 2^k - 1, 2^k being its lowest bit, one after the other as packed
 * bytes, and sends them all to v - 2^k.  ceil(log2 n) rounds; each block travels up to
 * log2 n times: best for short blocks.
 */
static void gather_binomial(struct sched *s, const struct coll *c)
{
    int n = c->team->size, v = (c->team->rank - c->root + n) % n;
    MPI_Count block = coll_bytes(c);
    long span = v ? v & -v : n, below = v + span <= n ? span : n - v;
    void *blocks = sched_alloc(s, below * block);

    if (v > 0)
        pack_block(s, &c->send, 0, blocks);
    for (long bit = 1; bit < below; bit *= 2) {
        long received = 2 * bit <= below ? bit : below - bit;

        recv_bytes(s, c->team, (c->root + v + bit) % n, address_at(blocks, bit * block),
                   received * block);
    }
    sched_then(s);
    if (v > 0) {
        send_bytes(s, c->team, (c->root + v - span) % n, blocks, below * block);
        return;
    }
    for (int i = 1; i < n; i++)
        unpack_block(s, address_at(blocks, i * block), &c->recv, (c->root + i) % n);
    keep_own_block(s, c);
}

/* Everybody of the other group sends to the root. */
void gather_inter(struct sched *s, const struct coll *c)
{
    if (c->root == MPI_PROC_NULL)
        return;
    if (c->root != MPI_ROOT) {
        send_block(s, c->remote, c->root, &c->send, 0);
        return;
    }
    for (int i = 0; i < c->remote->size; i++)
        recv_block(s, c->remote, i, &c->recv, i);
}

const struct algorithm gather_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "across", .build = gather_across, .max_bytes = 16 << 10, .across = true },
    { .name = "linear", .build = gather_linear, .max_ranks = 4 },
    { .name = "binomial", .build = gather_binomial, .max_bytes = 4 << 10 },
    { .name = "linear", .build = gather_linear },
    { 0 },
};

const struct algorithm gatherv_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "linear", .build = gather_linear },
    { 0 },
};
