/* SPDX-License-Identifier: BSD-3-Clause */
/* scatter.c: MPI_Scatter and MPI_Scatterv (MPI 5.0, 6.6). */
#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/node_call.h"

static void keep_own_block(struct sched *s, const struct coll *c)
{
    if (c->recv.buffer != MPI_IN_PLACE)
        copy_block(s, &c->send, c->team->rank, &c->recv, 0);
}

/*
 * The root sends to everybody.  One round, n-1 messages at the root, nothing copied; best
 * for long blocks, few processes, and where only the root knows how long the blocks are.
 */
void scatter_linear(struct sched *s, const struct coll *c)
{
    const struct team *team = c->team;

    if (team->rank != c->root) {
        recv_block(s, team, c->root, &c->recv, 0);
        return;
    }
    for (int i = 0; i < team->size; i++)
        if (i != c->root)
            send_block(s, team, i, &c->send, i);
    keep_own_block(s, c);
}

/*
 * Binomial tree over the processes numbered from the root on: process v gets the blocks
 * of v .. v + 2^k - 1, 2^k being its lowest bit, from v - 2^k, one after the other as
 * packed bytes, and passes the farther halves on.  ceil(log2 n) rounds; each block
 * travels up to log2 n times: best for short blocks.
 */
static void scatter_binomial(struct sched *s, const struct coll *c)
{
    int n = c->team->size, v = (c->team->rank - c->root + n) % n;
    MPI_Count block = coll_bytes(c);
    long span = v ? v & -v : n, below = v + span <= n ? span : n - v, bit = 1;
    void *blocks = sched_alloc(s, below * block);

    if (v > 0)
        recv_bytes(s, c->team, (c->root + v - span) % n, blocks, below * block);
    for (int i = 1; i < n && v == 0; i++)
        pack_block(s, &c->send, (c->root + i) % n, address_at(blocks, i * block));
    sched_then(s);
    while (2 * bit < below)
        bit *= 2;
    for (; bit > 0; bit /= 2) {
        long sent = 2 * bit <= below ? bit : below - bit;

        if (bit < below)
            send_bytes(s, c->team, (c->root + v + bit) % n,
                       address_at(blocks, bit * block), sent * block);
    }
    if (v > 0)
        unpack_block(s, blocks, &c->recv, 0);
    else
        keep_own_block(s, c);
}

/* The root sends to everybody of the other group. */
void scatter_inter(struct sched *s, const struct coll *c)
{
    if (c->root == MPI_PROC_NULL)
        return;
    if (c->root != MPI_ROOT) {
        recv_block(s, c->remote, c->root, &c->recv, 0);
        return;
    }
    for (int i = 0; i < c->remote->size; i++)
        send_block(s, c->remote, i, &c->send, i);
}

/* Through parcels the root copies every block, and each is copied twice; a very long one
 * its receiver rather reads from the root's memory (4 ranks on 2 cores, 200 MB each, in
 * huge pages: 41 ms instead of 66, and the first time 60 instead of 800). */
enum { NODE_BYTES = 16 << 20 };

const struct algorithm scatter_algorithms[] = {
    { .name = "node",
      .build = node_call_build,
      .max_bytes = NODE_BYTES,
      .one_node = true },
    { .name = "across", .build = scatter_across, .max_bytes = 16 << 10, .across = true },
    { .name = "linear", .build = scatter_linear, .max_ranks = 4 },
    { .name = "binomial", .build = scatter_binomial, .max_bytes = 4 << 10 },
    { .name = "linear", .build = scatter_linear },
    { 0 },
};

const struct algorithm scatterv_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "linear", .build = scatter_linear },
    { 0 },
};
