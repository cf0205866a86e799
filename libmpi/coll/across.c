/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * across.c: let N be the nodes and P the members of one.  On each node one member speaks
 * for it: the root on its own, elsewhere the first.
 */
#include "coll/across.h"

#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/fingerprint.h"
#include "coll/hierarchy.h"

/* Ranks keep their order if each node's are consecutive: nodes are numbered by their
 * first. */
bool across_is_right(const struct coll *c)
{
    return c->hierarchy && (!c->op || c->op->commutative || c->hierarchy->ordered);
}

static int speaker(const struct coll *c, int node)
{
    const struct hierarchy *h = c->hierarchy;

    return h->node_of[c->root] == node ? c->root : h->leaders[node];
}

static bool speaks(const struct coll *c)
{
    return c->team->rank == speaker(c, c->hierarchy->mine);
}

struct team *across_part(struct sched *s, const struct coll *c, int rank, int size,
                         int **map)
{
    struct team *team = sched_alloc(s, sizeof *team);

    *map = sched_alloc(s, size * (MPI_Count)sizeof **map);
    if (!team || !*map)
        return NULL;
    *team = *c->team;
    team->rank = rank;
    team->size = size;
    team->map = *map;
    return team;
}

struct coll across_phase(const struct coll *c, const struct team *team)
{
    struct coll phase = *c;

    phase.whole = fingerprint_mark(c);
    phase.hierarchy = NULL;
    phase.blocking = false;
    phase.team = team;
    return phase;
}

/* The two smaller teams, each with a copy of c; no team if there is no memory. */
struct across {
    struct coll local, global;
};

static bool divide(struct sched *s, const struct coll *c, struct across *a)
{
    const struct hierarchy *h = c->hierarchy;
    int *local, *global, mine = h->mine;
    struct team *node =
        across_part(s, c, h->index_of[c->team->rank], h->sizes[mine], &local);
    struct team *nodes = across_part(s, c, mine, h->nodes, &global);

    if (!node || !nodes)
        return false;
    for (int i = 0; i < node->size; i++)
        local[i] = team_peer(c->team, h->members[i]);
    for (int i = 0; i < nodes->size; i++)
        global[i] = team_peer(c->team, speaker(c, i));
    a->local = across_phase(c, node);
    a->local.node = h->team;
    a->local.root = h->index_of[speaker(c, mine)];
    a->global = across_phase(c, nodes);
    a->global.root = h->node_of[c->root];
    return true;
}

static void among_node(struct sched *s, const struct across *a)
{
    if (a->local.team->size > 1)
        coll_build(s, &a->local);
    sched_then(s);
}

static void among_nodes(struct sched *s, const struct coll *c, const struct across *a)
{
    if (speaks(c))
        coll_build(s, &a->global);
    sched_then(s);
}

/* Barrier: nobody leaves its node's second one before the speaker has come back.  Cost:
 * ceil(log2 N) messages after each other. */
void barrier_across(struct sched *s, const struct coll *c)
{
    struct across a;

    if (!divide(s, c, &a))
        return;
    among_node(s, &a);
    among_nodes(s, c, &a);
    among_node(s, &a);
}

/* Bcast: the message enters each node once. */
void bcast_across(struct sched *s, const struct coll *c)
{
    struct across a;

    if (!divide(s, c, &a))
        return;
    among_nodes(s, c, &a);
    among_node(s, &a);
}

/* The vectors of each node become one, at its speaker in `result`. */
static void reduce_nodes(struct sched *s, const struct coll *c, struct across *a,
                         void *result)
{
    bool stays = coll_in_place(c) && result == c->recv.buffer && speaks(c);

    a->local.kind = COLL_REDUCE;
    a->local.recv.buffer = result;
    if (coll_in_place(c) && !stays)
        a->local.send.buffer = c->recv.buffer;
    if (a->local.team->size > 1)
        among_node(s, a);
    else if (!stays)
        sched_copy(s, a->local.send.buffer, c->recv.count, c->recv.type, result,
                   c->recv.count, c->recv.type);
    sched_then(s);
}

