/* SPDX-License-Identifier: BSD-3-Clause */
/* columns.c: let N be the nodes and P the members of each, which is the number of columns.
 */
#include "coll/columns.h"

#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/hierarchy.h"
#include "coll/node_call.h"

bool columns_are_right(const struct coll *c)
{
    return across_is_right(c) && c->hierarchy->even && c->hierarchy->sizes[0] > 1;
}

/* This member's node and its column, each with a copy of c. */
struct table {
    struct coll node, column;
};

static bool divide(struct sched *s, const struct coll *c, struct table *t)
{
    const struct hierarchy *h = c->hierarchy;
    int *row, *across, mine = h->index_of[c->team->rank];
    struct team *node = across_part(s, c, mine, h->sizes[h->mine], &row);
    struct team *column = across_part(s, c, h->mine, h->nodes, &across);

    if (!node || !column)
        return false;
    for (int i = 0; i < node->size; i++)
        row[i] = team_peer(c->team, h->members[i]);
    for (int i = 0; i < c->team->size; i++)
        if (h->index_of[i] == mine)
            across[h->node_of[i]] = team_peer(c->team, i);
    t->node = across_phase(c, node);
    t->node.node = h->team;
    t->column = across_phase(c, column);
    t->node.root = t->column.root = 0;
    return true;
}

static void build(struct sched *s, const struct coll *phase)
{
    coll_build(s, phase);
    sched_then(s);
}

/* A side of packed bytes with one block after the other. */
static struct side bytes_side(void *bytes, MPI_Count block)
{
    return (struct side){ .buffer = bytes,
                          .count = block,
                          .type = type_named(BASIC_MPI_BYTE) };
}

enum { BRUCK_BYTES = 256, BRUCK_RANKS = 8 };

/* An alltoall whose end holds back what is recorded next: without lanes, some messages at
 * a time. */
static void exchange(struct sched *s, const struct coll *phase)
{
    int rank = phase->team->rank, n = phase->team->size;

    if (phase->node && node_call_fits(phase)) {
        build(s, phase);
        return;
    }
    if (phase->recv.count <= BRUCK_BYTES && n > BRUCK_RANKS) {
        alltoall_bruck(s, phase);
        sched_then(s);
        return;
    }
    copy_block(s, &phase->send, rank, &phase->recv, rank);
    for (int k = 1; k < n; k++) {
        send_block(s, phase->team, (rank + k) % n, &phase->send, (rank + k) % n);
        recv_block(s, phase->team, (rank - k + n) % n, &phase->recv, (rank - k + n) % n);
        if (k % TEAM_LANES == 0)
            sched_then(s);
    }
    sched_then(s);
}

/* What stands in `from` by rows of so many blocks stands in `to` by columns. */
static void transpose(struct sched *s, const struct side *from, const struct side *to,
                      int rows, int columns)
{
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            copy_block(s, from, i * columns + j, to, j * rows + i);
}

/*
 * Alltoall: on its node a member hands each other one what is for that one's column, and
 * each column exchanges what it has got, a message to each node.  N - 1 messages over the
 * network for (N - 1) P, and every block moves twice and is copied four times; best for
 * short blocks.
 */
void alltoall_columns(struct sched *s, const struct coll *c)
{
    const struct hierarchy *h = c->hierarchy;
    const struct side *from = coll_in_place(c) ? &c->recv : &c->send;
    int n = c->team->size, nodes = h->nodes, members = h->sizes[h->mine];
    MPI_Count block = coll_bytes(c);
    struct side one = bytes_side(sched_alloc(s, n * block), block),
                other = bytes_side(sched_alloc(s, n * block), block);
    struct table t;

    if (!divide(s, c, &t) || !one.buffer || !other.buffer)
        return;
    for (int i = 0; i < n; i++)
        pack_block(s, from, i, side_at(&one, h->index_of[i] * nodes + h->node_of[i]));
    t.node.send = bytes_side(one.buffer, nodes * block);
    t.node.recv = bytes_side(other.buffer, nodes * block);
    exchange(s, &t.node);
    transpose(s, &other, &one, members, nodes);
    t.column.send = bytes_side(one.buffer, members * block);
    t.column.recv = bytes_side(other.buffer, members * block);
    exchange(s, &t.column);
    for (int i = 0; i < n; i++)
        unpack_block(s, side_at(&other, h->node_of[i] * members + h->index_of[i]),
                     &c->recv, i);
}

/*
 * Allreduce: the members of a node reduce a part of the vector each, every column reduces
 * its part across nodes, and the members of a node exchange the results.  The network
 * sees every part as often as among N processes; best for long vectors and many members,
 * where a speaker would read P vectors alone.  (Four members that share two cores with
 * those of another node are slower so from 1 MiB on: nobody works at the same time.)
 */
void allreduce_columns(struct sched *s, const struct coll *c)
{
    const struct hierarchy *h = c->hierarchy;
    int mine = h->index_of[c->team->rank];
    struct side parts =
        side_split(s, c->recv.buffer, c->recv.count, c->recv.type, h->sizes[h->mine]);
    struct side part = { .count = side_count(&parts, mine),
                         .type = c->recv.type,
                         .same = true };
    struct table t;

    part.buffer = sched_buffer(s, part.count, part.type);
    if (!divide(s, c, &t) || !part.buffer)
        return;
    t.node.kind = COLL_REDUCE_SCATTER;
    if (coll_in_place(c))
        t.node.send.buffer = c->recv.buffer;
    t.node.recv = parts;
    t.node.recv.buffer = part.buffer;
    build(s, &t.node);
    t.column.send.buffer = MPI_IN_PLACE;
    t.column.recv = part;
    build(s, &t.column);
    t.node.kind = COLL_ALLGATHERV;
    t.node.send = part;
    t.node.recv = parts;
    build(s, &t.node);
}
