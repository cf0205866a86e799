/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * coll/across.h, coll/columns.h: collectives of members that are spread over nodes in every
 * way, with the phases inside a node by messages (node_call.c has those by flags).
 */
#include "coll/across.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll/columns.h"
#include "coll/hierarchy.h"
#include "coll_case.h"

enum { MOST_COUNT = 1000 };

/* Ways to spread members over nodes. */
static int in_threes(int rank, int ranks)
{
    (void)ranks;
    return rank / 3;
}

static int cyclic(int rank, int ranks)
{
    return rank % (ranks < 4 ? 2 : 4);
}

static int alone(int rank, int ranks)
{
    (void)ranks;
    return 100 - rank;
}

static int uneven(int rank, int ranks)
{
    return rank * rank < ranks ? 7 : rank % 3;
}

static int (*const spreads[])(int rank, int ranks) = { in_threes, cyclic, alone, uneven };

static struct hierarchy *trees[MOST_RANKS];

static void spread(int ranks, int (*place)(int rank, int ranks))
{
    int places[MOST_RANKS];

    for (int r = 0; r < ranks; r++)
        places[r] = place(r, ranks);
    for (int r = 0; r < ranks; r++)
        trees[r] = hierarchy_create(r, ranks, places);
}

static void gather_up(int ranks)
{
    for (int r = 0; r < ranks; r++)
        hierarchy_destroy(trees[r]);
}

static unsigned value(int from, int to, int i)
{
    return (unsigned)(from * 1000003 + to * 7919 + i * 31 + 1);
}

static unsigned reduced(int ranks, bool commutes, int i)
{
    unsigned result = value(ranks - 1, 0, i);

    for (int r = ranks - 2; r >= 0; r--)
        result =
            commutes ? value(r, 0, i) + result : case_compose(value(r, 0, i), result);
    return result;
}

/* One collective of all ranks: their buffers, and what is done with them. */
struct trial {
    enum coll_kind kind;
    coll_build_f *build;
    bool (*is_right)(const struct coll *c);
    int ranks, root, count;
    bool in_place, commutes;
    unsigned *in[MOST_RANKS], *out[MOST_RANKS];
    struct coll c[MOST_RANKS];
};

static bool reduces(enum coll_kind kind)
{
    return kind == COLL_REDUCE || kind == COLL_ALLREDUCE;
}

static bool is_rooted(enum coll_kind kind)
{
    return kind != COLL_ALLREDUCE && kind != COLL_ALLGATHER && kind != COLL_ALLTOALL;
}

/* A member has a block for each other one. */
static bool sends_to_each(enum coll_kind kind)
{
    return kind == COLL_SCATTER || kind == COLL_ALLTOALL;
}

static bool receives_from_each(enum coll_kind kind)
{
    return kind == COLL_GATHER || kind == COLL_ALLGATHER || kind == COLL_ALLTOALL;
}

/* What rank r's block b of the sending side holds goes to member b. */
static void fill(struct trial *t, int r)
{
    int blocks = sends_to_each(t->kind) ? t->ranks : 1;

    for (int b = 0; b < blocks; b++)
        for (int i = 0; i < t->count; i++)
            t->in[r][b * t->count + i] = value(r, b, i);
    if (t->kind == COLL_BCAST && r == t->root)
        memcpy(t->out[r], t->in[r], t->count * sizeof(unsigned));
    if (t->in_place && reduces(t->kind))
        memcpy(t->out[r], t->in[r], t->count * sizeof(unsigned));
    if (t->in_place && (t->kind == COLL_GATHER || t->kind == COLL_ALLGATHER))
        memcpy(t->out[r] + r * t->count, t->in[r], t->count * sizeof(unsigned));
    if (t->in_place && t->kind == COLL_ALLTOALL)
        memcpy(t->out[r], t->in[r], (size_t)blocks * t->count * sizeof(unsigned));
}

