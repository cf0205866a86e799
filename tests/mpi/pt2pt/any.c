/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * any: receives from MPI_ANY_SOURCE with MPI_ANY_TAG get each message once and in each
 * sender's order, also when receives for one sender stand between them.
 */
#include "../check.h"

enum { EACH = 200 };

static void send_all(void)
{
    for (int i = 0; i < EACH; i++)
        check_ok(MPI_Send(&i, 1, MPI_INT, 0, i % 7, MPI_COMM_WORLD));
}

static void recv_all(void)
{
    int *next = room(size * sizeof *next), value;
    MPI_Status status;

    for (int i = 0; i < EACH * (size - 1); i++) {
        int from = MPI_ANY_SOURCE;

        if (i % 5 ==
            0) /* now and then the next one of a certain sender, if it has one left */
            from = next[1 + i % (size - 1)] < EACH ? 1 + i % (size - 1) : MPI_ANY_SOURCE;
        check_ok(
            MPI_Recv(&value, 1, MPI_INT, from, MPI_ANY_TAG, MPI_COMM_WORLD, &status));
        check(from == MPI_ANY_SOURCE || from == status.MPI_SOURCE, "asked for %d, got %d",
              from, status.MPI_SOURCE);
        check(value == next[status.MPI_SOURCE] && status.MPI_TAG == value % 7,
              "from %d came %d with tag %d, its next is %d", status.MPI_SOURCE, value,
              status.MPI_TAG, next[status.MPI_SOURCE]);
        next[status.MPI_SOURCE]++;
    }
    free(next);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    if (rank)
        send_all();
    else if (size > 1)
        recv_all();
    return finish();
}
