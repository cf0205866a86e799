/* SPDX-License-Identifier: BSD-3-Clause */
/* deadlock.c: ranks that wait for each other for ever, and some that only wait long. */
#include "bugs.h"

#include <stdlib.h>
#include <unistd.h>

enum { LARGE = 1 << 20 };

static int one;
static int large[LARGE];

static void receive(int source, int tag)
{
    MPI_Recv(&one, 1, MPI_INT, source, tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void send(int dest, int tag)
{
    MPI_Send(&one, 1, MPI_INT, dest, tag, MPI_COMM_WORLD);
}

/* Closed circles */

/* A window, and a group of the other one of two ranks. */
static MPI_Win two_of_a_window(int rank, MPI_Group *other)
{
    static int memory[4];
    MPI_Group world;
    MPI_Win win;
    int partner = 1 - rank;

    MPI_Win_create(memory, sizeof memory, 4, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Group_incl(world, 1, &partner, other);
    MPI_Group_free(&world);
    return win;
}

static void start_start(int rank, int size)
{
    MPI_Group other;
    MPI_Win win = two_of_a_window(rank, &other);

    (void)size;
    MPI_Win_start(other, 0, win);
}

/* Rank 1 has an epoch, and does not end it. */
static void wait_recv(int rank, int size)
{
    MPI_Group other;
    MPI_Win win = two_of_a_window(rank, &other);

    (void)size;
    if (rank == 0) {
        MPI_Win_post(other, 0, win);
        MPI_Win_wait(win);
    } else {
        MPI_Win_start(other, 0, win);
        MPI_Put(&one, 1, MPI_INT, 0, 0, 1, MPI_INT, win);
        receive(0, 3);
    }
}

static void fence_recv(int rank, int size)
{
    MPI_Group other;
    MPI_Win win = two_of_a_window(rank, &other);

    (void)size;
    if (rank == 0)
        MPI_Win_fence(0, win);
    else
        receive(0, 3);
}

/* Nobody is stuck: rank 1 only takes its time. */
static void late_complete(int rank, int size)
{
    MPI_Group other;
    MPI_Win win = two_of_a_window(rank, &other);

    (void)size;
    if (rank == 0) {
        MPI_Win_post(other, 0, win);
        MPI_Win_wait(win);
    } else {
        sleep(1);
        MPI_Win_start(other, 0, win);
        sleep(1);
        MPI_Win_complete(win);
    }
    MPI_Group_free(&other);
    MPI_Win_free(&win);
}

static void recv_recv(int rank, int size)
{
    (void)size;
    if (rank < 2)
        receive(1 - rank, 0);
}

static void recv_ring(int rank, int size)
{
    receive((rank + 1) % size, 7);
    send((rank + size - 1) % size, 7);
}

static void recv_self(int rank, int size)
{
    (void)size;
    receive(rank, 0);
}

static void recv_tag(int rank, int size)
{
    (void)size;
    if (rank == 0)
        receive(1, 7);
    else if (rank == 1)
        send(0, 8);
}

static void recv_comm(int rank, int size)
{
    MPI_Comm other;

    (void)size;
    MPI_Comm_dup(MPI_COMM_WORLD, &other);
    MPI_Comm_set_name(other, "other");
    if (rank == 0)
        receive(1, 7);
    else if (rank == 1)
        MPI_Send(&one, 1, MPI_INT, 0, 7, other);
}

static void recv_any(int rank, int size)
{
    (void)size;
    if (rank == 0)
        receive(MPI_ANY_SOURCE, MPI_ANY_TAG);
}

static void probe_probe(int rank, int size)
{
    (void)size;
    if (rank < 2)
        MPI_Probe(1 - rank, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void ssend_ssend(int rank, int size)
{
    (void)size;
    if (rank < 2)
        MPI_Ssend(&one, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD);
    if (rank < 2)
        receive(1 - rank, 0);
}

static void send_send(int rank, int size)
{
    (void)size;
    if (rank < 2)
        MPI_Send(large, LARGE, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD);
    if (rank < 2)
        MPI_Recv(large, LARGE, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void send_send_short(int rank, int size)
{
    (void)size;
    if (rank > 1)
        return;
    MPI_Send(large, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD);
    MPI_Recv(large, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void wait_wait(int rank, int size)
{
    MPI_Request request;

    (void)size;
    if (rank > 1)
        return;
    MPI_Irecv(&one, 1, MPI_INT, 1 - rank, 5, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}

static void waitall(int rank, int size)
{
    MPI_Request requests[2];
    int two, three;

    (void)size;
    if (rank > 1)
        return;
    MPI_Irecv(&three, 1, MPI_INT, 1 - rank, 5, MPI_COMM_WORLD, &requests[0]);
    MPI_Irecv(&two, 1, MPI_INT, 1 - rank, 6, MPI_COMM_WORLD, &requests[1]);
    send(1 - rank, 5);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
}

static void waitany(int rank, int size)
{
    MPI_Request requests[2];
    int two, index;

    MPI_Irecv(&one, 1, MPI_INT, (rank + 1) % size, 5, MPI_COMM_WORLD, &requests[0]);
    MPI_Irecv(&two, 1, MPI_INT, (rank + size - 1) % size, 6, MPI_COMM_WORLD,
              &requests[1]);
    MPI_Waitany(2, requests, &index, MPI_STATUS_IGNORE);
}

/* One has left, or is somewhere else */

static void recv_finalize(int rank, int size)
{
    (void)size;
    if (rank == 0)
        receive(1, 0);
}

static void barrier_recv(int rank, int size)
{
    (void)size;
    if (rank == 0)
        receive(1, 0);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void barrier_missing(int rank, int size)
{
    MPI_Comm half;

    MPI_Comm_split(MPI_COMM_WORLD, rank == 0, rank, &half);
    if (rank < size - 1)
        MPI_Barrier(MPI_COMM_WORLD);
    else
        receive(0, 1);
}

static void bcast_reduce(int rank, int size)
{
    (void)size;
    if (rank == 0)
        MPI_Reduce(large, large + LARGE / 2, LARGE / 2, MPI_INT, MPI_SUM, 0,
                   MPI_COMM_WORLD);
    else
        MPI_Bcast(large, LARGE / 2, MPI_INT, 0, MPI_COMM_WORLD);
}

static void reduce_roots(int rank, int size)
{
    static int out[LARGE];

    (void)size;
    MPI_Reduce(large, out, LARGE, MPI_INT, MPI_SUM, rank == 0, MPI_COMM_WORLD);
}

/* These are right */

/* The first long operation of a communicator, for which its members prepare. */
static void slow_at_first(int rank, int size)
{
    (void)size;
    if (rank == 0)
        sleep(2);
    MPI_Bcast(large, LARGE, MPI_INT, 0, MPI_COMM_WORLD);
}

static void slow_rank(int rank, int size)
{
    if (rank == size - 1)
        sleep(3);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == size - 1)
        sleep(2);
    if (rank == size - 1)
        send(0, 0);
    else if (rank == 0)
        receive(size - 1, 0);
}

/* Rank 1 waits for rank 0's part of a reduction, which goes on while rank 0 waits for
 * rank 1: once the last rank has come. */
static void background(int rank, int size)
{
    MPI_Request request;
    int in = 1, out;

    if (rank == size - 1)
        sleep(3);
    MPI_Iallreduce(&in, &out, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD, &request);
    if (rank == 0)
        receive(1, 0);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    if (rank == 1)
        send(0, 0);
}

static void any_of_two(int rank, int size)
{
    if (rank == 0)
        receive(MPI_ANY_SOURCE, 0);
    else if (rank == 1)
        receive(0, 0);
    if (rank == size - 1) {
        sleep(3);
        send(0, 0);
    }
    if (rank == 0)
        send(1, 0);
}

int main(int argc, char **argv)
{
    static const struct bug bugs[] = {
        { "recv_recv", recv_recv },
        { "start_start", start_start },
        { "wait_recv", wait_recv },
        { "fence_recv", fence_recv },
        { "late_complete", late_complete },
        { "recv_ring", recv_ring },
        { "recv_self", recv_self },
        { "recv_tag", recv_tag },
        { "recv_comm", recv_comm },
        { "recv_any", recv_any },
        { "probe_probe", probe_probe },
        { "ssend_ssend", ssend_ssend },
        { "send_send", send_send },
        { "send_send_short", send_send_short },
        { "wait_wait", wait_wait },
        { "waitall", waitall },
        { "waitany", waitany },
        { "recv_finalize", recv_finalize },
        { "barrier_recv", barrier_recv },
        { "barrier_missing", barrier_missing },
        { "bcast_reduce", bcast_reduce },
        { "reduce_roots", reduce_roots },
        { "slow_at_first", slow_at_first },
        { "slow_rank", slow_rank },
        { "background", background },
        { "any_of_two", any_of_two },
        { NULL, NULL },
    };

    return run_bug(bugs, argc, argv);
}
