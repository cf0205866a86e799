/* SPDX-License-Identifier: BSD-3-Clause */
/* first: the first long operations of a communicator are nonblocking ones, with short and long
 * blocking ones in between: members do not wait in them for what only blocking ones can get. */
#include "check.h"

enum { LONG = 300000, ROUNDS = 3, MANY = 4 };

static int data[MANY][LONG];

static void number(int *vector, int value)
{
    for (int i = 0; i < LONG; i++)
        vector[i] = value + i;
}

static void look_at(const int *vector, int value, const char *what)
{
    for (int i = 0; i < LONG; i++)
        check(vector[i] == value + i, "%s: element %d is %d", what, i, vector[i]);
}

static void one_round(MPI_Comm comm, int round)
{
    MPI_Request requests[MANY];
    int root = round % size, sum = 1;

    for (int k = 0; k < MANY; k++) {
        number(data[k], rank == root ? k : -1);
        check_ok(MPI_Ibcast(data[k], LONG, MPI_INT, root, comm, &requests[k]));
        if (k == 1)
            check_ok(MPI_Barrier(comm));
        if (k == 2)
            check_ok(MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_INT, MPI_SUM, comm));
    }
    check(sum == size, "the sum is %d", sum);
    check_ok(MPI_Waitall(MANY, requests, MPI_STATUSES_IGNORE));
    for (int k = 0; k < MANY; k++)
        look_at(data[k], k, "MPI_Ibcast");
    number(data[0], rank == root ? round : -1);
    check_ok(MPI_Bcast(data[0], LONG, MPI_INT, root, comm));
    look_at(data[0], round, "MPI_Bcast");
}

int main(int argc, char **argv)
{
    MPI_Comm comm;

    check_init(&argc, &argv);
    for (int short_first = 0; short_first < 2; short_first++) {
        check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
        if (short_first)
            check_ok(MPI_Barrier(comm));
        for (int round = 0; round < ROUNDS; round++)
            one_round(comm, round);
        check_ok(MPI_Comm_free(&comm));
    }
    MPI_Finalize();
    return 0;
}
