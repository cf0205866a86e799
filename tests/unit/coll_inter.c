/* SPDX-License-Identifier: BSD-3-Clause */
/* Collectives between two groups: every pair of sizes from 1 to 6, roots on either
 * side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll_case.h"

enum { MOST = 6, COUNT = 3 };

/* The group of a process, 0 or 1, its rank there, and what it has and gets. */
struct process {
    int group, rank;
    int in[MOST * COUNT * 2], out[MOST * COUNT * 2];
    int counts[MOST];
    struct team team, remote;
    struct coll c;
};

static struct process processes[2 * MOST];
static int sizes[2];

static int other_size(const struct process *p)
{
    return sizes[!p->group];
}

static int value(int group, int rank, int i)
{
    return 1000 * (group + 1) + 50 * rank + i;
}

/* All processes with one int per element; rooted ones have their root in group 0. */
static void prepare(enum coll_kind kind, int first, int second, int root)
{
    sizes[0] = first;
    sizes[1] = second;
    for (int i = 0; i < first + second; i++) {
        struct process *p = &processes[i];

        memset(p, 0, sizeof *p);
        p->group = i >= first;
        p->rank = p->group ? i - first : i;
        for (int e = 0; e < MOST * COUNT * 2; e++)
            p->in[e] = value(p->group, p->rank, e);
        p->c = (struct coll){ .kind = kind, .op = op_of(MPI_SUM) };
        p->c.root = p->group ? root : p->rank == root ? MPI_ROOT : MPI_PROC_NULL;
        p->c.send = (struct side){ .buffer = p->in,
                                   .count = COUNT,
                                   .type = type_named(BASIC_MPI_INT) };
        p->c.recv = p->c.send;
        p->c.recv.buffer = p->out;
    }
}

static void run(void)
{
    int n = sizes[0] + sizes[1];
    struct fake_world *world = fake_create(n, n);
    struct sched *scheds[2 * MOST];
    struct team teams[2 * MOST];

    for (int i = 0; i < n; i++) {
        struct process *p = &processes[i];

        p->team = fake_part(world, p->rank, p->group ? sizes[0] : 0, sizes[p->group]);
        p->remote = fake_part(world, p->group ? i : i - sizes[0], p->group ? 0 : sizes[0],
                              other_size(p));
        p->c.team = &p->team;
        p->c.remote = &p->remote;
        teams[i] = p->team;
        scheds[i] = sched_get();
        assert_int_equal(coll_build(scheds[i], &p->c), MPI_SUCCESS);
    }
    assert_int_equal(fake_run(world, scheds, teams), MPI_SUCCESS);
    for (int i = 0; i < n; i++)
        sched_put(scheds[i]);
    fake_destroy(world);
}

static bool is_root(const struct process *p)
{
    return p->c.root == MPI_ROOT;
}

static void expect_untouched(const struct process *p)
{
    for (int e = 0; e < MOST * COUNT * 2; e++)
        assert_int_equal(p->out[e], 0);
}

static void expect_block(const struct process *p, int block, int rank, int start)
{
    for (int e = 0; e < COUNT; e++)
        assert_int_equal(p->out[block * COUNT + e], value(!p->group, rank, start + e));
}

static int sum_of(int group, int element)
{
    int sum = 0;

    for (int r = 0; r < sizes[group]; r++)
        sum += value(group, r, element);
    return sum;
}

/* Calls check for each process after every combination of sizes and roots. */
static void try_all(enum coll_kind kind, void (*adjust)(struct process *p),
                    void (*check)(const struct process *p, int root))
{
    for (int first = 1; first <= MOST; first++)
        for (int second = 1; second <= MOST; second++)
            for (int root = 0; root < first; root++) {
                prepare(kind, first, second, root);
                for (int i = 0; adjust && i < first + second; i++)
                    adjust(&processes[i]);
                run();
                for (int i = 0; i < first + second; i++)
                    check(&processes[i], root);
            }
}

