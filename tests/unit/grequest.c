/* SPDX-License-Identifier: BSD-3-Clause */
/* Generalized requests: the program's functions are called in the standard's order,
 * without the library's lock. */
#include "world_of_one.h"

#include <pthread.h>
#include <string.h>

#include "p2p/completion.h"
#include "p2p/grequest.h"
#include "util/lock.h"

static char calls[16]; /* 'q', 'f', 'c' */
static int error_of_query, error_of_free, told_complete;

static void note(char call)
{
    size_t n = strlen(calls);

    assert_true(n + 1 < sizeof calls);
    calls[n] = call;
    calls[n + 1] = '\0';
}

static int query(void *extra, MPI_Status *status)
{
    assert_string_equal(extra, "extra");
    status->MPI_TAG = 77;
    note('q');
    return error_of_query;
}

static int release(void *extra)
{
    assert_string_equal(extra, "extra");
    note('f');
    return error_of_free;
}

static int cancel(void *extra, int complete)
{
    assert_string_equal(extra, "extra");
    note('c');
    told_complete = complete;
    return complete ? MPI_ERR_PENDING : MPI_SUCCESS;
}

static MPI_Request handle;

static struct requests begin(void)
{
    const struct grequest_functions functions = { query, release, cancel, "extra" };

    calls[0] = '\0';
    error_of_query = error_of_free = MPI_SUCCESS;
    assert_int_equal(grequest_start(&functions, &handle), MPI_SUCCESS);
    return (struct requests){ 1, &handle, NULL };
}

static void query_then_free(void **state)
{
    struct requests one = begin();
    MPI_Status status;
    int flag = -1;

    (void)state;
    assert_int_equal(completion_test(&one, &flag, &status), MPI_SUCCESS);
    assert_true(!flag && calls[0] == '\0');
    assert_int_equal(grequest_complete(handle), MPI_SUCCESS);
    assert_int_equal(grequest_complete(handle), MPI_ERR_REQUEST);
    assert_string_equal(calls, "");
    assert_int_equal(completion_get_status(&one, &flag, &status), MPI_SUCCESS);
    assert_string_equal(calls, "q");
    assert_int_equal(completion_wait(&one, &status), MPI_SUCCESS);
    assert_string_equal(calls, "qqf");
    assert_int_equal(status.MPI_TAG, 77);
    assert_true(handle == MPI_REQUEST_NULL);
}

static void cancel_is_told_whether_it_is_complete(void **state)
{
    struct requests one = begin();

    (void)state;
    assert_int_equal(completion_cancel(&one), MPI_SUCCESS);
    assert_int_equal(told_complete, 0);
    assert_int_equal(grequest_complete(handle), MPI_SUCCESS);
    assert_int_equal(completion_cancel(&one), MPI_ERR_PENDING);
    assert_int_equal(told_complete, 1);
    assert_int_equal(completion_wait(&one, MPI_STATUS_IGNORE), MPI_SUCCESS);
    assert_string_equal(calls, "ccqf");
}

static void a_freed_one_is_not_queried(void **state)
{
    struct requests one = begin();
    MPI_Request copy = handle;

    (void)state;
    assert_int_equal(completion_free(&one), MPI_SUCCESS);
    assert_true(
        request_no_orphans(NULL)); /* MPI_Finalize does not wait for the program */
    assert_string_equal(calls, "");
    error_of_free = MPI_ERR_FILE;
    assert_int_equal(grequest_complete(copy), MPI_ERR_FILE);
    assert_string_equal(calls, "f");
}

static void errors_come_out(void **state)
{
    struct requests one = begin();

    (void)state;
    error_of_query = MPI_ERR_BUFFER;
    assert_int_equal(grequest_complete(handle), MPI_SUCCESS);
    assert_int_equal(completion_wait(&one, MPI_STATUS_IGNORE), MPI_ERR_BUFFER);
    assert_string_equal(calls, "qf");
    one = begin();
    error_of_query = MPI_ERR_BUFFER;
    error_of_free = MPI_ERR_FILE;
    assert_int_equal(grequest_complete(handle), MPI_SUCCESS);
    assert_int_equal(completion_wait(&one, MPI_STATUS_IGNORE), MPI_ERR_FILE);
}

static void functions_must_be_there(void **state)
{
    const struct grequest_functions functions = { query, NULL, cancel, NULL };

    (void)state;
    assert_int_equal(grequest_start(&functions, &handle), MPI_ERR_ARG);
    assert_int_equal(grequest_complete(MPI_REQUEST_NULL), MPI_ERR_REQUEST);
    assert_int_equal(grequest_complete(request_done()), MPI_ERR_REQUEST);
}

/* Another thread takes the lock inside of query: nobody would get on otherwise. */
static void *take_the_lock(void *argument)
{
    (void)argument;
    lock_enter();
    lock_leave();
    return NULL;
}

static int query_with_a_thread(void *extra, MPI_Status *status)
{
    pthread_t thread;

    (void)extra, (void)status;
    assert_int_equal(pthread_create(&thread, NULL, take_the_lock, NULL), 0);
    return pthread_join(thread, NULL);
}

static void *complete_it(void *argument)
{
    (void)argument;
    lock_enter();
    assert_int_equal(grequest_complete(handle), MPI_SUCCESS);
    lock_leave();
    return NULL;
}

static void another_thread_completes_it(void **state)
{
    const struct grequest_functions functions = { query_with_a_thread, release, cancel,
                                                  "extra" };
    struct requests one = { 1, &handle, NULL };
    pthread_t thread;

    (void)state;
    lock_needed = true;
    error_of_free = MPI_SUCCESS;
    calls[0] = '\0';
    lock_enter();
    assert_int_equal(grequest_start(&functions, &handle), MPI_SUCCESS);
    assert_int_equal(pthread_create(&thread, NULL, complete_it, NULL), 0);
    assert_int_equal(completion_wait(&one, MPI_STATUS_IGNORE), MPI_SUCCESS);
    lock_leave();
    pthread_join(thread, NULL);
    assert_string_equal(calls, "f");
    lock_needed = false;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        case_of(query_then_free),
        case_of(cancel_is_told_whether_it_is_complete),
        case_of(a_freed_one_is_not_queried),
        case_of(errors_come_out),
        case_of(functions_must_be_there),
        case_of(another_thread_completes_it),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
