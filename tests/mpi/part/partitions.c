/* SPDX-License-Identifier: BSD-3-Clause */
/* partitions: partitioned messages whose two sides are cut differently, made ready in any
 * order, several of them with one tag, round after round. */
#include "../check.h"

enum { ROUNDS = 3 };

static int left, right;

/* Ready from the last to the first, or by one of the short-hands. */
static void make_ready(int round, int partitions, MPI_Request request)
{
    int list[64];

    for (int i = 0; i < partitions; i++)
        list[i] = partitions - 1 - i;
    if (round % 3 == 0)
        for (int i = 0; i < partitions; i++)
            check_ok(MPI_Pready(list[i], request));
    else if (round % 3 == 1)
        check_ok(MPI_Pready_range(0, partitions - 1, request));
    else
        check_ok(MPI_Pready_list(partitions, list, request));
}

/* `elements` of MPI_INT, cut into theirs by the sender and into ours by the receiver. */
static void cut(int elements, int theirs, int ours)
{
    int *out = room(elements * sizeof *out), *in = room(elements * sizeof *in);
    MPI_Request requests[2];
    int flag;

    check_ok(MPI_Psend_init(out, theirs, elements / theirs, MPI_INT, right, 3,
                            MPI_COMM_WORLD, MPI_INFO_NULL, &requests[0]));
    check_ok(MPI_Precv_init(in, ours, elements / ours, MPI_INT, left, 3, MPI_COMM_WORLD,
                            MPI_INFO_NULL, &requests[1]));
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < elements; i++) {
            out[i] = rank * 100000 + round * 10000 + i;
            in[i] = -1;
        }
        check_ok(MPI_Startall(2, requests));
        make_ready(round, theirs, requests[0]);
        for (int i = 0; i < ours; i++) {
            do
                check_ok(MPI_Parrived(requests[1], i, &flag));
            while (!flag);
            for (int k = i * (elements / ours); k < (i + 1) * (elements / ours); k++)
                check(in[k] == left * 100000 + round * 10000 + k,
                      "element %d of partition %d is %d", k, i, in[k]);
        }
        check_ok(MPI_Waitall(2, requests, MPI_STATUSES_IGNORE));
        check_ok(MPI_Parrived(requests[1], 0, &flag));
        check(flag, "an inactive request has not arrived");
    }
    check_ok(MPI_Request_free(&requests[0]));
    check_ok(MPI_Request_free(&requests[1]));
    free(out);
    free(in);
}

/* A partition does not arrive before it is ready. */
static void one_by_one(void)
{
    enum { N = 4 };
    double out[N] = { 0 }, in[N];
    MPI_Request send, recv;
    int flag;

    check_ok(
        MPI_Psend_init(out, N, 1, MPI_DOUBLE, 0, 4, MPI_COMM_SELF, MPI_INFO_NULL, &send));
    check_ok(
        MPI_Precv_init(in, N, 1, MPI_DOUBLE, 0, 4, MPI_COMM_SELF, MPI_INFO_NULL, &recv));
    check_ok(MPI_Start(&recv));
    check_ok(MPI_Start(&send));
    for (int i = N - 1; i >= 0; i--) {
        check_ok(MPI_Parrived(recv, i, &flag));
        check(!flag, "partition %d is there before it is ready", i);
        check_ok(MPI_Test(&send, &flag, MPI_STATUS_IGNORE));
        check(!flag, "a send is over before all is ready");
        out[i] = i * 1.5;
        check_ok(MPI_Pready(i, send));
        do
            check_ok(MPI_Parrived(recv, i, &flag));
        while (!flag);
        check(in[i] == i * 1.5, "partition %d is %g", i, in[i]);
    }
    check_ok(MPI_Wait(&send, MPI_STATUS_IGNORE));
    check_ok(MPI_Wait(&recv, MPI_STATUS_IGNORE));
    check_ok(MPI_Request_free(&send));
    check_ok(MPI_Request_free(&recv));
}

/* Requests with one tag meet in the order in which they were made, whatever the order in
 * which they are started. */
static void same_tag(void)
{
    enum { N = 3 };
    int out[N], in[N];
    MPI_Request sends[N], recvs[N];

    for (int i = 0; i < N; i++) {
        out[i] = rank * 10 + i;
        check_ok(MPI_Psend_init(&out[i], 1, 1, MPI_INT, right, 5, MPI_COMM_WORLD,
                                MPI_INFO_NULL, &sends[i]));
        check_ok(MPI_Precv_init(&in[i], 1, 1, MPI_INT, left, 5, MPI_COMM_WORLD,
                                MPI_INFO_NULL, &recvs[i]));
    }
    for (int i = N - 1; i >= 0; i--) {
        check_ok(MPI_Start(&sends[i]));
        check_ok(MPI_Pready(0, sends[i]));
        check_ok(MPI_Start(&recvs[N - 1 - i]));
    }
    check_ok(MPI_Waitall(N, sends, MPI_STATUSES_IGNORE));
    check_ok(MPI_Waitall(N, recvs, MPI_STATUSES_IGNORE));
    for (int i = 0; i < N; i++) {
        check(in[i] == left * 10 + i, "request %d received %d", i, in[i]);
        check_ok(MPI_Request_free(&sends[i]));
        check_ok(MPI_Request_free(&recvs[i]));
    }
}

/* The second round is ready before the receiver has begun its first. */
static void ahead(void)
{
    int out = 0, in = 0;
    MPI_Request send, recv;

    check_ok(MPI_Psend_init(&out, 1, 1, MPI_INT, right, 6, MPI_COMM_WORLD, MPI_INFO_NULL,
                            &send));
    for (int round = 0; round < 2; round++) {
        out = round + 1;
        check_ok(MPI_Start(&send));
        check_ok(MPI_Pready(0, send));
        check_ok(MPI_Wait(&send, MPI_STATUS_IGNORE));
    }
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check_ok(MPI_Precv_init(&in, 1, 1, MPI_INT, left, 6, MPI_COMM_WORLD, MPI_INFO_NULL,
                            &recv));
    for (int round = 0; round < 2; round++) {
        check_ok(MPI_Start(&recv));
        check_ok(MPI_Wait(&recv, MPI_STATUS_IGNORE));
        check(in == round + 1, "round %d received %d", round, in);
    }
    check_ok(MPI_Request_free(&send));
    check_ok(MPI_Request_free(&recv));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    left = (rank + size - 1) % size;
    right = (rank + 1) % size;
    cut(12, 1, 1);
    cut(12, 4, 3);
    cut(12, 3, 4);
    cut(12, 12, 1);
    cut(12, 1, 12);
    cut(6400, 64, 32);
    cut(9000, 2, 9);
    one_by_one();
    same_tag();
    ahead();
    return finish();
}
