/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Every algorithm of the collectives that move data, for 1 to 33 ranks, several counts
 * and roots, in place and not, with contiguous data on some ranks and gaps on others.
 * What arrives, and that nothing else is touched, is compared byte by byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll_case.h"

/* One call, as all ranks make it. */
struct move {
    enum coll_kind kind;
    int ranks, count, root;
    bool in_place;
};

/* What one rank has. */
struct rank {
    struct store send, recv, expected;
    int counts[2][MOST_RANKS];       /* of the blocks it sends and receives */
    MPI_Count displs[2][MOST_RANKS]; /* in elements, */
    MPI_Count bytes[2][MOST_RANKS];  /* and in bytes */
    MPI_Datatype types[2][MOST_RANKS];
};

enum { SEND, RECV };

static bool is_uneven(const struct move *m)
{
    return m->kind == COLL_GATHERV || m->kind == COLL_SCATTERV ||
           m->kind == COLL_ALLGATHERV || m->kind == COLL_ALLTOALLV ||
           m->kind == COLL_ALLTOALLW;
}

static bool is_gather(const struct move *m)
{
    return m->kind == COLL_GATHER || m->kind == COLL_GATHERV;
}

static bool is_scatter(const struct move *m)
{
    return m->kind == COLL_SCATTER || m->kind == COLL_SCATTERV;
}

static bool is_allgather(const struct move *m)
{
    return m->kind == COLL_ALLGATHER || m->kind == COLL_ALLGATHERV;
}

/* How many blocks does a rank send and receive? */
static int block_count(const struct move *m, int rank, int side)
{
    bool at_root = rank == m->root;

    if (m->kind == COLL_BCAST)
        return side == RECV;
    if (is_gather(m))
        return side == SEND ? 1 : at_root ? m->ranks : 0;
    if (is_scatter(m))
        return side == RECV ? 1 : at_root ? m->ranks : 0;
    return is_allgather(m) && side == SEND ? 1 : m->ranks;
}

/* Elements that go from one rank to another. */
static int elements(const struct move *m, int from, int to)
{
    if (!is_uneven(m))
        return m->count;
    if (is_gather(m) || is_allgather(m))
        to = 0;
    if (is_scatter(m))
        from = 0;
    return (3 * (from + to) + m->count) % (m->count + 2);
}

/* What a rank sends in element e of the block for another one. */
static int value(const struct move *m, int from, int to, int e, int which)
{
    if (is_gather(m) || is_allgather(m) || m->kind == COLL_BCAST)
        to = 77;
    return ((from * 131 + to) * 1009 + e) * 2 + which;
}

/* Block i of a rank goes to, or comes from, this one. */
static int peer_of(const struct move *m, int rank, int side, int i)
{
    if (block_count(m, rank, side) > 1 || m->ranks == 1)
        return i;
    return side == RECV ? m->root : 0;
}

static int block_elements(const struct move *m, int rank, int side, int i)
{
    int peer = peer_of(m, rank, side, i);

    return side == SEND ? elements(m, rank, peer) : elements(m, peer, rank);
}

static void write_block(const struct move *m, const struct store *store, long start,
                        int from, int to)
{
    for (int e = 0; e < elements(m, from, to); e++)
        for (int which = 0; which < 2; which++)
            *store_int(store, start + e, which) = value(m, from, to, e, which);
}

/* Blocks stand one after the other, or the last one first with gaps between; returns the
 * elements of all. */
static int lay_out(const struct move *m, struct rank *r, int rank, int side)
{
    int blocks = block_count(m, rank, side), next = 0;

    for (int k = 0; k < blocks; k++) {
        int i = is_uneven(m) ? blocks - 1 - k : k;

        r->counts[side][i] = block_elements(m, rank, side, i);
        r->displs[side][i] = next;
        next += r->counts[side][i] + is_uneven(m);
    }
    return next;
}

static void make_buffers(const struct move *m, struct rank *r, int rank)
{
    int sent = lay_out(m, r, rank, SEND), received = lay_out(m, r, rank, RECV);

    r->send = store_create((rank + 1) % 2, sent);
    r->recv = store_create(rank / 2 % 2, received);
    r->expected = store_create(rank / 2 % 2, received);
    for (int i = 0; i < block_count(m, rank, SEND); i++)
        write_block(m, &r->send, r->displs[SEND][i], rank, peer_of(m, rank, SEND, i));
    for (int i = 0; i < block_count(m, rank, RECV); i++)
        write_block(m, &r->expected, r->displs[RECV][i], peer_of(m, rank, RECV, i), rank);
}

/* Puts a rank's own data where MPI_IN_PLACE has it. */
static void put_in_place(const struct move *m, struct coll *c, struct rank *r, int rank)
{
    bool at_root = rank == m->root;

    if (m->kind == COLL_BCAST && at_root)
        write_block(m, &r->recv, 0, rank, rank);
    if (!m->in_place || m->kind == COLL_BCAST ||
        ((is_gather(m) || is_scatter(m)) && !at_root))
        return;
    if (is_scatter(m)) {
        store_destroy(&r->expected);
        r->expected = store_create(r->recv.shape, r->counts[RECV][0] + is_uneven(m));
        c->recv = (struct side){ .buffer = MPI_IN_PLACE };
        return;
    }
    for (int i = 0; i < block_count(m, rank, RECV); i++)
        if (i == rank || !(is_gather(m) || is_allgather(m)))
            write_block(m, &r->recv, r->displs[RECV][i], rank, i);
    c->send = (struct side){ .buffer = MPI_IN_PLACE };
}

