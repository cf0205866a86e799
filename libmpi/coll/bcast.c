/* SPDX-License-Identifier: BSD-3-Clause */
/* bcast.c: MPI_Bcast (MPI 5.0, 6.4).  In all algorithms processes are numbered from the
 * root on: process v is rank (root + v) % n. */
#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/node_call.h"
#include "coll/ring.h"

static int from_root(const struct coll *c)
{
    int n = c->team->size;

    return (c->team->rank - c->root + n) % n;
}

static int rank_of(const struct coll *c, long v)
{
    return (c->root + v) % c->team->size;
}

/*
 * Binomial tree: process v has the data from v without its lowest bit, and passes it on
 * to v + 2^k for every 2^k below that bit, the farthest first.  ceil(log2 n) rounds, the
 * whole message in each; best for short messages.
 */
void bcast_binomial(struct sched *s, const struct coll *c)
{
    int v = from_root(c), n = c->team->size;
    const struct side *data = &c->recv;
    long bit = 1;

    while (bit < n && !(v & bit))
        bit *= 2;
    if (v > 0) {
        sched_recv(s, c->team, rank_of(c, v - bit), data->buffer, data->count,
                   data->type);
        sched_then(s);
    }
    for (bit /= 2; bit > 0; bit /= 2)
        if (v + bit < n)
            sched_send(s, c->team, rank_of(c, v + bit), data->buffer, data->count,
                       data->type);
}

/* A bcast may have other counts and types on other ranks, so messages are cut by packed
 * bytes. */
static struct packed open_packed(struct sched *s, const struct coll *c)
{
    struct packed packed = packed_view(s, c->recv.buffer, c->recv.count, c->recv.type);

    if (c->team->rank == c->root)
        packed_fill(s, &packed);
    return packed;
}

static void close_packed(struct sched *s, const struct coll *c,
                         const struct packed *packed)
{
    if (c->team->rank != c->root)
        packed_empty(s, packed);
}

/*
 * Chain: the message goes from process to process in pieces, and every process sends one
 * piece while it receives the next.  n-2 + pieces rounds of one piece; every byte is
 * sent once: best for long messages and few processes.
 */
static void bcast_chain(struct sched *s, const struct coll *c)
{
    enum { PIECE = 128 << 10, AT_ONCE = 8 }; /* pieces that the root has on their way */
    int v = from_root(c), n = c->team->size;
    struct packed packed = open_packed(s, c);
    MPI_Count pieces = (packed.size + PIECE - 1) / PIECE;

    for (MPI_Count i = 0; i < pieces; i++) {
        void *piece = address_at(packed.bytes, i * PIECE);
        MPI_Count size = i == pieces - 1 ? packed.size - i * PIECE : PIECE;

        if (v > 0)
            recv_bytes(s, c->team, rank_of(c, v - 1), piece, size);
        if (v > 0 || i % AT_ONCE == 0)
            sched_then(s);
        if (v < n - 1)
            send_bytes(s, c->team, rank_of(c, v + 1), piece, size);
    }
    close_packed(s, c, &packed);
}

/* Block v of side to process v, along the binomial tree: a process gets its own block and
 * those of all below it. */
static void scatter_blocks(struct sched *s, const struct coll *c, const struct side *side,
                           MPI_Count size)
{
    int v = from_root(c), n = c->team->size;
    long bit = 1;

    while (bit < n && !(v & bit))
        bit *= 2;
    if (v > 0) {
        MPI_Count start = split_at(size, n, v);

        recv_bytes(s, c->team, rank_of(c, v - bit), side_at(side, v),
                   split_at(size, n, v + bit < n ? v + bit : n) - start);
        sched_then(s);
    }
    for (bit /= 2; bit > 0; bit /= 2) {
        long end = v + 2 * bit < n ? v + 2 * bit : n;

        if (v + bit < n)
            send_bytes(s, c->team, rank_of(c, v + bit), side_at(side, v + bit),
                       split_at(size, n, end) - split_at(size, n, v + bit));
    }
    sched_then(s);
}

/*
 * Scatter and allgather (R. van de Geijn, "On global combine operations", 1994): the
 * message is cut into n blocks, scattered along the binomial tree, and put together
 * again around a ring.  log2 n + n-1 rounds, 2 (n-1)/n of the message per process; best
 * for long messages and many processes.
 */
static void bcast_scatter_allgather(struct sched *s, const struct coll *c)
{
    int n = c->team->size;
    struct packed packed = open_packed(s, c);
    struct side side =
        side_split(s, packed.bytes, packed.size, type_named(BASIC_MPI_BYTE), n);

    scatter_blocks(s, c, &side, packed.size);
    ring_allgather(s, c->team, c->root, &side);
    close_packed(s, c, &packed);
}

/* The root sends to process 0 of the other group, which passes it on in its group. */
void bcast_inter(struct sched *s, const struct coll *c)
{
    const struct side *data = &c->recv;
    struct coll local = *c;

    if (c->root == MPI_PROC_NULL)
        return;
    if (c->root == MPI_ROOT) {
        sched_send(s, c->remote, 0, data->buffer, data->count, data->type);
        return;
    }
    if (c->team->rank == 0) {
        sched_recv(s, c->remote, c->root, data->buffer, data->count, data->type);
        sched_then(s);
    }
    local.root = 0;
    bcast_binomial(s, &local);
}

const struct algorithm bcast_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "across", .build = bcast_across, .across = true },
    { .name = "binomial", .build = bcast_binomial, .max_bytes = 64 << 10 },
    { .name = "chain", .build = bcast_chain, .max_ranks = 8 },
    { .name = "scatter_allgather", .build = bcast_scatter_allgather },
    { 0 },
};