/* Reduce: the vector leaves each node once. */
void reduce_across(struct sched *s, const struct coll *c)
{
    bool is_root = c->team->rank == c->root;
    void *result = c->recv.buffer;
    struct across a;

    if (!divide(s, c, &a))
        return;
    if (speaks(c) && !is_root)
        result = sched_buffer(s, c->recv.count, c->recv.type);
    reduce_nodes(s, c, &a, result);
    a.global.send.buffer = is_root ? MPI_IN_PLACE : result;
    among_nodes(s, c, &a);
}

/* Allreduce: the vector leaves and enters each node as often as among N processes. */
void allreduce_across(struct sched *s, const struct coll *c)
{
    struct across a;

    if (!divide(s, c, &a))
        return;
    reduce_nodes(s, c, &a, c->recv.buffer);
    a.global.send.buffer = MPI_IN_PLACE;
    among_nodes(s, c, &a);
    a.local.kind = COLL_BCAST;
    among_node(s, &a);
}

/* Blocks of all members as packed bytes, node after node. */
struct pile {
    char *bytes;
    MPI_Count *sizes, *places; /* of each member's block: bytes, and behind pile.bytes */
    MPI_Count total;
    bool even;         /* all sizes are the same */
    struct side nodes; /* a block for each node: those of its members */
};

static MPI_Count *numbers(struct sched *s, int count)
{
    MPI_Count *array = sched_alloc(s, count * (MPI_Count)sizeof *array);

    for (int i = 0; array && i < count; i++)
        array[i] = 0;
    return array;
}

static void lay_out(const struct coll *c, struct pile *pile, MPI_Count counts[],
                    MPI_Count displs[])
{
    const struct hierarchy *h = c->hierarchy;

    for (int i = 0; i < c->team->size; i++) {
        pile->sizes[i] = pile->even ? coll_bytes(c) : side_bytes(&c->recv, i);
        pile->places[i] = counts[h->node_of[i]];
        counts[h->node_of[i]] += pile->sizes[i];
    }
    for (int n = 0; n < h->nodes; n++) {
        displs[n] = pile->total;
        pile->total += counts[n];
    }
    for (int i = 0; i < c->team->size; i++)
        pile->places[i] += displs[h->node_of[i]];
}

static bool pile_up(struct sched *s, const struct coll *c, struct pile *pile)
{
    int nodes = c->hierarchy->nodes, size = c->team->size;
    MPI_Count *counts = numbers(s, nodes), *displs = numbers(s, nodes);

    *pile = (struct pile){ .sizes = numbers(s, size),
                           .places = numbers(s, size),
                           .even = c->kind != COLL_ALLGATHERV };
    if (!counts || !displs || !pile->sizes || !pile->places)
        return false;
    lay_out(c, pile, counts, displs);
    pile->bytes = sched_alloc(s, pile->total);
    pile->nodes = (struct side){ .buffer = pile->bytes,
                                 .type = type_named(BASIC_MPI_BYTE),
                                 .counts = counts_64(counts),
                                 .displs = counts_64(displs) };
    return pile->bytes != NULL;
}

static void name_blocks(struct sched *s, const struct pile *pile,
                        const struct hierarchy *h, struct side *here)
{
    int members = h->sizes[h->mine];
    MPI_Count *counts = numbers(s, members), *displs = numbers(s, members);

    for (int i = 0; counts && displs && i < members; i++) {
        counts[i] = pile->sizes[h->members[i]];
        displs[i] = pile->places[h->members[i]] - pile->places[h->members[0]];
    }
    here->counts = counts_64(counts);
    here->displs = counts_64(displs);
}

/* A block of the pile for each member of this node; the whole of it as one block. */
static struct side blocks_here(struct sched *s, const struct pile *pile,
                               const struct hierarchy *h)
{
    struct side here = { .buffer = side_at(&pile->nodes, h->mine),
                         .count = pile->sizes[0],
                         .type = pile->nodes.type };

    if (!pile->even)
        name_blocks(s, pile, h, &here);
    return here;
}