static struct side make_side(const struct move *m, struct rank *r, int rank, int side)
{
    const struct store *store = side == SEND ? &r->send : &r->recv;
    int blocks = block_count(m, rank, side);
    bool same = blocks == 1 && (m->ranks > 1 || !is_uneven(m));
    struct side made = { .buffer = store->origin, .type = case_type(store->shape) };

    if (!is_uneven(m) || (is_gather(m) && side == SEND) ||
        (is_scatter(m) && side == RECV) || (is_allgather(m) && side == SEND)) {
        made.count = r->counts[side][0];
        made.same = same || is_uneven(m);
        return made;
    }
    made.uneven = true;
    made.counts = counts_int(r->counts[side]);
    made.displs = counts_64(r->displs[side]);
    if (m->kind != COLL_ALLTOALLW)
        return made;
    for (int i = 0; i < blocks; i++) {
        r->bytes[side][i] = r->displs[side][i] * made.type->extent;
        r->types[side][i] = object_handle(&made.type->object);
    }
    made.displs = counts_64(r->bytes[side]);
    made.types = r->types[side];
    made.type = NULL;
    return made;
}

static void try_algorithm(const struct move *m, coll_build_f *build, const char *name)
{
    static struct rank ranks[MOST_RANKS];
    static struct coll c[MOST_RANKS];
    char what[160];

    for (int r = 0; r < m->ranks; r++) {
        make_buffers(m, &ranks[r], r);
        c[r] = (struct coll){ .kind = m->kind, .root = m->root };
        c[r].send = make_side(m, &ranks[r], r, SEND);
        c[r].recv = make_side(m, &ranks[r], r, RECV);
        put_in_place(m, &c[r], &ranks[r], r);
    }
    case_run(c, m->ranks, build, m->ranks * 1000 + m->count);
    for (int r = 0; r < m->ranks; r++) {
        snprintf(what, sizeof what, "%s %s: rank %d of %d, count %d, root %d%s",
                 coll_operation(m->kind)->name, name, r, m->ranks, m->count, m->root,
                 m->in_place ? ", in place" : "");
        store_expect(&ranks[r].recv, &ranks[r].expected, what);
        store_destroy(&ranks[r].send);
        store_destroy(&ranks[r].recv);
        store_destroy(&ranks[r].expected);
    }
}

static void try_all_algorithms(const struct move *m)
{
    const struct algorithm *rows = coll_operation(m->kind)->algorithms;
    struct team team = { .size = m->ranks };
    struct coll c = { .kind = m->kind, .team = &team };

    for (const struct algorithm *row = rows; row->name; row++)
        if (algorithm_is_right(row, &c))
            try_algorithm(m, row->build, row->name);
    try_algorithm(m, NULL, "as chosen");
}

/* In place and not, and from several roots where there is one. */
static void try_variants(enum coll_kind kind, int ranks, int count)
{
    struct move m = { .kind = kind, .ranks = ranks, .count = count };
    bool rooted = is_gather(&m) || is_scatter(&m) || kind == COLL_BCAST;

    for (int in_place = 0; in_place < 2; in_place++) {
        m.in_place = in_place;
        m.root = 0;
        try_all_algorithms(&m);
        m.root = ranks > 2 ? (ranks + count) % ranks : ranks - 1;
        if (rooted && m.root > 0)
            try_all_algorithms(&m);
    }
}

/* Everything that one process could hold is tried for few ranks, and short blocks for
 * all. */
static void try_kind(enum coll_kind kind)
{
    static const int counts[] = { 0, 1, 2, 7, 64, 1000 };

    for (int ranks = 1; ranks <= MOST_RANKS; ranks++)
        for (size_t i = 0; i < array_length(counts); i++)
            if (ranks * ranks * counts[i] <= 8000 || ranks == 7)
                try_variants(kind, ranks, counts[i]);
}

#define TEST_OF(test, kind)                                                              \
    static void test(void **state)                                                       \
    {                                                                                    \
        (void)state;                                                                     \
        try_kind(kind);                                                                  \
    }

TEST_OF(bcast, COLL_BCAST)
TEST_OF(gather, COLL_GATHER)
TEST_OF(gatherv, COLL_GATHERV)
TEST_OF(scatter, COLL_SCATTER)
TEST_OF(scatterv, COLL_SCATTERV)
TEST_OF(allgather, COLL_ALLGATHER)
TEST_OF(allgatherv, COLL_ALLGATHERV)
TEST_OF(alltoall, COLL_ALLTOALL)
TEST_OF(alltoallv, COLL_ALLTOALLV)
TEST_OF(alltoallw, COLL_ALLTOALLW)

/* Long enough to be sent in several pieces. */
static void long_bcast(void **state)
{
    (void)state;
    for (int ranks = 1; ranks <= 5; ranks++)
        try_variants(COLL_BCAST, ranks, 40000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bcast),      cmocka_unit_test(gather),
        cmocka_unit_test(gatherv),    cmocka_unit_test(scatter),
        cmocka_unit_test(scatterv),   cmocka_unit_test(allgather),
        cmocka_unit_test(allgatherv), cmocka_unit_test(alltoall),
        cmocka_unit_test(alltoallv),  cmocka_unit_test(alltoallw),
        cmocka_unit_test(long_bcast),
    };

    return cmocka_run_group_tests(tests, case_set_up, case_tear_down);
}
