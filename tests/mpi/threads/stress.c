/* SPDX-License-Identifier: BSD-3-Clause */
/* stress: every thread sends, receives, probes and calls collectives on a communicator of
 * its own, and all of them talk to each other on MPI_COMM_WORLD besides. */
#include "threads.h"

enum { ROUNDS = 60, LONG = 200000 };

struct thread {
    int number;
    MPI_Comm comm;
};

static void ring(int number, MPI_Comm comm, int round)
{
    int left = (rank + size - 1) % size, right = (rank + 1) % size;
    int length = round % 10 == 0 ? LONG : round, count;
    char *out = room(length), *in = room(length);
    MPI_Request requests[2];
    MPI_Status status;

    fill(out, length, rank, number + round);
    check_ok(MPI_Irecv(in, length, MPI_CHAR, left, number, comm, &requests[0]));
    check_ok(MPI_Isend(out, length, MPI_CHAR, right, number, comm, &requests[1]));
    check_ok(MPI_Waitall(2, requests, MPI_STATUSES_IGNORE));
    check_filled(in, length, left, number + round);

    check_ok(MPI_Isend(out, length, MPI_CHAR, right, number, comm, &requests[0]));
    check_ok(MPI_Probe(left, number, comm, &status));
    check_ok(MPI_Get_count(&status, MPI_CHAR, &count));
    check(count == length, "%d B were announced, not %d", count, length);
    check_ok(MPI_Recv(in, length, MPI_CHAR, left, number, comm, MPI_STATUS_IGNORE));
    check_filled(in, length, left, number + round);
    check_ok(MPI_Wait(&requests[0], MPI_STATUS_IGNORE));
    free(out);
    free(in);
}

static void collectives(const struct thread *thread, int round)
{
    int sum = 0, mine = rank + thread->number + round, token = mine;

    check_ok(MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, thread->comm));
    check(sum == size * (size - 1) / 2 + size * (thread->number + round), "the sum is %d",
          sum);
    check_ok(MPI_Bcast(&token, 1, MPI_INT, round % size, thread->comm));
    check(token == round % size + thread->number + round, "%d was told", token);
    check_ok(MPI_Barrier(thread->comm));
}

static void *run(void *argument)
{
    const struct thread *thread = argument;

    for (int round = 0; round < ROUNDS; round++) {
        ring(thread->number, thread->comm, round);
        ring(thread->number, MPI_COMM_WORLD, round);
        ring(thread->number, thread->comm, 10 * round + 1);
        collectives(thread, round);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct thread threads[THREADS];

    threads_init(&argc, &argv);
    for (int i = 0; i < THREADS; i++) {
        threads[i].number = i;
        check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &threads[i].comm));
    }
    threads_run(run, threads, sizeof *threads);
    for (int i = 0; i < THREADS; i++)
        check_ok(MPI_Comm_free(&threads[i].comm));
    return finish();
}