static struct side all_here(const struct pile *pile, const struct hierarchy *h)
{
    return (struct side){ .buffer = side_at(&pile->nodes, h->mine),
                          .count = side_count(&pile->nodes, h->mine),
                          .type = pile->nodes.type,
                          .same = true };
}

static void unpack_pile(struct sched *s, const struct coll *c, const struct pile *pile)
{
    bool has_own = coll_in_place(c);

    for (int i = 0; i < c->team->size; i++)
        if (pile->sizes[i] > 0 && (i != c->team->rank || !has_own))
            unpack_block(s, pile->bytes + pile->places[i], &c->recv, i);
}

/* One block of each member to its speaker's pile. */
static void gather_nodes(struct sched *s, const struct coll *c, struct across *a,
                         const struct pile *pile)
{
    int rank = c->team->rank;

    a->local.kind = pile->even ? COLL_GATHER : COLL_GATHERV;
    if (coll_in_place(c)) { /* packed by hand: its place on the receive side is another */
        a->local.send = (struct side){ .buffer = sched_alloc(s, pile->sizes[rank]),
                                       .count = pile->sizes[rank],
                                       .type = pile->nodes.type,
                                       .same = true };
        pack_block(s, &c->recv, rank, a->local.send.buffer);
    }
    a->local.recv = blocks_here(s, pile, c->hierarchy);
    if (a->local.team->size > 1)
        among_node(s, a);
    else
        pack_block(s, &a->local.send, 0, side_at(&a->local.recv, 0));
    sched_then(s);
}

/* Gather: N - 1 messages at the root, for N P - 1. */
void gather_across(struct sched *s, const struct coll *c)
{
    struct across a;
    struct pile pile;

    if (!divide(s, c, &a) || !pile_up(s, c, &pile))
        return;
    gather_nodes(s, c, &a, &pile);
    a.global.kind = COLL_GATHERV;
    a.global.send = all_here(&pile, c->hierarchy);
    a.global.recv = pile.nodes;
    if (c->team->rank == c->root)
        a.global.send.buffer = MPI_IN_PLACE;
    among_nodes(s, c, &a);
    if (c->team->rank == c->root)
        unpack_pile(s, c, &pile);
}

/* Scatter: N - 1 messages at the root, for N P - 1. */
void scatter_across(struct sched *s, const struct coll *c)
{
    struct across a;
    struct pile pile;

    if (!divide(s, c, &a) || !pile_up(s, c, &pile))
        return;
    for (int i = 0; i < c->team->size && c->team->rank == c->root; i++)
        pack_block(s, &c->send, i, pile.bytes + pile.places[i]);
    a.global.kind = COLL_SCATTERV;
    a.global.send = pile.nodes;
    a.global.recv = all_here(&pile, c->hierarchy);
    if (c->team->rank == c->root)
        a.global.recv.buffer = MPI_IN_PLACE;
    among_nodes(s, c, &a);
    a.local.send = blocks_here(s, &pile, c->hierarchy);
    if (a.local.team->size > 1)
        among_node(s, &a);
    else if (c->recv.buffer != MPI_IN_PLACE)
        unpack_block(s, side_at(&a.local.send, 0), &c->recv, 0);
}

/* Allgather, allgatherv: the speakers exchange what they have gathered, and hand all of it down. */
void allgather_across(struct sched *s, const struct coll *c)
{
    struct across a;
    struct pile pile;

    if (!divide(s, c, &a) || !pile_up(s, c, &pile))
        return;
    gather_nodes(s, c, &a, &pile);
    a.global.kind = COLL_ALLGATHERV;
    a.global.send.buffer = MPI_IN_PLACE;
    a.global.recv = pile.nodes;
    among_nodes(s, c, &a);
    a.local.kind = COLL_BCAST;
    a.local.recv = (struct side){
        .buffer = pile.bytes, .count = pile.total, .type = pile.nodes.type, .same = true
    };
    among_node(s, &a);
    unpack_pile(s, c, &pile);
}
