/* SPDX-License-Identifier: BSD-3-Clause */
/* What collectives refuse, and what they let pass; how an algorithm is chosen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll_case.h"

#include "coll/neighbor.h"
#include "obj/group.h"
#include "type/create.h"
#include "util/err.h"

/* Two communicators of four processes, this one being rank 1; the remote group of the
 * second has three. */
static comm_t intra, inter;
static group_t here, there;
static int a[16], b[16];

static struct coll intact(enum coll_kind kind, void *send, void *recv)
{
    struct coll c = { .kind = kind, .comm = &intra, .op = op_of(MPI_SUM), .root = 1 };

    c.send = (struct side){ .buffer = send, .count = 1, .handle = MPI_INT };
    c.recv = (struct side){ .buffer = recv, .count = 1, .handle = MPI_INT };
    return c;
}

static void expect(struct coll c, int error_class, const char *text)
{
    err_clear();
    assert_int_equal(coll_check(&c), error_class);
    if (!strstr(err_text(), text))
        fail_msg("\"%s\" is not in \"%s\"", text, err_text());
}

static void good_calls_pass(void **state)
{
    (void)state;
    for (int kind = COLL_BARRIER; kind <= COLL_EXSCAN; kind++) {
        struct coll c = intact(kind, a, b);

        if (kind == COLL_GATHERV || kind == COLL_SCATTERV || kind == COLL_ALLGATHERV)
            continue; /* below */
        expect(c, MPI_SUCCESS, "");
    }
}

static void communicators(void **state)
{
    struct coll c = intact(COLL_BCAST, a, b);

    (void)state;
    c.comm = NULL;
    expect(c, MPI_ERR_COMM, "no communicator");
    c = intact(COLL_SCAN, a, b);
    c.comm = &inter;
    expect(c, MPI_ERR_COMM, "MPI_Scan takes intra-communicators only");
    c = intact(COLL_NEIGHBOR_ALLTOALL, a, b);
    expect(c, MPI_ERR_TOPOLOGY, "has no topology");
}

static void roots(void **state)
{
    struct coll c = intact(COLL_BCAST, a, b);

    (void)state;
    c.root = 4;
    expect(c, MPI_ERR_ROOT, "root 4 is no rank of four, whose ranks are 0 to 3");
    c.root = -1;
    expect(c, MPI_ERR_ROOT, "root -1");
    c.root = MPI_ROOT;
    expect(c, MPI_ERR_ROOT, "root -4");
    c.comm = &inter;
    expect(c, MPI_SUCCESS, "");
    c.root = 2;
    expect(c, MPI_SUCCESS, "");
    c.root = 3;
    expect(c, MPI_ERR_ROOT, "root 3 is no rank of the remote group");
}

/* Arguments of a root mean nothing elsewhere, and nothing at all on MPI_PROC_NULL. */
static void what_is_not_significant_is_not_looked_at(void **state)
{
    struct coll c = intact(COLL_GATHER, a, b);

    (void)state;
    c.recv = (struct side){ .buffer = a, .count = -7, .handle = MPI_DATATYPE_NULL };
    c.root = 0;
    expect(c, MPI_SUCCESS, "");
    c.root = 1;
    expect(c, MPI_ERR_TYPE, "MPI_DATATYPE_NULL");
    c.comm = &inter;
    c.root = MPI_PROC_NULL;
    expect(c, MPI_SUCCESS, "");
}

static void counts(void **state)
{
    const int some[] = { 1, 2, -3, 4 }, places[] = { 0, 1, 2, 3 };
    struct coll c = intact(COLL_ALLGATHER, a, b);

    (void)state;
    c.send.count = -1;
    expect(c, MPI_ERR_COUNT, "count is -1: it must not be negative");
    c.send.count = INT64_MAX;
    expect(c, MPI_ERR_COUNT, "9223372036854775807 elements of 4 B are more than 2^63 B");
    c = intact(COLL_ALLGATHERV, a, b);
    c.recv.uneven = true;
    expect(c, MPI_ERR_ARG, "array of receive counts is NULL");
    c.recv.counts = counts_int(some);
    expect(c, MPI_ERR_ARG, "array of receive displacements is NULL");
    c.recv.displs = counts_int(places);
    expect(c, MPI_ERR_COUNT,
           "receive count of block 2 (of 4) is -3: it must not be negative");
}

static void types(void **state)
{
    datatype_t *pair;
    struct coll c = intact(COLL_ALLTOALL, a, b);
    MPI_Datatype mixed[] = { MPI_INT, MPI_INT, MPI_INT, MPI_DATATYPE_NULL };
    const int some[] = { 1, 1, 1, 1 };

    (void)state;
    assert_int_equal(type_contiguous(false, 2, type_named(BASIC_MPI_INT), &pair), 0);
    c.recv.handle = object_handle(&pair->object);
    expect(c, MPI_ERR_TYPE, "not committed");
    object_put(&pair->object);
    c = intact(COLL_ALLTOALLW, a, b);
    c.send = c.recv = (struct side){ .uneven = true,
                                     .counts = counts_int(some),
                                     .displs = counts_int(some),
                                     .types = mixed };
    expect(c, MPI_ERR_TYPE, "MPI_DATATYPE_NULL");
    mixed[3] = MPI_DOUBLE;
    expect(c, MPI_SUCCESS, "");
}

