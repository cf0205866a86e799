/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting and testing: which handle is finished when, with which status and error. */
#include "world_of_one.h"

#include <string.h>

#include "p2p/completion.h"
#include "p2p/request.h"

/* A request whose end the test decides. */
struct fake {
    struct MPI_ABI_Request request;
    int released, said_farewell, started, cancelled;
};

static struct fake *fake_of(request_t *request)
{
    return container_of(request, struct fake, request);
}

static void release(request_t *request)
{
    fake_of(request)->released++;
}

static int start(request_t *request)
{
    return fake_of(request)->started++ == 2 ? err(MPI_ERR_OTHER, "third time")
                                            : MPI_SUCCESS;
}

static int cancel(request_t *request)
{
    fake_of(request)->cancelled++;
    return MPI_SUCCESS;
}

static int farewell(request_t *request)
{
    fake_of(request)->said_farewell++;
    return err(MPI_ERR_FILE, "farewell");
}

static const struct request_ops ops = { .name = "fake",
                                        .start = start,
                                        .release = release };
static const struct request_ops cancellable_ops = { .name = "fake",
                                                    .cancel = cancel,
                                                    .release = release };
static const struct request_ops farewell_ops = { .name = "fake",
                                                 .farewell = farewell,
                                                 .release = release };

enum { N = 4 };
static struct fake fakes[N];
static MPI_Request handles[N];
static MPI_Status statuses[N];

static struct requests all_fakes(void)
{
    for (int i = 0; i < N; i++) {
        memset(&fakes[i], 0, sizeof fakes[i]);
        request_init(&fakes[i].request, &ops, NULL);
        fakes[i].request.status.MPI_TAG = i;
        handles[i] = &fakes[i].request;
        statuses[i].MPI_ERROR = -1;
    }
    return (struct requests){ N, handles, NULL };
}

static void complete(int i, int error)
{
    if (error)
        err(error, "request %d failed", i);
    request_complete(&fakes[i].request, error);
}

static void a_test_finishes_what_is_complete(void **state)
{
    struct requests all = all_fakes();
    int flag = -1, index = -1;

    (void)state;
    assert_int_equal(completion_testany(&all, &index, &flag, &statuses[0]), MPI_SUCCESS);
    assert_int_equal(flag, 0);
    complete(2, MPI_SUCCESS);
    assert_int_equal(completion_testany(&all, &index, &flag, &statuses[0]), MPI_SUCCESS);
    assert_true(flag && index == 2);
    assert_int_equal(statuses[0].MPI_TAG, 2);
    assert_int_equal(statuses[0].MPI_ERROR, -1);
    assert_true(handles[2] == MPI_REQUEST_NULL && fakes[2].released == 1);
}

static void errors_of_several_are_told_one_by_one(void **state)
{
    struct requests all = all_fakes();

    (void)state;
    for (int i = 0; i < N; i++)
        complete(i, i == 1 ? MPI_ERR_TRUNCATE : i == 3 ? MPI_ERR_OTHER : MPI_SUCCESS);
    assert_int_equal(completion_waitall(&all, statuses), MPI_ERR_IN_STATUS);
    assert_string_equal(err_text(), "request 1 failed");
    assert_int_equal(statuses[0].MPI_ERROR, MPI_SUCCESS);
    assert_int_equal(statuses[1].MPI_ERROR, MPI_ERR_TRUNCATE);
    assert_int_equal(statuses[2].MPI_ERROR, MPI_SUCCESS);
    assert_int_equal(statuses[3].MPI_ERROR, MPI_ERR_OTHER);
    for (int i = 0; i < N; i++)
        assert_int_equal(fakes[i].released, 1);
}

static void some_finishes_all_that_are_complete(void **state)
{
    struct requests all = all_fakes();
    int count = -1, indices[N];

    (void)state;
    complete(0, MPI_SUCCESS);
    complete(3, MPI_ERR_TRUNCATE);
    assert_int_equal(completion_testsome(&all, &count, indices, statuses),
                     MPI_ERR_IN_STATUS);
    assert_int_equal(count, 2);
    assert_int_equal(indices[1], 3);
    assert_int_equal(statuses[0].MPI_ERROR, MPI_SUCCESS);
    assert_int_equal(statuses[1].MPI_ERROR, MPI_ERR_TRUNCATE);
    assert_int_equal(completion_testsome(&all, &count, indices, statuses), MPI_SUCCESS);
    assert_int_equal(count, 0);
    for (int i = 1; i < 3; i++)
        complete(i, MPI_SUCCESS);
    assert_int_equal(completion_waitsome(&all, &count, indices, MPI_STATUSES_IGNORE),
                     MPI_SUCCESS);
    assert_int_equal(count, 2);
    assert_int_equal(completion_waitsome(&all, &count, indices, MPI_STATUSES_IGNORE),
                     MPI_SUCCESS);
    assert_int_equal(count, MPI_UNDEFINED);
}

static void get_status_leaves_the_request(void **state)
{
    struct requests all = all_fakes();
    int flag = -1, index;

    (void)state;
    complete(1, MPI_SUCCESS);
    assert_int_equal(completion_get_status_any(&all, &index, &flag, &statuses[0]),
                     MPI_SUCCESS);
    assert_true(flag && index == 1 && statuses[0].MPI_TAG == 1);
    assert_true(handles[1] == &fakes[1].request && fakes[1].released == 0);
    assert_int_equal(completion_get_status_all(&all, &flag, statuses), MPI_SUCCESS);
    assert_false(flag);
}

