/* SPDX-License-Identifier: BSD-3-Clause */
/* probes: several threads probe for the same messages with MPI_Mprobe and MPI_Improbe:
 * each message is received once, whole, by the one that found it. */
#include "threads.h"

enum { MESSAGES = 400 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int seen[MESSAGES], taken;

/* A ticket for one more message, false if all are spoken for. */
static int ticket(void)
{
    int got;

    pthread_mutex_lock(&mutex);
    got = taken < MESSAGES;
    taken += got;
    pthread_mutex_unlock(&mutex);
    return got;
}

static void receive_one(int use_improbe)
{
    int in[64], count, found = 0;
    MPI_Message message;
    MPI_Status status;

    if (use_improbe)
        while (!found)
            check_ok(MPI_Improbe(MPI_ANY_SOURCE, 1, MPI_COMM_WORLD, &found, &message,
                                 &status));
    else
        check_ok(MPI_Mprobe(MPI_ANY_SOURCE, 1, MPI_COMM_WORLD, &message, &status));
    check_ok(MPI_Get_count(&status, MPI_INT, &count));
    check_ok(MPI_Mrecv(in, count, MPI_INT, &message, MPI_STATUS_IGNORE));
    check(count == 1 + in[0] % 64, "message %d has %d elements", in[0], count);
    pthread_mutex_lock(&mutex);
    seen[in[0]]++;
    pthread_mutex_unlock(&mutex);
}

static void *receive(void *number)
{
    while (ticket())
        receive_one(*(int *)number % 2);
    return NULL;
}

static void send_all(int dest)
{
    int out[64];
    MPI_Request request;

    for (int i = 0; i < MESSAGES; i++) {
        for (int k = 0; k < 64; k++)
            out[k] = i;
        check_ok(MPI_Isend(out, 1 + i % 64, MPI_INT, dest, 1, MPI_COMM_WORLD, &request));
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    }
}

static void *send_to_next(void *argument)
{
    (void)argument;
    send_all((rank + 1) % size);
    return NULL;
}

int main(int argc, char **argv)
{
    int numbers[THREADS] = { 0, 1, 2, 3 };
    pthread_t sender;

    threads_init(&argc, &argv);
    pthread_create(&sender, NULL, send_to_next, NULL);
    threads_run(receive, numbers, sizeof *numbers);
    pthread_join(sender, NULL);
    for (int i = 0; i < MESSAGES; i++)
        check(seen[i] == 1, "message %d was received %d times", i, seen[i]);
    return finish();
}
