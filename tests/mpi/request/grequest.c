/* SPDX-License-Identifier: BSD-3-Clause */
/* grequest: generalized requests: which functions of the program are called when, with
 * what, completed from here and from another thread, and how their errors come out. */
#include <pthread.h>
#include <unistd.h>

#include "../check.h"

struct state {
    int queried, freed, cancelled, complete; /* calls, and what cancel was told */
    int query_error, free_error;
};

static int query(void *extra, MPI_Status *status)
{
    struct state *state = extra;

    check(!state->freed, "queried after it was freed");
    state->queried++;
    MPI_Status_set_elements(status, MPI_INT, 3);
    MPI_Status_set_cancelled(status, state->cancelled > 0);
    status->MPI_SOURCE = 5;
    status->MPI_TAG = 6;
    return state->query_error;
}

static int release(void *extra)
{
    struct state *state = extra;

    state->freed++;
    return state->free_error;
}

static int cancel(void *extra, int complete)
{
    struct state *state = extra;

    state->cancelled++;
    state->complete = complete;
    return MPI_SUCCESS;
}

static void start(struct state *state, MPI_Request *request)
{
    *state = (struct state){ 0 };
    check_ok(MPI_Grequest_start(query, release, cancel, state, request));
}

static void tested(void)
{
    struct state state;
    MPI_Request request;
    MPI_Status status;
    int flag, count;

    start(&state, &request);
    check_ok(MPI_Test(&request, &flag, &status));
    check(!flag && !state.queried, "complete too early");
    check_ok(MPI_Cancel(&request));
    check(state.cancelled == 1 && !state.complete, "cancel: %d", state.cancelled);
    check_ok(MPI_Grequest_complete(request));
    check_ok(MPI_Cancel(&request));
    check(state.cancelled == 2 && state.complete, "cancel is not told of completion");
    check_ok(MPI_Request_get_status(request, &flag, &status));
    check(flag && state.queried == 1 && !state.freed, "queried %d", state.queried);
    check_ok(MPI_Test(&request, &flag, &status));
    check(flag && state.queried == 2 && state.freed == 1, "freed %d", state.freed);
    check(status.MPI_SOURCE == 5 && status.MPI_TAG == 6, "source %d", status.MPI_SOURCE);
    check_ok(MPI_Get_count(&status, MPI_INT, &count));
    check_ok(MPI_Test_cancelled(&status, &flag));
    check(count == 3 && flag, "count %d, cancelled %d", count, flag);
    check(request == MPI_REQUEST_NULL, "the request is still there");
}

/* MPI_STATUS_IGNORE: query still gets a status to write. */
static void with_others(void)
{
    struct state states[3];
    MPI_Request requests[4];
    int in, out = 1, indices[4], count, index;

    for (int i = 0; i < 3; i++)
        start(&states[i], &requests[i]);
    check_ok(MPI_Irecv(&in, 1, MPI_INT, 0, 1, MPI_COMM_SELF, &requests[3]));
    check_ok(MPI_Grequest_complete(requests[1]));
    check_ok(MPI_Testsome(4, requests, &count, indices, MPI_STATUSES_IGNORE));
    check(count == 1 && indices[0] == 1 && states[1].freed == 1, "%d done", count);
    check_ok(MPI_Grequest_complete(requests[2]));
    check_ok(MPI_Waitany(4, requests, &index, MPI_STATUS_IGNORE));
    check(index == 2 && states[2].freed == 1, "index %d", index);
    check_ok(MPI_Send(&out, 1, MPI_INT, 0, 1, MPI_COMM_SELF));
    check_ok(MPI_Grequest_complete(requests[0]));
    check_ok(MPI_Waitall(4, requests, MPI_STATUSES_IGNORE));
    check(states[0].queried == 1 && states[0].freed == 1, "queried %d",
          states[0].queried);
}

/* Freed before it is complete: free is called by MPI_Grequest_complete, query never. */
static void freed(void)
{
    struct state state;
    MPI_Request request, copy;

    start(&state, &request);
    copy = request;
    check_ok(MPI_Request_free(&request));
    check(!state.freed, "freed before it is complete");
    check_ok(MPI_Grequest_complete(copy));
    check(state.freed == 1 && !state.queried, "freed %d, queried %d", state.freed,
          state.queried);
    start(&state, &request);
    check_ok(MPI_Grequest_complete(request));
    check_ok(MPI_Request_free(&request));
    check(state.freed == 1 && !state.queried, "freed %d, queried %d", state.freed,
          state.queried);
}

static void failing(void)
{
    struct state states[2];
    MPI_Request requests[2];
    MPI_Status statuses[2];

    errors_return(MPI_COMM_SELF);
    for (int k = 0; k < 2; k++) {
        start(&states[0], &requests[0]);
        *(k ? &states[0].free_error : &states[0].query_error) = MPI_ERR_BUFFER;
        check_ok(MPI_Grequest_complete(requests[0]));
        check_class(MPI_Wait(&requests[0], MPI_STATUS_IGNORE), MPI_ERR_BUFFER);
        check(requests[0] == MPI_REQUEST_NULL && states[0].freed == 1, "not freed");
    }
    start(&states[0], &requests[0]);
    start(&states[1], &requests[1]);
    states[1].free_error = MPI_ERR_FILE;
    for (int i = 0; i < 2; i++)
        check_ok(MPI_Grequest_complete(requests[i]));
    check_class(MPI_Waitall(2, requests, statuses), MPI_ERR_IN_STATUS);
    check_class(statuses[0].MPI_ERROR, MPI_SUCCESS);
    check_class(statuses[1].MPI_ERROR, MPI_ERR_FILE);
    check_class(MPI_Grequest_complete(MPI_REQUEST_NULL), MPI_ERR_REQUEST);
}

static void *complete_later(void *request)
{
    usleep(20000);
    check_ok(MPI_Grequest_complete(*(MPI_Request *)request));
    return NULL;
}

static void from_a_thread(void)
{
    struct state state;
    MPI_Request request, copy;
    pthread_t thread;
    double begun;

    for (int i = 0; i < 5; i++) {
        start(&state, &request);
        copy = request;
        begun = MPI_Wtime();
        pthread_create(&thread, NULL, complete_later, &copy);
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
        check(MPI_Wtime() - begun < 1, "it took %g s", MPI_Wtime() - begun);
        check(state.freed == 1, "not freed");
        pthread_join(thread, NULL);
    }
}

int main(int argc, char **argv)
{
    int provided;

    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    check(provided == MPI_THREAD_MULTIPLE, "level %d", provided);
    tested();
    with_others();
    freed();
    from_a_thread();
    failing();
    return finish();
}