static void what_is_no_request_is_refused(void **state)
{
    struct requests all = all_fakes();
    int not_a_request[64] = { 0 }, flag = 5;

    (void)state;
    handles[2] = (MPI_Request)(void *)not_a_request;
    assert_int_equal(completion_testall(&all, &flag, statuses), MPI_ERR_REQUEST);
    assert_int_equal(flag, 5);
    all.count = -1;
    assert_int_equal(completion_waitall(&all, statuses), MPI_ERR_COUNT);
}

static void a_persistent_request_is_started_again(void **state)
{
    struct requests one = all_fakes();

    (void)state;
    one.count = 1;
    assert_int_equal(completion_start(&one), MPI_ERR_REQUEST);
    fakes[0].request.persistent = fakes[0].request.complete = true;
    for (int round = 0; round < 2; round++) {
        assert_int_equal(completion_start(&one), MPI_SUCCESS);
        assert_int_equal(completion_start(&one), MPI_ERR_REQUEST);
        complete(0, round == 0 ? MPI_ERR_TRUNCATE : MPI_SUCCESS);
        assert_int_equal(completion_wait(&one, &statuses[0]),
                         round == 0 ? MPI_ERR_TRUNCATE : MPI_SUCCESS);
        assert_true(handles[0] != MPI_REQUEST_NULL);
    }
    assert_int_equal(completion_start(&one), MPI_ERR_OTHER);
    assert_int_equal(completion_wait(&one, &statuses[0]), MPI_SUCCESS); /* inactive */
    assert_int_equal(completion_free(&one), MPI_SUCCESS);
    assert_int_equal(fakes[0].released, 1);
}

static void an_orphan_goes_when_it_completes(void **state)
{
    struct requests one = all_fakes();

    (void)state;
    one.count = 1;
    assert_int_equal(completion_free(&one), MPI_SUCCESS);
    assert_true(handles[0] == MPI_REQUEST_NULL);
    assert_false(request_no_orphans(NULL));
    assert_int_equal(fakes[0].released, 0);
    complete(0, MPI_SUCCESS);
    assert_true(request_no_orphans(NULL));
    assert_int_equal(fakes[0].released, 1);
}

/* A receive that nobody sends to must not keep MPI_Finalize waiting. */
static void an_orphan_that_can_be_cancelled_is_not_waited_for(void **state)
{
    struct requests one = all_fakes();

    (void)state;
    one.count = 1;
    fakes[0].request.ops = &cancellable_ops;
    assert_int_equal(completion_cancel(&one), MPI_SUCCESS);
    assert_int_equal(fakes[0].cancelled, 1);
    assert_int_equal(completion_free(&one), MPI_SUCCESS);
    assert_true(request_no_orphans(NULL));
    completion_drain();
    complete(0, MPI_SUCCESS);
    assert_int_equal(fakes[0].released, 1);
}

static void the_last_word_is_the_farewells(void **state)
{
    struct requests all = all_fakes();

    (void)state;
    fakes[1].request.ops = &farewell_ops;
    for (int i = 0; i < N; i++)
        complete(i, MPI_SUCCESS);
    assert_int_equal(completion_waitall(&all, statuses), MPI_ERR_IN_STATUS);
    assert_int_equal(statuses[0].MPI_ERROR, MPI_SUCCESS);
    assert_int_equal(statuses[1].MPI_ERROR, MPI_ERR_FILE);
    assert_int_equal(fakes[1].said_farewell, 1);
    assert_int_equal(fakes[1].released, 1);
}

static void null_requests_are_nothing_to_wait_for(void **state)
{
    MPI_Request null = MPI_REQUEST_NULL;
    struct requests one = { 1, &null, NULL };
    int flag = 0, index = 7;

    (void)state;
    assert_int_equal(completion_wait(&one, &statuses[0]), MPI_SUCCESS);
    assert_int_equal(statuses[0].MPI_SOURCE, MPI_ANY_SOURCE);
    assert_int_equal(completion_waitany(&one, &index, &statuses[0]), MPI_SUCCESS);
    assert_int_equal(index, MPI_UNDEFINED);
    assert_int_equal(completion_testall(&one, &flag, MPI_STATUSES_IGNORE), MPI_SUCCESS);
    assert_true(flag);
    assert_int_equal(completion_cancel(&one), MPI_ERR_REQUEST);
    assert_int_equal(completion_free(&one), MPI_ERR_REQUEST);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        case_of(a_test_finishes_what_is_complete),
        case_of(errors_of_several_are_told_one_by_one),
        case_of(some_finishes_all_that_are_complete),
        case_of(get_status_leaves_the_request),
        case_of(what_is_no_request_is_refused),
        case_of(a_persistent_request_is_started_again),
        case_of(an_orphan_goes_when_it_completes),
        case_of(an_orphan_that_can_be_cancelled_is_not_waited_for),
        case_of(the_last_word_is_the_farewells),
        case_of(null_requests_are_nothing_to_wait_for),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
