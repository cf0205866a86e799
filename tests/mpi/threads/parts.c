/* SPDX-License-Identifier: BSD-3-Clause */
/* parts: what partitioned communication is for: each thread makes its own partition
 * ready, and each looks whether its own has arrived. */
#include "threads.h"

enum { ROUNDS = 100, LENGTH = 1000 };

struct thread {
    int number;
    MPI_Request send, recv;
    int *out, *in;
    int round;
};

static void *run(void *argument)
{
    struct thread *thread = argument;
    int *out = thread->out + thread->number * LENGTH;
    int *in = thread->in + thread->number * LENGTH, flag = 0;
    int left = (rank + size - 1) % size;

    for (int i = 0; i < LENGTH; i++)
        out[i] = rank + thread->round * i;
    check_ok(MPI_Pready(thread->number, thread->send));
    while (!flag)
        check_ok(MPI_Parrived(thread->recv, thread->number, &flag));
    for (int i = 0; i < LENGTH; i++)
        check(in[i] == left + thread->round * i, "element %d is %d", i, in[i]);
    return NULL;
}

int main(int argc, char **argv)
{
    static int out[THREADS * LENGTH], in[THREADS * LENGTH];
    struct thread threads[THREADS];
    MPI_Request requests[2];

    threads_init(&argc, &argv);
    check_ok(MPI_Psend_init(out, THREADS, LENGTH, MPI_INT, (rank + 1) % size, 1,
                            MPI_COMM_WORLD, MPI_INFO_NULL, &requests[0]));
    check_ok(MPI_Precv_init(in, THREADS, LENGTH, MPI_INT, (rank + size - 1) % size, 1,
                            MPI_COMM_WORLD, MPI_INFO_NULL, &requests[1]));
    for (int round = 0; round < ROUNDS; round++) {
        check_ok(MPI_Startall(2, requests));
        for (int i = 0; i < THREADS; i++)
            threads[i] = (struct thread){ i, requests[0], requests[1], out, in, round };
        threads_run(run, threads, sizeof *threads);
        check_ok(MPI_Waitall(2, requests, MPI_STATUSES_IGNORE));
    }
    check_ok(MPI_Request_free(&requests[0]));
    check_ok(MPI_Request_free(&requests[1]));
    return finish();
}