static void describe(struct trial *t, int r)
{
    bool in_place = t->in_place && (r == t->root || !is_rooted(t->kind));
    datatype_t *type = type_named(BASIC_MPI_UNSIGNED);
    struct coll *c = &t->c[r];

    *c = (struct coll){
        .kind = t->kind,
        .send = { .buffer = t->in[r], .count = t->count, .type = type },
        .recv = { .buffer = t->out[r], .count = t->count, .type = type },
        .op = !reduces(t->kind) ? NULL
              : t->commutes     ? op_of(MPI_SUM)
                                : case_composition(),
        .root = is_rooted(t->kind) ? t->root : 0,
        .hierarchy = trees[r],
    };
    c->send.same = !sends_to_each(t->kind);
    c->recv.same = !receives_from_each(t->kind);
    if (in_place && t->kind == COLL_SCATTER)
        c->recv.buffer = MPI_IN_PLACE;
    else if (in_place && t->kind != COLL_BCAST)
        c->send.buffer = MPI_IN_PLACE;
}

static unsigned expected(const struct trial *t, int r, int b, int i)
{
    if (reduces(t->kind))
        return reduced(t->ranks, t->commutes, i);
    if (t->kind == COLL_BCAST)
        return value(t->root, 0, i);
    if (t->kind == COLL_SCATTER)
        return value(t->root, r, i);
    return value(b, t->kind == COLL_ALLTOALL ? r : 0, i);
}

static void look_at(const struct trial *t, int r)
{
    bool root_only = t->kind == COLL_GATHER || t->kind == COLL_REDUCE;

    if ((root_only && r != t->root) || t->c[r].recv.buffer == MPI_IN_PLACE)
        return;
    for (int b = 0; b < (receives_from_each(t->kind) ? t->ranks : 1); b++)
        for (int i = 0; i < t->count; i++)
            assert_int_equal(t->out[r][b * t->count + i], expected(t, r, b, i));
}

static void try(struct trial *t)
{
    size_t bytes = (size_t)t->ranks * t->count * sizeof(unsigned);

    for (int r = 0; r < t->ranks; r++) {
        t->in[r] = malloc(bytes);
        t->out[r] = calloc(1, bytes);
        fill(t, r);
        describe(t, r);
    }
    if (t->is_right(&t->c[0]))
        case_run(t->c, t->ranks, t->build, (unsigned)(t->ranks + t->root));
    for (int r = 0; r < t->ranks; r++) {
        if (t->is_right(&t->c[0]))
            look_at(t, r);
        free(t->in[r]);
        free(t->out[r]);
    }
}

static void try_all(enum coll_kind kind, coll_build_f *build,
                    bool (*is_right)(const struct coll *c))
{
    static const int counts[] = { 1, 7, MOST_COUNT };

    for (int ranks = 1; ranks <= MOST_RANKS; ranks++)
        for (size_t s = 0; s < array_length(spreads); s++) {
            spread(ranks, spreads[s]);
            for (int variant = 0; variant < 12; variant++) {
                struct trial t = {
                    .kind = kind,
                    .build = build,
                    .is_right = is_right,
                    .ranks = ranks,
                    .root = variant * 5 % ranks,
                    .count = counts[variant % (ranks % 8 ? 2 : 3)],
                    .in_place = variant & 1,
                    .commutes = variant & 2,
                };

                try(&t);
            }
            gather_up(ranks);
        }
}

