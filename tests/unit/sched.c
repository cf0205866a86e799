/* SPDX-License-Identifier: BSD-3-Clause */
/* The schedule engine: what runs together and what waits, lanes, errors, replay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll/sched.h"
#include "type/create.h"
#include "util/err.h"

/* A team whose messages end when the test says so. */

enum { MOST = 64 };

static struct {
    struct message message;
    bool is_send;
    transfer_done_f *done;
    void *argument;
} started[MOST];
static int start_count;
static int fail_at; /* the start that fails; -1: none */
static struct deferred *deferred;

static int start(bool is_send, struct message *message, transfer_done_f *done,
                 void *argument)
{
    if (start_count == fail_at) {
        fail_at = -1;
        return err(MPI_ERR_OTHER, "could not start");
    }
    started[start_count].message = *message;
    started[start_count].is_send = is_send;
    started[start_count].done = done;
    started[start_count++].argument = argument;
    return MPI_SUCCESS;
}

static int start_send(const struct team *team, struct message *message,
                      transfer_done_f *done, void *argument)
{
    (void)team;
    return start(true, message, done, argument);
}

static int start_recv(const struct team *team, struct message *message,
                      transfer_done_f *done, void *argument)
{
    (void)team;
    return start(false, message, done, argument);
}

static int waits;

/* Ends the oldest message. */
static void wait_on(const struct team *team, const bool *flag)
{
    (void)team;
    started[waits].done(started[waits].argument, MPI_SUCCESS);
    waits++;
    assert_true(*flag);
}

static void defer(const struct team *team, struct deferred *what)
{
    (void)team;
    deferred = what;
}

static const struct team_ops ops = { start_send, start_recv, wait_on, defer };
static const int map[] = { 40, 41, 42 };
static const struct team team = { .size = 3, .map = map, .tag = 100, .ops = &ops };

static void end(int which, int error_class)
{
    started[which].done(started[which].argument, error_class);
}

static void go_on(void)
{
    struct deferred *now = deferred;

    deferred = NULL;
    assert_non_null(now);
    now->run(now);
}

static int overs, over_class;

static void over(void *argument, int error_class)
{
    assert_ptr_equal(argument, &overs);
    overs++;
    over_class = error_class;
}

static struct sched *s;
static int a, b;

static void send_a(int to)
{
    sched_send(s, &team, to, &a, 1, type_named(BASIC_MPI_INT));
}

static void recv_b(int from)
{
    sched_recv(s, &team, from, &b, 1, type_named(BASIC_MPI_INT));
}

static void copy_a_to_b(void)
{
    datatype_t *type = type_named(BASIC_MPI_INT);

    sched_copy(s, &a, 1, type, &b, 1, type);
}

static bool begin(void)
{
    int error_class = -1;
    bool is_over = sched_start(s, &team, over, &overs, &error_class);

    over_class = error_class;
    return is_over;
}

static void messages_run_together_and_then_waits(void **state)
{
    (void)state;
    send_a(1);
    recv_b(2);
    sched_then(s);
    send_a(0);

    assert_false(begin());
    assert_int_equal(start_count, 2);
    assert_true(started[0].is_send);
    assert_int_equal(started[0].message.peer, 41);
    assert_false(started[1].is_send);
    assert_int_equal(started[1].message.peer, 42);
    end(1, MPI_SUCCESS);
    assert_null(deferred);
    end(0, MPI_SUCCESS);
    assert_int_equal(start_count, 2); /* callbacks only take note */
    go_on();
    assert_int_equal(start_count, 3);
    assert_int_equal(overs, 0);
    end(2, MPI_SUCCESS);
    go_on();
    assert_int_equal(overs, 1);
    assert_int_equal(over_class, MPI_SUCCESS);
}

static void a_local_step_waits_and_holds_back(void **state)
{
    (void)state;
    a = 7;
    b = 0;
    recv_b(1);
    copy_a_to_b();
    send_a(1);

    assert_false(begin());
    assert_int_equal(start_count, 1);
    assert_int_equal(b, 0);
    end(0, MPI_SUCCESS);
    assert_int_equal(b, 0);
    go_on();
    assert_int_equal(b, 7);
    assert_int_equal(start_count, 2);
    end(1, MPI_SUCCESS);
    go_on();
    assert_int_equal(overs, 1);
}

static void local_steps_alone_are_over_at_once(void **state)
{
    (void)state;
    a = 3;
    b = 4;
    sched_reduce(s, &a, &b, 1, type_named(BASIC_MPI_INT), op_of(MPI_PROD));

    assert_true(begin());
    assert_int_equal(over_class, MPI_SUCCESS);
    assert_int_equal(b, 12);
    assert_int_equal(overs, 0);
}

static void lanes_do_not_wait_for_each_other(void **state)
{
    (void)state;
    recv_b(1);
    sched_then(s);
    send_a(1);
    sched_lane(s, 1);
    recv_b(2);
    sched_then(s);
    send_a(2);

    assert_false(begin());
    assert_int_equal(start_count, 2);
    assert_int_equal(started[0].message.tag, 100);
    assert_int_equal(started[1].message.tag, 101);
    end(1, MPI_SUCCESS);
    go_on();
    assert_int_equal(start_count, 3);
    assert_int_equal(started[2].message.peer, 42);
    end(2, MPI_SUCCESS);
    go_on();
    assert_int_equal(overs, 0);
    end(0, MPI_SUCCESS);
    go_on();
    assert_int_equal(start_count, 4);
    end(3, MPI_SUCCESS);
    go_on();
    assert_int_equal(overs, 1);
}

