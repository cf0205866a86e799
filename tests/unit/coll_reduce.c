/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Every algorithm of the reductions, for 1 to 33 ranks, several counts and roots, in
 * place and not, with an operation that commutes and one that does not (the composition
 * of linear functions), on contiguous data and on data with gaps.
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

struct pair {
    unsigned a, b; /* the function x -> a x + b */
};

static struct pair compose(struct pair f, struct pair g)
{
    return (struct pair){ f.a * g.a, f.a * g.b + f.b };
}

static struct pair add(struct pair f, struct pair g)
{
    return (struct pair){ f.a + g.a, f.b + g.b };
}

typedef struct pair join_f(struct pair, struct pair);

static struct pair read_pair(const struct store *store, long e)
{
    return (struct pair){ *store_int(store, e, 0), *store_int(store, e, 1) };
}

static void write_pair(const struct store *store, long e, struct pair pair)
{
    *store_int(store, e, 0) = (int)pair.a;
    *store_int(store, e, 1) = (int)pair.b;
}

/* What a user's function does with the arguments it is given. */
static void apply(void *in, void *inout, const int *count, MPI_Datatype datatype,
                  join_f *join)
{
    enum shape shape =
        datatype == object_handle(&case_type(GAPPY)->object) ? GAPPY : DENSE;
    struct store left = { .shape = shape, .origin = in };
    struct store right = { .shape = shape, .origin = inout };

    for (int e = 0; e < *count; e++)
        write_pair(&right, e, join(read_pair(&left, e), read_pair(&right, e)));
}

static void compose_all(void *in, void *inout, int *count, MPI_Datatype *datatype)
{
    apply(in, inout, count, *datatype, compose);
}

static void add_all(void *in, void *inout, int *count, MPI_Datatype *datatype)
{
    apply(in, inout, count, *datatype, add);
}

static op_t *ops[2]; /* by whether it commutes */
static join_f *const joins[2] = { compose, add };

/* One call, as all ranks make it. */
struct reduction {
    enum coll_kind kind;
    int ranks, count, root;
    bool in_place, commutative;
    enum shape shape;
};

struct rank {
    struct store send, untouched, recv, expected;
};

static bool is_scattered(const struct reduction *m)
{
    return m->kind == COLL_REDUCE_SCATTER || m->kind == COLL_REDUCE_SCATTER_BLOCK;
}

static int part(const struct reduction *m, int rank)
{
    if (m->kind == COLL_REDUCE_SCATTER)
        return (3 * rank + m->count) % (m->count + 2);
    return m->count;
}

static int start_of(const struct reduction *m, int rank)
{
    int start = 0;

    for (int i = 0; i < rank; i++)
        start += part(m, i);
    return start;
}

static int input_count(const struct reduction *m)
{
    return is_scattered(m) ? start_of(m, m->ranks) : m->count;
}

static struct pair contribution(int rank, int e)
{
    return (struct pair){ 2 * rank + e + 3, 7 * rank + 5 * e + 1 };
}

/* Of the ranks 0 .. last. */
static struct pair reduced(const struct reduction *m, int last, int e)
{
    struct pair result = contribution(0, e);

    for (int r = 1; r <= last; r++)
        result = joins[m->commutative](result, contribution(r, e));
    return result;
}

static bool has_result(const struct reduction *m, int rank)
{
    return m->kind == COLL_REDUCE ? rank == m->root : m->kind != COLL_EXSCAN || rank > 0;
}

static int last_operand(const struct reduction *m, int rank)
{
    if (m->kind == COLL_SCAN)
        return rank;
    return m->kind == COLL_EXSCAN ? rank - 1 : m->ranks - 1;
}

static void write_input(const struct reduction *m, const struct store *store, int rank)
{
    for (int e = 0; e < input_count(m); e++)
        write_pair(store, e, contribution(rank, e));
}

static bool is_in_place(const struct reduction *m, int rank)
{
    return m->in_place && (m->kind != COLL_REDUCE || rank == m->root);
}

static void make_buffers(const struct reduction *m, struct rank *r, int rank)
{
    int start = is_scattered(m) ? start_of(m, rank) : 0;

    r->send = store_create(m->shape, input_count(m));
    r->untouched = store_create(m->shape, input_count(m));
    r->recv = store_create(m->shape, input_count(m));
    r->expected = store_create(m->shape, input_count(m));
    write_input(m, &r->send, rank);
    write_input(m, &r->untouched, rank);
    if (is_in_place(m, rank)) {
        write_input(m, &r->recv, rank);
        write_input(m, &r->expected, rank);
    }
    for (int e = 0; e < part(m, rank) && has_result(m, rank); e++)
        write_pair(&r->expected, e, reduced(m, last_operand(m, rank), start + e));
}

static struct coll describe(const struct reduction *m, const struct rank *r, int rank,
                            const int *parts)
{
    struct side side = { .count = m->count, .type = case_type(m->shape) };
    struct coll c = { .kind = m->kind, .root = m->root, .op = ops[m->commutative] };

    if (m->kind == COLL_REDUCE_SCATTER) {
        side.uneven = true;
        side.counts = counts_int(parts);
    }
    c.send = c.recv = side;
    c.send.buffer = is_in_place(m, rank) ? MPI_IN_PLACE : r->send.origin;
    c.recv.buffer = m->kind == COLL_REDUCE && rank != m->root ? NULL : r->recv.origin;
    return c;
}