#define TEST_OF(test, kind)                                                              \
    static void test(void **state)                                                       \
    {                                                                                    \
        (void)state;                                                                     \
        try_all(kind, test##_across, across_is_right);                                   \
    }

TEST_OF(bcast, COLL_BCAST)
TEST_OF(reduce, COLL_REDUCE)
TEST_OF(allreduce, COLL_ALLREDUCE)
TEST_OF(gather, COLL_GATHER)
TEST_OF(scatter, COLL_SCATTER)
TEST_OF(allgather, COLL_ALLGATHER)

/* Blocks of 0 to 3 elements, which stand in the opposite order. */
static void gather_uneven(int ranks, bool in_place)
{
    enum { MOST = 3 };
    MPI_Count counts[MOST_RANKS], displs[MOST_RANKS];
    unsigned in[MOST_RANKS][MOST], out[MOST_RANKS][MOST_RANKS * MOST];
    datatype_t *type = type_named(BASIC_MPI_UNSIGNED);
    struct coll c[MOST_RANKS];

    for (int r = 0; r < ranks; r++) {
        counts[r] = r * 5 % (MOST + 1);
        displs[r] = (ranks - 1 - r) * MOST;
        c[r] = (struct coll){
            .kind = COLL_ALLGATHERV,
            .send = { .buffer = in_place ? MPI_IN_PLACE : in[r],
                      .count = counts[r],
                      .type = type,
                      .same = true },
            .recv = { .buffer = out[r],
                      .uneven = true,
                      .counts = counts_64(counts),
                      .displs = counts_64(displs),
                      .type = type },
            .hierarchy = trees[r],
        };
        for (int i = 0; i < MOST; i++)
            in[r][i] = out[r][displs[r] + i] = value(r, 0, i);
    }
    case_run(c, ranks, allgather_across, (unsigned)ranks);
    for (int r = 0; r < ranks; r++)
        for (int b = 0; b < ranks; b++)
            for (int i = 0; i < counts[b]; i++)
                assert_int_equal(out[r][displs[b] + i], value(b, 0, i));
}

static void allgatherv(void **state)
{
    (void)state;
    for (int ranks = 1; ranks <= MOST_RANKS; ranks++)
        for (size_t s = 0; s < array_length(spreads); s++) {
            spread(ranks, spreads[s]);
            gather_uneven(ranks, false);
            gather_uneven(ranks, true);
            gather_up(ranks);
        }
}

static void allreduce_by_columns(void **state)
{
    (void)state;
    try_all(COLL_ALLREDUCE, allreduce_columns, columns_are_right);
}

static void alltoall_by_columns(void **state)
{
    (void)state;
    try_all(COLL_ALLTOALL, alltoall_columns, columns_are_right);
}

/* Nobody is over before the last has begun. */
static void barrier(void **state)
{
    (void)state;
    for (int ranks = 2; ranks <= MOST_RANKS; ranks++) {
        struct fake_world *world = fake_create(ranks, (unsigned)ranks);
        struct sched *scheds[MOST_RANKS];
        struct team teams[MOST_RANKS];

        spread(ranks, spreads[ranks % 4]);
        for (int i = 0; i < ranks; i++) {
            int r = (i + ranks / 2) % ranks;
            struct coll c = { .kind = COLL_BARRIER,
                              .team = &teams[r],
                              .hierarchy = trees[r] };

            for (int other = 0; other < i; other++)
                assert_false(fake_is_over(world, (other + ranks / 2) % ranks));
            teams[r] = fake_team(world, r);
            scheds[r] = sched_get();
            barrier_across(scheds[r], &c);
            fake_start(world, r, scheds[r], &teams[r]);
            fake_settle(world);
        }
        for (int r = 0; r < ranks; r++) {
            assert_true(fake_is_over(world, r));
            sched_put(scheds[r]);
        }
        gather_up(ranks);
        fake_destroy(world);
    }
}

/* An operation that does not commute needs the ranks of a node side by side. */
static void order(void **state)
{
    struct coll c = { .kind = COLL_REDUCE, .op = case_composition() };

    (void)state;
    spread(12, in_threes);
    c.hierarchy = trees[5];
    assert_int_equal(trees[5]->nodes, 4);
    assert_int_equal(trees[5]->mine, 1);
    assert_true(trees[5]->even);
    assert_true(across_is_right(&c));
    gather_up(12);
    spread(12, cyclic);
    c.hierarchy = trees[5];
    assert_int_equal(trees[5]->members[1], 5);
    assert_false(across_is_right(&c));
    c.op = op_of(MPI_SUM);
    assert_true(across_is_right(&c));
    gather_up(12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(barrier),
        cmocka_unit_test(bcast),
        cmocka_unit_test(reduce),
        cmocka_unit_test(allreduce),
        cmocka_unit_test(gather),
        cmocka_unit_test(scatter),
        cmocka_unit_test(allgather),
        cmocka_unit_test(allgatherv),
        cmocka_unit_test(order),
        cmocka_unit_test(allreduce_by_columns),
        cmocka_unit_test(alltoall_by_columns),
    };

    return cmocka_run_group_tests(tests, case_set_up, case_tear_down);
}
