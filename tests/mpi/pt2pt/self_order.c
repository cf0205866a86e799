/* SPDX-License-Identifier: BSD-3-Clause */
/* self_order: messages of a rank to itself keep their order, whether they are short (and
 * copied) or long (and wait with their sender), synchronous or not, received by name or
 * from anybody, before or after they are sent. */
#include "../check.h"

enum { N = 40, LONG = 100000 };

static char out[N][LONG], in[N][LONG];
static MPI_Request sends[N], recvs[N];

static int length_of(int i)
{
    return i % 3 == 0 ? LONG - i : 10 + i;
}

static void send_all(MPI_Comm comm, int me)
{
    for (int i = 0; i < N; i++) {
        fill(out[i], length_of(i), rank, i);
        check_ok((i % 4 == 1 ? MPI_Issend : MPI_Isend)(out[i], length_of(i), MPI_CHAR, me,
                                                       1, comm, &sends[i]));
    }
}

static void recv_all(MPI_Comm comm, int me)
{
    for (int i = 0; i < N; i++)
        check_ok(MPI_Irecv(in[i], LONG, MPI_CHAR, i % 5 == 0 ? MPI_ANY_SOURCE : me,
                           i % 7 == 0 ? MPI_ANY_TAG : 1, comm, &recvs[i]));
}

int main(int argc, char **argv)
{
    MPI_Status statuses[N];
    int count;

    check_init(&argc, &argv);
    for (int round = 0; round < 4; round++) {
        MPI_Comm comm = round < 2 ? MPI_COMM_SELF : MPI_COMM_WORLD;
        int me = round < 2 ? 0 : rank;

        memset(in, 0, sizeof in);
        if (round % 2 == 0)
            send_all(comm, me);
        recv_all(comm, me);
        if (round % 2 == 1)
            send_all(comm, me);
        check_ok(MPI_Waitall(N, recvs, statuses));
        check_ok(MPI_Waitall(N, sends, MPI_STATUSES_IGNORE));
        for (int i = 0; i < N; i++) {
            check_ok(MPI_Get_count(&statuses[i], MPI_CHAR, &count));
            check(count == length_of(i), "message %d has %d B", i, count);
            check_filled(in[i], count, rank, i);
        }
    }
    return finish();
}
