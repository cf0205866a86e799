/* SPDX-License-Identifier: BSD-3-Clause */
/* helped.c: waits that another thread of the same process ends, or would have to. */
#include "bugs.h"

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

static int rank;
static MPI_Request request;

/* Nobody sends that. */
static void *receive(void *unused)
{
    int one;

    MPI_Recv(&one, 1, MPI_INT, 1 - rank, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return unused;
}

static void *send_late(void *unused)
{
    int one = 1;

    sleep(4);
    MPI_Send(&one, 1, MPI_INT, 1 - rank, 3, MPI_COMM_WORLD);
    return unused;
}

static void *complete_late(void *unused)
{
    sleep(4);
    MPI_Grequest_complete(request);
    return unused;
}

static int query(void *unused, MPI_Status *status)
{
    (void)unused;
    MPI_Status_set_elements(status, MPI_BYTE, 0);
    MPI_Status_set_cancelled(status, 0);
    status->MPI_SOURCE = status->MPI_TAG = MPI_UNDEFINED;
    return MPI_SUCCESS;
}

static int release(void *unused)
{
    (void)unused;
    return MPI_SUCCESS;
}

static int cancel(void *unused, int complete)
{
    (void)unused, (void)complete;
    return MPI_SUCCESS;
}

static void make_request(void)
{
    MPI_Grequest_start(query, release, cancel, NULL, &request);
}

/* This thread waits, and another one, if it is to do something. */
static void wait_both(void *(*other)(void *))
{
    pthread_t thread;

    if (other)
        pthread_create(&thread, NULL, other, NULL);
    if (request != MPI_REQUEST_NULL)
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    else
        receive(NULL);
    if (other)
        pthread_join(thread, NULL);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int level;
        bool requests;
        void *(*other)(void *);
    } cases[] = {
        { "never_complete", MPI_THREAD_SINGLE, true, NULL },
        { "never_complete_alone", MPI_THREAD_MULTIPLE, true, NULL },
        { "complete_late", MPI_THREAD_MULTIPLE, true, complete_late },
        { "one_thread", MPI_THREAD_MULTIPLE, false, NULL },
        { "two_threads", MPI_THREAD_MULTIPLE, false, receive },
        { "send_late", MPI_THREAD_MULTIPLE, false, send_late },
    };
    int provided, i = 0, count = sizeof cases / sizeof cases[0];

    while (i < count && (argc < 2 || strcmp(cases[i].name, argv[1]) != 0))
        i++;
    if (i == count)
        return 77;
    request = MPI_REQUEST_NULL;
    MPI_Init_thread(&argc, &argv, cases[i].level, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (cases[i].requests)
        make_request();
    wait_both(cases[i].other);
    MPI_Finalize();
    return 0;
}
