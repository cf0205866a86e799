/* SPDX-License-Identifier: BSD-3-Clause */
/* several: MPI_Waitany, MPI_Waitsome, MPI_Testall, MPI_Testsome, MPI_Request_get_status
 * and their kin; and what they say when one of several requests fails. */
#include "../check.h"

enum { N = 10 };

static int in[N];
static MPI_Request requests[N];
static MPI_Status statuses[N];

static void post(MPI_Comm comm)
{
    for (int i = 0; i < N; i++)
        check_ok(MPI_Irecv(&in[i], 1, MPI_INT, 0, i, comm, &requests[i]));
}

static void send_one(int tag, MPI_Comm comm)
{
    check_ok(MPI_Send(&tag, 1, MPI_INT, 0, tag, comm));
}

static void one_after_the_other(void)
{
    int index, flag, done = 0;
    MPI_Status status;

    post(MPI_COMM_SELF);
    check_ok(MPI_Testany(N, requests, &index, &flag, &status));
    check(!flag && index == MPI_UNDEFINED, "index %d, flag %d", index, flag);
    for (int i = N - 1; i >= 0; i--) {
        send_one(i, MPI_COMM_SELF);
        check_ok(MPI_Request_get_status_any(N, requests, &index, &flag, &status));
        check(flag && index == i, "index %d, flag %d, not %d", index, flag, i);
        check_ok(MPI_Waitany(N, requests, &index, &status));
        check(index == i && status.MPI_TAG == i, "index %d, tag %d", index,
              status.MPI_TAG);
        check(requests[i] == MPI_REQUEST_NULL, "request %d is still there", i);
        done++;
    }
    check_ok(MPI_Waitany(N, requests, &index, &status));
    check(index == MPI_UNDEFINED && done == N, "index %d of null requests", index);
    check_ok(MPI_Testany(N, requests, &index, &flag, &status));
    check(index == MPI_UNDEFINED && flag, "index %d, flag %d", index, flag);
}

static void some_at_a_time(void)
{
    int indices[N], count, seen = 0, flag;

    post(MPI_COMM_SELF);
    check_ok(MPI_Testsome(N, requests, &count, indices, statuses));
    check(count == 0, "%d are done before they were sent", count);
    check_ok(MPI_Testall(N, requests, &flag, statuses));
    check(!flag, "all are done before they were sent");
    for (int i = 0; i < N; i += 2) {
        send_one(i, MPI_COMM_SELF);
        send_one(i + 1, MPI_COMM_SELF);
        check_ok(MPI_Request_get_status_some(N, requests, &count, indices, statuses));
        check(count == 2, "%d are there, not 2", count);
        check_ok(MPI_Waitsome(N, requests, &count, indices, statuses));
        check(count == 2 && indices[0] == i && indices[1] == i + 1,
              "%d done, first is %d", count, indices[0]);
        check(statuses[1].MPI_TAG == i + 1 && in[i + 1] == i + 1, "wrong message");
        seen += count;
    }
    check(seen == N, "%d seen", seen);
    check_ok(MPI_Waitsome(N, requests, &count, indices, statuses));
    check(count == MPI_UNDEFINED, "%d of null requests", count);
}

static void all_or_none(void)
{
    MPI_Status status;
    int flag;

    post(MPI_COMM_SELF);
    for (int i = 0; i < N; i++) {
        check_ok(MPI_Request_get_status_all(N, requests, &flag, statuses));
        check(!flag, "all are there after %d", i);
        send_one(i, MPI_COMM_SELF);
    }
    check_ok(MPI_Request_get_status(requests[3], &flag, &status));
    check(flag && status.MPI_TAG == 3 && requests[3] != MPI_REQUEST_NULL,
          "flag %d, tag %d", flag, status.MPI_TAG);
    check_ok(MPI_Testall(N, requests, &flag, statuses));
    check(flag && statuses[N - 1].MPI_TAG == N - 1, "flag %d", flag);
}

/* The third is too long: its status says so, the others say success. */
static void one_fails(void)
{
    int two[2] = { 1, 2 }, count, indices[N];

    errors_return(MPI_COMM_SELF);
    for (int some = 0; some < 2; some++) {
        post(MPI_COMM_SELF);
        for (int i = 0; i < N; i++)
            if (i == 2)
                check_ok(MPI_Send(two, 2, MPI_INT, 0, i, MPI_COMM_SELF));
            else
                send_one(i, MPI_COMM_SELF);
        for (int i = 0; i < N; i++)
            statuses[i].MPI_ERROR = -1;
        if (some)
            check_class(MPI_Waitsome(N, requests, &count, indices, statuses),
                        MPI_ERR_IN_STATUS);
        else
            check_class(MPI_Waitall(N, requests, statuses), MPI_ERR_IN_STATUS);
        for (int i = 0; i < N; i++)
            check_class(statuses[i].MPI_ERROR, i == 2 ? MPI_ERR_TRUNCATE : MPI_SUCCESS);
    }
}

/* Without an error MPI_ERROR of a status is left as it is. */
static void error_is_untouched(void)
{
    post(MPI_COMM_SELF);
    for (int i = 0; i < N; i++) {
        statuses[i].MPI_ERROR = 4711;
        send_one(i, MPI_COMM_SELF);
    }
    check_ok(MPI_Waitall(N, requests, statuses));
    for (int i = 0; i < N; i++)
        check(statuses[i].MPI_ERROR == 4711, "MPI_ERROR is %d", statuses[i].MPI_ERROR);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    one_after_the_other();
    some_at_a_time();
    all_or_none();
    error_is_untouched();
    one_fails();
    return finish();
}
