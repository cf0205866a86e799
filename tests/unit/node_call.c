/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * coll/node_call.h: the members of a team are processes of their own over one mapping.
 * They draw the same operations from the same seed, with no other meeting in between, so
 * that one runs ahead of the others as far as slots let it.
 */
#include "coll/node_call.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "coll_case.h"
#include "p2p/progress.h"

enum { MOST = 9, OPERATIONS = 1500, TIME_LIMIT = 300 };

/* One member. */
static struct node_team *node;
static struct team team;
static int me, ranks;
static char *shared; /* behind the team's memory: a counter */
static uint64_t seed;

#define need(ok)                                                                         \
    do {                                                                                 \
        if (!(ok)) {                                                                     \
            fprintf(stderr, "rank %d of %d, line %d: not so: %s\n", me, ranks, __LINE__, \
                    #ok);                                                                \
            _exit(1);                                                                    \
        }                                                                                \
    } while (0)

static unsigned draw(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

static unsigned *arrivals(void)
{
    return (unsigned *)(shared + node_team_bytes(MOST));
}

static char *parcels_of(int rank)
{
    return shared + node_team_bytes(MOST) + 64 + rank * node_parcels_bytes();
}

/* Rounds are counted from here on. */
static uint32_t first_round;

static void be(int rank)
{
    me = rank;
    node = calloc(1, sizeof *node + ranks * sizeof *node->members);
    node_team_place(node, rank, ranks, shared);
    for (int i = 0; i < ranks; i++)
        node_team_place_parcels(node, i, parcels_of(i));
    node->parcels = PARCELS_THERE;
    node->last = node->safe = first_round;
    team = (struct team){ .rank = rank, .size = ranks };
}

/* As if so many rounds had been done. */
static void count_from(uint32_t round, int size)
{
    struct node_team all = { 0 };

    node_team_place(&all, 0, size, shared);
    for (int i = 0; i < size; i++)
        all.done[i].number = round;
}

/* Each of so many ranks runs body in a process of its own. */
static void run(int size, void (*body)(void))
{
    size_t bytes = node_team_bytes(MOST) + 64 + MOST * node_parcels_bytes();
    pid_t pids[MOST];

    ranks = size;
    shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(shared != MAP_FAILED);
    count_from(first_round, size);
    for (int rank = 0; rank < size; rank++) {
        pids[rank] = fork();
        if (pids[rank] == 0) {
            alarm(TIME_LIMIT);
            be(rank);
            body();
            _exit(0);
        }
    }
    for (int rank = 0; rank < size; rank++) {
        int status;

        assert_int_equal(waitpid(pids[rank], &status, 0), pids[rank]);
        assert_int_equal(status, 0);
    }
    munmap(shared, bytes);
}

static void carry_out(struct coll *c)
{
    struct node_call call;

    c->team = &team;
    c->node = node;
    c->blocking = true;
    need(node_call_fits(c));
    node_call_begin(&call, node, c);
    while (!node_call_advance(&call))
        sched_yield();
    need(node_call_advance(&call)); /* and stays over */
}

/* What rank brings to rank `to` as int i in operation k. */
static int value(int rank, int to, int k, int i)
{
    return rank * 1000003 + to * 7919 + k * 104729 + i * 31;
}

/* The result of a reduction of ranks 0 to last. */
static unsigned composed(int last, int k, int i)
{
    unsigned result = (unsigned)value(last, 0, k, i);

    for (int r = last - 1; r >= 0; r--)
        result = case_compose((unsigned)value(r, 0, k, i), result);
    return result;
}

/* Mostly what fits into slots; sometimes what takes several rounds. */
static int some_count(int most)
{
    unsigned kind = draw(8);
    int range = kind < 4 ? 8 : kind < 7 ? most / 32 : most;

    return 1 + (int)draw((unsigned)(range < most ? range : most));
}

/* Lengths of blocks that differ: from one rank to another in operation k. */
static int uneven(int from, int to, int k, int most)
{
    return (from * 7 + to * 13 + k * 5) % (most + 1);
}

enum { REDUCED = 30000 };

static bool has_result(enum coll_kind kind, int root)
{
    return (kind != COLL_REDUCE || me == root) && (kind != COLL_EXSCAN || me > 0);
}

static int last_joined(enum coll_kind kind)
{
    return kind == COLL_SCAN ? me : kind == COLL_EXSCAN ? me - 1 : ranks - 1;
}

static void reduction(enum coll_kind kind, int k)
{
    static unsigned in[REDUCED], out[REDUCED];
    bool scatters = kind == COLL_REDUCE_SCATTER || kind == COLL_REDUCE_SCATTER_BLOCK;
    int count = some_count(REDUCED / (scatters ? ranks : 1)), root = (int)draw(ranks);
    bool in_place = draw(2) && (kind != COLL_REDUCE || me == root);
    int first = 0, mine = count, all = count;
    MPI_Count counts[MOST];
    struct coll c = {
        .kind = kind,
        .send = { .buffer = in_place ? MPI_IN_PLACE : in, .count = count },
        .recv = { .buffer = out, .count = count, .type = type_named(BASIC_MPI_INT) },
        .op = case_composition(),
        .root = root,
    };

    c.send.type = c.recv.type;
    for (int r = 0; r < ranks && scatters; r++) {
        counts[r] = kind == COLL_REDUCE_SCATTER ? uneven(r, 0, k, count) : count;
        first += r < me ? (int)counts[r] : 0;
        all = r == 0 ? (int)counts[r] : all + (int)counts[r];
        mine = r == me ? (int)counts[r] : mine;
    }
    if (kind == COLL_REDUCE_SCATTER)
        c.recv.counts = counts_64(counts);
    for (int i = 0; i < all; i++)
        in[i] = out[i] = (unsigned)value(me, 0, k, i);
    carry_out(&c);
    for (int i = 0; i < mine && has_result(kind, root); i++)
        need(out[i] == composed(last_joined(kind), k, first + i));
}

/* The kind with blocks of one length that does the same. */
static enum coll_kind even_kind(enum coll_kind kind)
{
    switch (kind) {
    case COLL_GATHERV:
        return COLL_GATHER;
    case COLL_SCATTERV:
        return COLL_SCATTER;
    case COLL_ALLGATHERV:
        return COLL_ALLGATHER;
    case COLL_ALLTOALLV:
        return COLL_ALLTOALL;
    default:
        return kind;
    }
}

/* What is in block `block` of the receive side of operation k. */
static int expected(enum coll_kind kind, int k, int root, int block, int i)
{
    switch (kind) {
    case COLL_BCAST:
        return value(root, 0, k, i);
    case COLL_SCATTER:
        return value(root, me, k, i);
    case COLL_ALLTOALL:
        return value(block, me, k, i);
    default:
        return value(block, 0, k, i);
    }
}

static void write_block(const struct store *store, int block, int to, int most, int k,
                        int count)
{
    for (int i = 0; i < 2 * count; i++)
        *store_int(store, block * most + i / 2, i % 2) = value(me, to, k, i);
}

/* Where blocks of at most so many elements begin. */
static void spread(struct side *side, MPI_Count counts[], MPI_Count displs[], int blocks,
                   int most)
{
    for (int i = 0; i < blocks; i++)
        displs[i] = i * most;
    side->counts = counts_64(counts);
    side->displs = counts_64(displs);
}

/* Operations that move data.  Blocks are at most `most` elements of two ints. */
static void movement(enum coll_kind given, int k)
{
    enum coll_kind kind = even_kind(given);
    bool from_all =
        kind == COLL_GATHER || kind == COLL_ALLGATHER || kind == COLL_ALLTOALL;
    bool to_all = kind == COLL_SCATTER || kind == COLL_ALLTOALL;
    int most = some_count(16384 / (to_all ? ranks : 1)), root = (int)draw(ranks);
    int sent = to_all ? ranks : 1, received = from_all ? ranks : 1;
    enum shape shape = draw(2) ? DENSE : GAPPY;
    struct store in = store_create(draw(2) ? DENSE : GAPPY, most * sent);
    struct store out = store_create(shape, most * received);
    MPI_Count sends[MOST], receives[MOST], in_at[MOST], out_at[MOST];
    struct coll c = {
        .kind = given,
        .send = { .buffer = in.origin, .count = most, .type = case_type(in.shape) },
        .recv = { .buffer = out.origin, .count = most, .type = case_type(shape) },
        .root = root,
    };
    bool takes = kind != COLL_GATHER || me == root;

    for (int i = 0; i < ranks; i++) {
        sends[i] = given == kind ? most : uneven(me, to_all ? i : 0, k, most);
        receives[i] =
            given == kind ? most : uneven(from_all ? i : root, to_all ? me : 0, k, most);
    }
    c.send.count = sends[0];
    c.recv.count = receives[0];
    if (given != kind && to_all)
        spread(&c.send, sends, in_at, ranks, most);
    if (given != kind && from_all)
        spread(&c.recv, receives, out_at, ranks, most);
    for (int i = 0; i < sent; i++)
        write_block(&in, i, i, most, k, (int)sends[i]);
    if (kind == COLL_BCAST && me == root)
        write_block(&out, 0, 0, most, k, most);
    carry_out(&c);
    for (int b = 0; takes && b < received; b++)
        for (int i = 0; i < 2 * receives[b]; i++)
            need(*store_int(&out, b * most + i / 2, i % 2) ==
                 expected(kind, k, root, b, i));
    store_destroy(&in);
    store_destroy(&out);
}

/* The same in place, where the data stands on the other side. */
static void movement_in_place(enum coll_kind kind, int k)
{
    bool rooted = kind == COLL_GATHER;
    int root = (int)draw(ranks), count = some_count(16000 / ranks);
    struct store in = store_create(DENSE, count),
                 out = store_create(GAPPY, count * ranks);
    bool in_place = !rooted || me == root;
    struct coll c = {
        .kind = kind,
        .send = { .buffer = in_place ? MPI_IN_PLACE : in.origin,
                  .count = count,
                  .type = case_type(DENSE) },
        .recv = { .buffer = out.origin, .count = count, .type = case_type(GAPPY) },
        .root = root,
    };

    write_block(&in, 0, 0, count, k, count);
    for (int b = 0; b < ranks; b++)
        write_block(&out, b, kind == COLL_ALLTOALL ? b : 0, count, k, count);
    carry_out(&c);
    for (int b = 0; in_place && b < ranks; b++)
        for (int i = 0; i < 2 * count; i++)
            need(*store_int(&out, b * count + i / 2, i % 2) ==
                 expected(kind, k, root, b, i));
    store_destroy(&in);
    store_destroy(&out);
}

static void barrier(int k)
{
    struct coll c = { .kind = COLL_BARRIER };
    static unsigned barriers;

    (void)k;
    __atomic_add_fetch(arrivals(), 1, __ATOMIC_SEQ_CST);
    carry_out(&c);
    need(__atomic_load_n(arrivals(), __ATOMIC_SEQ_CST) >= ++barriers * (unsigned)ranks);
}

static void any_operation(int k)
{
    static const enum coll_kind reductions[] = {
        COLL_REDUCE,         COLL_ALLREDUCE, COLL_REDUCE_SCATTER_BLOCK,
        COLL_REDUCE_SCATTER, COLL_SCAN,      COLL_EXSCAN,
    };
    static const enum coll_kind movements[] = {
        COLL_BCAST,   COLL_SCATTER,  COLL_GATHER,     COLL_ALLGATHER, COLL_ALLTOALL,
        COLL_GATHERV, COLL_SCATTERV, COLL_ALLGATHERV, COLL_ALLTOALLV,
    };

    switch (draw(4)) {
    case 0:
        barrier(k);
        break;
    case 1:
        reduction(reductions[draw(6)], k);
        break;
    case 2:
        movement_in_place(movements[2 + draw(3)], k);
        break;
    default:
        movement(movements[draw(9)], k);
    }
}

static void any_operations(void)
{
    for (int k = 0; k < OPERATIONS; k++)
        any_operation(k);
}

/* Nobody waits for the others here but by running out of slots. */
static void one_root(void)
{
    for (int k = 0; k < OPERATIONS; k++) {
        struct coll c = {
            .kind = COLL_BCAST,
            .recv = { .count = 1, .type = type_named(BASIC_MPI_INT) },
            .root = k % 100 == 0 ? ranks - 1 : 0,
        };
        int told = k;

        c.recv.buffer = &told;
        if (me != c.root)
            told = -1;
        carry_out(&c);
        need(told == k);
    }
}

static void only_barriers(void)
{
    for (int k = 0; k < 4 * OPERATIONS; k++)
        barrier(k);
}

/* Several at a time, as steps of schedules; the ranks start to wait at different ones. */

struct outcome {
    bool over;
};

static void over(void *argument, int error_class)
{
    need(error_class == MPI_SUCCESS);
    ((struct outcome *)argument)->over = true;
}

static void start(struct coll *c, struct outcome *outcome, struct sched **s)
{
    int error_class;

    c->team = &team;
    c->node = node;
    *s = sched_get();
    node_call_build(*s, c);
    outcome->over = sched_start(*s, &team, over, outcome, &error_class);
}

static void several_at_a_time(void)
{
    enum { AT_A_TIME = 11 };
    struct outcome outcomes[AT_A_TIME];
    struct sched *scheds[AT_A_TIME];
    int in[AT_A_TIME], out[AT_A_TIME];

    for (int k = 0; k < OPERATIONS / 10; k++) {
        for (int i = 0; i < AT_A_TIME; i++) {
            struct coll c = {
                .kind = i % 3 ? COLL_ALLREDUCE : COLL_BCAST,
                .send = { .buffer = &in[i], .count = 1 },
                .recv = { .buffer = &out[i],
                          .count = 1,
                          .type = type_named(BASIC_MPI_INT) },
                .op = op_of(MPI_MAX),
                .root = (k + i) % ranks,
            };

            in[i] = out[i] = value(me, 0, k, i);
            start(&c, &outcomes[i], &scheds[i]);
        }
        for (int i = 0; i < AT_A_TIME; i++) {
            int which = (i + me) % AT_A_TIME;

            while (!outcomes[which].over)
                if (!progress())
                    sched_yield();
            need(out[which] ==
                 value(which % 3 ? ranks - 1 : (k + which) % ranks, 0, k, which));
            sched_put(scheds[which]);
        }
    }
}

/* A schedule that is recorded once has a new number at every start. */
static void the_same_again_and_again(void)
{
    int in, out, error_class;
    struct sched *s = sched_get();
    struct outcome outcome;
    struct coll c = {
        .kind = COLL_ALLREDUCE,
        .send = { .buffer = &in, .count = 1 },
        .recv = { .buffer = &out, .count = 1, .type = type_named(BASIC_MPI_INT) },
        .op = op_of(MPI_MAX),
        .team = &team,
        .node = node,
    };

    node_call_build(s, &c);
    for (int k = 0; k < OPERATIONS / 10; k++) {
        in = value(me, 0, k, 0);
        outcome.over = sched_start(s, &team, over, &outcome, &error_class);
        while (!outcome.over)
            if (!progress())
                sched_yield();
        need(out == value(ranks - 1, 0, k, 0));
    }
    sched_put(s);
}

/* Rounding depends on the order; all must come to the same bits. */
static void same_bits(void)
{
    for (int k = 0; k < OPERATIONS; k++) {
        double x = 1.0 / (me + 3 + k), sum = 0, first = 0;
        datatype_t *type = type_named(BASIC_MPI_DOUBLE);
        struct coll add = {
            .kind = COLL_ALLREDUCE,
            .send = { .buffer = &x, .count = 1, .type = type },
            .recv = { .buffer = &sum, .count = 1, .type = type },
            .op = op_of(MPI_SUM),
        };
        struct coll tell = {
            .kind = COLL_BCAST,
            .recv = { .buffer = &first, .count = 1, .type = type },
        };

        carry_out(&add);
        first = me == 0 ? sum : 0;
        carry_out(&tell);
        need(memcmp(&first, &sum, sizeof sum) == 0);
    }
}

static void for_all_sizes(void (*body)(void))
{
    for (int size = 1; size <= MOST; size++)
        run(size, body);
}

static void operations_of_all_kinds(void **state)
{
    (void)state;
    for_all_sizes(any_operations);
}

static void numbers_that_wrap_around(void **state)
{
    (void)state;
    first_round = UINT32_MAX - OPERATIONS / 2;
    run(1, any_operations);
    run(3, any_operations);
    first_round = 0;
}

static void a_root_that_runs_ahead(void **state)
{
    (void)state;
    for_all_sizes(one_root);
}

static void many_barriers(void **state)
{
    (void)state;
    for_all_sizes(only_barriers);
}

static void nonblocking(void **state)
{
    (void)state;
    for_all_sizes(several_at_a_time);
}

static void persistent(void **state)
{
    (void)state;
    for_all_sizes(the_same_again_and_again);
}

static void all_have_the_same_bits(void **state)
{
    (void)state;
    for_all_sizes(same_bits);
}

/* The same answer on all members, who know the same. */
static void what_fits(void **state)
{
    struct node_team eight = { .size = 8 };
    struct team of_eight = { .size = 8 };
    struct coll c = {
        .kind = COLL_ALLGATHER,
        .recv = { .count = NODE_SLOT_BYTES, .type = type_named(BASIC_MPI_BYTE) },
        .team = &of_eight,
        .node = &eight,
        .blocking = true,
    };

    (void)state;
    assert_true(node_call_fits(&c));
    node_call_want(&c);
    assert_int_equal(eight.parcels, PARCELS_UNASKED);
    c.recv.count++;
    assert_false(node_call_fits(&c));
    node_call_want(&c);
    assert_int_equal(eight.parcels, PARCELS_WANTED);
    assert_false(node_call_fits(&c));
    eight.parcels = PARCELS_THERE;
    assert_true(node_call_fits(&c));
    c.kind = COLL_ALLTOALLV;
    assert_true(node_call_fits(&c));
    c.blocking = false;
    assert_false(node_call_fits(&c));
    c.kind = COLL_NEIGHBOR_ALLGATHER;
    assert_false(node_call_fits(&c));
    c.kind = COLL_ALLREDUCE;
    c.recv = (struct side){ .count = 1, .type = case_type(GAPPY) };
    assert_false(node_call_fits(&c));
    c.recv.type = type_named(BASIC_MPI_INT);
    assert_true(node_call_fits(&c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_of_all_kinds),
        cmocka_unit_test(numbers_that_wrap_around),
        cmocka_unit_test(a_root_that_runs_ahead),
        cmocka_unit_test(many_barriers),
        cmocka_unit_test(nonblocking),
        cmocka_unit_test(persistent),
        cmocka_unit_test(all_have_the_same_bits),
        cmocka_unit_test(what_fits),
    };

    return cmocka_run_group_tests(tests, case_set_up, case_tear_down);
}