static void operations(void **state)
{
    struct coll c = intact(COLL_ALLREDUCE, a, b);

    (void)state;
    c.op = NULL;
    expect(c, MPI_ERR_OP, "no operation");
    c.op = op_of(MPI_BAND);
    c.recv.handle = MPI_DOUBLE;
    expect(c, MPI_ERR_OP, "MPI_DOUBLE");
}

static void in_place(void **state)
{
    struct coll c = intact(COLL_GATHER, MPI_IN_PLACE, b);

    (void)state;
    for (int kind = COLL_ALLGATHER; kind <= COLL_EXSCAN; kind++)
        if (kind != COLL_ALLGATHERV)
            expect(intact(kind, MPI_IN_PLACE, b), MPI_SUCCESS, "");
    expect(intact(COLL_SCATTER, a, MPI_IN_PLACE), MPI_SUCCESS, "");
    expect(intact(COLL_ALLREDUCE, a, MPI_IN_PLACE), MPI_ERR_BUFFER, "receive buffer");
    expect(intact(COLL_SCATTER, MPI_IN_PLACE, b), MPI_ERR_BUFFER, "send buffer");
    expect(intact(COLL_BCAST, a, MPI_IN_PLACE), MPI_ERR_BUFFER, "receive buffer");
    expect(intact(COLL_REDUCE_LOCAL, MPI_IN_PLACE, b), MPI_ERR_BUFFER, "not allowed");
    expect(c, MPI_SUCCESS, "");
    c.root = 0; /* not this process */
    expect(c, MPI_ERR_BUFFER, "send buffer");
}

static void aliases(void **state)
{
    struct coll c = intact(COLL_ALLREDUCE, a, a);

    (void)state;
    expect(c, MPI_ERR_BUFFER, "use MPI_IN_PLACE");
    expect(intact(COLL_ALLTOALL, a, a), MPI_ERR_BUFFER, "are the same");
    expect(intact(COLL_ALLTOALL, MPI_BOTTOM, MPI_BOTTOM), MPI_ERR_BUFFER, "is NULL");
    c.recv.count = c.send.count = 0;
    expect(c, MPI_SUCCESS, "");
    c = intact(COLL_REDUCE, a, a);
    c.root = 0; /* recvbuf means nothing here */
    expect(c, MPI_SUCCESS, "");
}

static const char *chosen(const struct coll *c)
{
    const struct algorithm *row;

    assert_int_equal(coll_choose(c, &row), MPI_SUCCESS);
    return row->name;
}

static void the_environment_names_an_algorithm(void **state)
{
    struct coll c = intact(COLL_ALLREDUCE, a, b);
    struct team alone = { .size = 1 };
    struct sched *s = sched_get();

    (void)state;
    assert_int_equal(coll_check(&c), MPI_SUCCESS);
    c.team = &alone;
    setenv("SLIPWAY_ALLREDUCE", "telepathy", 1);
    coll_reread_environment();
    assert_int_equal(coll_build(s, &c), MPI_ERR_ARG);
    assert_string_equal(
        err_text(),
        "SLIPWAY_ALLREDUCE=telepathy is no algorithm of MPI_Allreduce: "
        "choose one of node across columns recursive_doubling ring rabenseifner "
        "reduce_bcast, or unset it");
    setenv("SLIPWAY_ALLREDUCE", "ring", 1);
    coll_reread_environment();
    assert_int_equal(coll_build(s, &c), MPI_SUCCESS);
    assert_string_equal(chosen(&c), "ring");
    unsetenv("SLIPWAY_ALLREDUCE");
    coll_reread_environment();
    sched_put(s);
}

static void bytes_and_ranks_choose_an_algorithm(void **state)
{
    struct coll c = intact(COLL_BCAST, a, b);
    struct team team = { .size = 4 };

    (void)state;
    assert_int_equal(coll_check(&c), MPI_SUCCESS);
    c.team = &team;
    coll_reread_environment();
    assert_string_equal(chosen(&c), "binomial");
    c.recv.count = 1 << 20;
    assert_string_equal(chosen(&c), "chain");
    team.size = 16;
    assert_string_equal(chosen(&c), "scatter_allgather");
}

static int set_up(void **state)
{
    if (case_set_up(state))
        return -1;
    object_init(&intra.object, OBJECT_COMM, NULL);
    object_init(&inter.object, OBJECT_COMM, NULL);
    object_set_name(&intra.object, "four");
    intra.rank = inter.rank = 1;
    intra.size = intra.remote_size = inter.size = 4;
    inter.remote_size = 3;
    intra.group = intra.remote_group = inter.group = &here;
    inter.remote_group = &there;
    return 0;
}

static int tear_down(void **state)
{
    free(intra.object.name);
    return case_tear_down(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_calls_pass),
        cmocka_unit_test(communicators),
        cmocka_unit_test(roots),
        cmocka_unit_test(what_is_not_significant_is_not_looked_at),
        cmocka_unit_test(counts),
        cmocka_unit_test(types),
        cmocka_unit_test(operations),
        cmocka_unit_test(in_place),
        cmocka_unit_test(aliases),
        cmocka_unit_test(the_environment_names_an_algorithm),
        cmocka_unit_test(bytes_and_ranks_choose_an_algorithm),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