static void the_first_error_is_kept_and_the_rest_is_done(void **state)
{
    (void)state;
    recv_b(1);
    recv_b(2);
    sched_then(s);
    send_a(1);

    assert_false(begin());
    end(0, err(MPI_ERR_TRUNCATE, "too long by %d", 1));
    end(1, err(MPI_ERR_OTHER, "another"));
    go_on();
    assert_int_equal(start_count, 3);
    end(2, MPI_SUCCESS);
    err_clear();
    go_on();
    assert_int_equal(overs, 1);
    assert_int_equal(over_class, MPI_ERR_TRUNCATE);
    assert_string_equal(err_text(), "too long by 1");
}

static void a_message_that_cannot_start_is_an_error(void **state)
{
    (void)state;
    send_a(1);
    send_a(2);
    fail_at = 0;

    assert_false(begin());
    assert_int_equal(start_count, 1);
    end(0, MPI_SUCCESS);
    go_on();
    assert_int_equal(over_class, MPI_ERR_OTHER);
    assert_string_equal(err_text(), "could not start");
}

static void a_copy_that_does_not_fit_is_an_error(void **state)
{
    int from[2] = { 1, 2 }, to[2] = { 0, 0 };
    datatype_t *type = type_named(BASIC_MPI_INT);

    (void)state;
    sched_copy(s, from, 2, type, to, 1, type);

    assert_true(begin());
    assert_int_equal(over_class, MPI_ERR_TRUNCATE);
    assert_int_equal(to[0], 0);
}

static void it_can_be_carried_out_again(void **state)
{
    (void)state;
    recv_b(1);
    copy_a_to_b();

    for (int i = 0; i < 3; i++) {
        a = i + 1;
        assert_false(begin());
        assert_int_equal(start_count, i + 1);
        end(i, i == 0 ? err(MPI_ERR_OTHER, "once") : MPI_SUCCESS);
        go_on();
        assert_int_equal(b, i + 1);
        assert_int_equal(overs, i + 1);
        assert_int_equal(over_class, i == 0 ? MPI_ERR_OTHER : MPI_SUCCESS);
    }
}

static void run_waits_until_it_is_over(void **state)
{
    (void)state;
    send_a(1);
    recv_b(1);
    sched_then(s);
    send_a(2);

    assert_int_equal(sched_run(s, &team), MPI_SUCCESS);
    assert_int_equal(waits, 3);
    assert_int_equal(start_count, 3);
    assert_null(deferred);
}

static void many_steps_keep_their_order(void **state)
{
    int values[200];
    datatype_t *type = type_named(BASIC_MPI_INT);

    (void)state;
    values[0] = 1;
    for (int i = 1; i < 200; i++) {
        values[i] = 1;
        sched_reduce(s, &values[i - 1], &values[i], 1, type, op_of(MPI_SUM));
    }

    assert_true(begin());
    assert_int_equal(values[199], 200);
}

static void buffers_suit_any_layout(void **state)
{
    struct sched *t = sched_get();
    datatype_t *backwards;
    char *buffer;

    (void)state;
    /* Four ints, each 16 bytes before the one before it: bytes -48 to 4. */
    assert_int_equal(type_resized(false, type_named(BASIC_MPI_INT), 0, -16, &backwards),
                     MPI_SUCCESS);
    buffer = sched_buffer(t, 4, backwards);
    assert_int_equal((uintptr_t)buffer % 16, 0);
    memset(buffer - 48, 1, 52); /* for the sanitizer and valgrind */
    assert_non_null(sched_buffer(t, 0, backwards));
    assert_non_null(sched_alloc(t, 0));
    assert_null(sched_alloc(t, INT64_MAX));
    assert_int_equal(sched_run(t, &team), MPI_ERR_NO_MEM);
    sched_put(t);
    object_put(&backwards->object);
}

static int each(void **state)
{
    (void)state;
    start_count = waits = overs = 0;
    fail_at = -1;
    deferred = NULL;
    s = sched_get();
    return 0;
}

static int after_each(void **state)
{
    (void)state;
    sched_put(s);
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    return type_init() || op_init();
}

static int tear_down(void **state)
{
    (void)state;
    sched_trim();
    op_fini();
    type_fini();
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each, after_each)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(messages_run_together_and_then_waits),
        TEST(a_local_step_waits_and_holds_back),
        TEST(local_steps_alone_are_over_at_once),
        TEST(lanes_do_not_wait_for_each_other),
        TEST(the_first_error_is_kept_and_the_rest_is_done),
        TEST(a_message_that_cannot_start_is_an_error),
        TEST(a_copy_that_does_not_fit_is_an_error),
        TEST(it_can_be_carried_out_again),
        TEST(run_waits_until_it_is_over),
        TEST(many_steps_keep_their_order),
        TEST(buffers_suit_any_layout),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
