/* SPDX-License-Identifier: BSD-3-Clause */
/* Requests of collectives: when they are complete, what they hold on to, how often a
 * persistent one can be started. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll_case.h"

#include "coll/request.h"
#include "type/create.h"
#include "util/err.h"

/* Two processes: this one, whose collective has a request, and a plain schedule. */
static struct fake_world *world;
static struct team me, other;
static struct sched *answer;
static comm_t comm;
static datatype_t *type;
static op_t *op;
static int in[2], out[2];

static void add_ints(void *left, void *right, int *count, MPI_Datatype *datatype)
{
    (void)datatype;
    for (int i = 0; i < 2 * *count; i++)
        ((int *)right)[i] += ((int *)left)[i];
}

static struct coll sum_of_both(void)
{
    struct side side = { .count = 1, .type = type };
    struct coll c = { .kind = COLL_ALLREDUCE, .op = op, .comm = &comm, .team = &me };

    c.send = c.recv = side;
    c.send.buffer = in;
    c.recv.buffer = out;
    return c;
}

static struct sched *recorded(const struct coll *c)
{
    struct sched *s = sched_get();

    assert_int_equal(coll_build(s, c), MPI_SUCCESS);
    return s;
}

/* The other process sends { 100, 200 }, and gets what this one has. */
static void let_other_answer(void)
{
    static int theirs[2] = { 100, 200 }, ours[2];

    answer = sched_get();
    sched_send(answer, &other, 0, theirs, 1, type);
    sched_recv(answer, &other, 0, ours, 1, type);
    fake_start(world, 1, answer, &other);
    fake_settle(world);
    assert_true(fake_is_over(world, 1));
    sched_put(answer);
}

static int references(void)
{
    return comm.object.refs + type->object.refs + op->object.refs;
}

static void a_started_one_is_complete_when_it_is_over(void **state)
{
    struct coll c = sum_of_both();
    request_t *request = NULL;
    int before = references();

    (void)state;
    in[0] = 1;
    in[1] = 2;
    assert_int_equal(coll_request_start(&c, recorded(&c), &request), MPI_SUCCESS);
    fake_settle(world);
    assert_false(request->complete);
    assert_ptr_equal(request->comm, &comm);
    assert_string_equal(request->ops->name, "MPI_Allreduce");
    assert_int_equal(references(), before + 4); /* the type twice: it is on both sides */
    let_other_answer();
    assert_true(request->complete);
    assert_int_equal(request->status.MPI_ERROR, MPI_SUCCESS);
    assert_int_equal(out[0], 101);
    assert_int_equal(out[1], 202);
    request_release(request);
    assert_int_equal(references(), before);
}

static void one_that_is_over_at_once_costs_no_request(void **state)
{
    struct coll c = sum_of_both();
    struct team alone = { .size = 1 };
    request_t *request = NULL;
    int before = references();

    (void)state;
    in[0] = 5;
    out[0] = 0;
    c.team = &alone;
    assert_int_equal(coll_request_start(&c, recorded(&c), &request), MPI_SUCCESS);
    assert_ptr_equal(request, request_done());
    assert_int_equal(out[0], 5);
    assert_int_equal(references(), before);
}

static void a_persistent_one_reads_its_buffer_at_each_start(void **state)
{
    struct coll c = sum_of_both();
    request_t *request = NULL;
    int before = references();

    (void)state;
    assert_int_equal(coll_request_create(&c, recorded(&c), &request), MPI_SUCCESS);
    assert_true(request->persistent);
    assert_true(request->complete);
    assert_false(request->active);
    for (int i = 0; i < 3; i++) {
        in[0] = i;
        out[0] = -1;
        assert_int_equal(request->ops->start(request), MPI_SUCCESS);
        assert_true(request->active);
        assert_false(request->complete);
        let_other_answer();
        assert_true(request->complete);
        assert_int_equal(out[0], 100 + i);
    }
    request_release(request);
    assert_int_equal(references(), before);
}

static void an_error_is_in_the_request_until_the_next_start(void **state)
{
    struct coll c = sum_of_both();
    request_t *request = NULL;

    (void)state;
    assert_int_equal(coll_request_create(&c, recorded(&c), &request), MPI_SUCCESS);
    fake_fail_send(world, 0);
    assert_int_equal(request->ops->start(request), MPI_SUCCESS);
    fake_settle(world);
    answer = sched_get();
    sched_send(answer, &other, 0, in, 1, type);
    fake_start(world, 1, answer, &other);
    fake_settle(world);
    sched_put(answer);
    assert_true(request->complete);
    assert_int_equal(request->status.MPI_ERROR, MPI_ERR_OTHER);
    assert_string_equal(request->error_text, "this send was told to fail");

    assert_int_equal(request->ops->start(request), MPI_SUCCESS);
    let_other_answer();
    assert_int_equal(request->status.MPI_ERROR, MPI_SUCCESS);
    assert_null(request->error_text);
    request_release(request);
}

static int each(void **state)
{
    (void)state;
    world = fake_create(2, 7);
    me = fake_team(world, 0);
    other = fake_team(world, 1);
    return 0;
}

static int after_each(void **state)
{
    (void)state;
    fake_destroy(world);
    return 0;
}

static int set_up(void **state)
{
    if (case_set_up(state))
        return -1;
    type = case_type(DENSE);
    object_init(&comm.object, OBJECT_COMM, NULL);
    comm.size = comm.remote_size = 2;
    return op_create(add_ints, NULL, true, &op);
}

static int tear_down(void **state)
{
    object_put(&op->object);
    return case_tear_down(state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each, after_each)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_started_one_is_complete_when_it_is_over),
        TEST(one_that_is_over_at_once_costs_no_request),
        TEST(a_persistent_one_reads_its_buffer_at_each_start),
        TEST(an_error_is_in_the_request_until_the_next_start),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