static void try_algorithm(const struct reduction *m, coll_build_f *build,
                          const char *name)
{
    static struct rank ranks[MOST_RANKS];
    static struct coll c[MOST_RANKS];
    int parts[MOST_RANKS];
    char what[160];

    for (int r = 0; r < m->ranks; r++) {
        parts[r] = part(m, r);
        make_buffers(m, &ranks[r], r);
        c[r] = describe(m, &ranks[r], r, parts);
    }
    case_run(c, m->ranks, build, m->ranks * 1000 + m->count);
    for (int r = 0; r < m->ranks; r++) {
        snprintf(what, sizeof what, "%s %s: rank %d of %d, count %d, root %d%s%s%s",
                 coll_operation(m->kind)->name, name, r, m->ranks, m->count, m->root,
                 m->in_place ? ", in place" : "", m->commutative ? ", commutative" : "",
                 m->shape == GAPPY ? ", with gaps" : "");
        store_expect(&ranks[r].recv, &ranks[r].expected, what);
        store_expect(&ranks[r].send, &ranks[r].untouched, what);
        store_destroy(&ranks[r].send);
        store_destroy(&ranks[r].untouched);
        store_destroy(&ranks[r].recv);
        store_destroy(&ranks[r].expected);
    }
}

static void try_all_algorithms(const struct reduction *m)
{
    const struct algorithm *rows = coll_operation(m->kind)->algorithms;
    struct team team = { .size = m->ranks };
    struct coll c = { .kind = m->kind, .team = &team, .op = ops[m->commutative] };

    for (const struct algorithm *row = rows; row->name; row++)
        if (algorithm_is_right(row, &c))
            try_algorithm(m, row->build, row->name);
    try_algorithm(m, NULL, "as chosen");
}

static void try_variants(enum coll_kind kind, int ranks, int count)
{
    struct reduction m = { .kind = kind, .ranks = ranks, .count = count };

    for (int variant = 0; variant < 4; variant++) {
        m.in_place = variant & 1;
        m.commutative = variant & 2;
        m.shape = (variant + ranks + count) % 3 ? DENSE : GAPPY;
        m.root = kind == COLL_REDUCE ? (variant * ranks / 3 + count) % ranks : 0;
        try_all_algorithms(&m);
    }
}

static void try_kind(enum coll_kind kind)
{
    static const int counts[] = { 0, 1, 2, 7, 64, 1000 };

    for (int ranks = 1; ranks <= MOST_RANKS; ranks++)
        for (size_t i = 0; i < array_length(counts); i++)
            if (ranks * counts[i] <= 500 || (ranks == 6 && kind != COLL_REDUCE_SCATTER))
                try_variants(kind, ranks, counts[i]);
}

#define TEST_OF(test, kind)                                                              \
    static void test(void **state)                                                       \
    {                                                                                    \
        (void)state;                                                                     \
        try_kind(kind);                                                                  \
    }

TEST_OF(reduce, COLL_REDUCE)
TEST_OF(allreduce, COLL_ALLREDUCE)
TEST_OF(reduce_scatter, COLL_REDUCE_SCATTER)
TEST_OF(reduce_scatter_block, COLL_REDUCE_SCATTER_BLOCK)
TEST_OF(scan, COLL_SCAN)
TEST_OF(exscan, COLL_EXSCAN)

/* Sums of doubles depend on the order of operands, but are the same bits on all ranks. */
static void allreduce_gives_all_the_same_bits(coll_build_f *build, int ranks)
{
    enum { COUNT = 40 };
    static double in[MOST_RANKS][COUNT], out[MOST_RANKS][COUNT];
    struct coll c[MOST_RANKS];
    struct side side = { .count = COUNT, .type = type_named(BASIC_MPI_DOUBLE) };

    for (int r = 0; r < ranks; r++) {
        for (int e = 0; e < COUNT; e++)
            in[r][e] = 1.0 / (r + 3 * e + 1) * (e % 2 ? 1 : 1e9);
        c[r] = (struct coll){ .kind = COLL_ALLREDUCE, .op = op_of(MPI_SUM) };
        c[r].send = c[r].recv = side;
        c[r].send.buffer = in[r];
        c[r].recv.buffer = out[r];
    }
    case_run(c, ranks, build, ranks);
    for (int r = 1; r < ranks; r++)
        assert_memory_equal(out[r], out[0], sizeof out[0]);
    for (int e = 0; e < COUNT; e++) {
        double sum = 0;

        for (int r = 0; r < ranks; r++)
            sum += in[r][e];
        assert_true(out[0][e] > sum * (1 - 1e-12) && out[0][e] < sum * (1 + 1e-12));
    }
}

static void all_ranks_get_the_same_bits(void **state)
{
    (void)state;
    for (int ranks = 1; ranks <= MOST_RANKS; ranks++)
        for (const struct algorithm *row = allreduce_algorithms; row->name; row++)
            if (!row->one_node && !row->across) /* tests/unit/node_call.c, across.c */
                allreduce_gives_all_the_same_bits(row->build, ranks);
}

static int set_up(void **state)
{
    if (case_set_up(state))
        return -1;
    return op_create(compose_all, NULL, false, &ops[false]) ||
           op_create(add_all, NULL, true, &ops[true]);
}

static int tear_down(void **state)
{
    object_put(&ops[false]->object);
    object_put(&ops[true]->object);
    return case_tear_down(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reduce),
        cmocka_unit_test(allreduce),
        cmocka_unit_test(reduce_scatter),
        cmocka_unit_test(reduce_scatter_block),
        cmocka_unit_test(scan),
        cmocka_unit_test(exscan),
        cmocka_unit_test(all_ranks_get_the_same_bits),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