/* bcast has its data on the receiving side. */
static void bcast_from_in(struct process *p)
{
    if (is_root(p))
        p->c.recv.buffer = p->in;
}

static void check_bcast(const struct process *p, int root)
{
    if (p->group == 0)
        expect_untouched(p);
    else
        expect_block(p, 0, root, 0);
}

static void bcast(void **state)
{
    (void)state;
    try_all(COLL_BCAST, bcast_from_in, check_bcast);
}

static void send_one_block(struct process *p)
{
    p->c.send.same = true;
}

static void check_gather(const struct process *p, int root)
{
    (void)root;
    if (!is_root(p))
        expect_untouched(p);
    for (int r = 0; is_root(p) && r < other_size(p); r++)
        expect_block(p, r, r, 0);
}

static void gather(void **state)
{
    (void)state;
    try_all(COLL_GATHER, send_one_block, check_gather);
}

static void recv_one_block(struct process *p)
{
    p->c.recv.same = true;
}

static void check_scatter(const struct process *p, int root)
{
    if (p->group == 0)
        expect_untouched(p);
    else
        expect_block(p, 0, root, p->rank * COUNT);
}

static void scatter(void **state)
{
    (void)state;
    try_all(COLL_SCATTER, recv_one_block, check_scatter);
}

static void check_allgather(const struct process *p, int root)
{
    (void)root;
    for (int r = 0; r < other_size(p); r++)
        expect_block(p, r, r, 0);
}

static void allgather(void **state)
{
    (void)state;
    try_all(COLL_ALLGATHER, send_one_block, check_allgather);
}

static void check_alltoall(const struct process *p, int root)
{
    (void)root;
    for (int r = 0; r < other_size(p); r++)
        expect_block(p, r, r, p->rank * COUNT);
}

static void alltoall(void **state)
{
    (void)state;
    try_all(COLL_ALLTOALL, NULL, check_alltoall);
}

static void check_reduce(const struct process *p, int root)
{
    (void)root;
    if (!is_root(p))
        expect_untouched(p);
    for (int e = 0; is_root(p) && e < COUNT; e++)
        assert_int_equal(p->out[e], sum_of(1, e));
}

static void reduce(void **state)
{
    (void)state;
    try_all(COLL_REDUCE, NULL, check_reduce);
}

static void check_allreduce(const struct process *p, int root)
{
    (void)root;
    for (int e = 0; e < COUNT; e++)
        assert_int_equal(p->out[e], sum_of(!p->group, e));
}

static void allreduce(void **state)
{
    (void)state;
    try_all(COLL_ALLREDUCE, NULL, check_allreduce);
}

/* Both groups have a vector of MOST elements, and cut it in their own way: the last
 * process of a group gets what the others leave. */
static void cut_vector(struct process *p)
{
    int left = MOST;

    for (int r = 0; r < sizes[p->group]; r++) {
        p->counts[r] = r == sizes[p->group] - 1 ? left : 1;
        left--;
    }
    p->c.recv.uneven = true;
    p->c.recv.counts = counts_int(p->counts);
}

static void check_reduce_scatter(const struct process *p, int root)
{
    (void)root;
    for (int e = 0; e < p->counts[p->rank]; e++)
        assert_int_equal(p->out[e], sum_of(!p->group, p->rank + e));
}

static void reduce_scatter(void **state)
{
    (void)state;
    try_all(COLL_REDUCE_SCATTER, cut_vector, check_reduce_scatter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bcast),     cmocka_unit_test(gather),
        cmocka_unit_test(scatter),   cmocka_unit_test(allgather),
        cmocka_unit_test(alltoall),  cmocka_unit_test(reduce),
        cmocka_unit_test(allreduce), cmocka_unit_test(reduce_scatter),
    };

    return cmocka_run_group_tests(tests, case_set_up, case_tear_down);
}
