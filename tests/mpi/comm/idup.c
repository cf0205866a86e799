/* SPDX-License-Identifier: BSD-3-Clause */
/* idup: several duplicates of one communicator in flight at once, among other
 * collectives, and of one that a duplicate was made of. */
#include "../check.h"

enum { AT_ONCE = 20 };

/* A message with the same tag in each, sent before any is received. */
static void check_apart(const MPI_Comm *comms)
{
    int right = (rank + 1) % size, left = (rank - 1 + size) % size, value;
    MPI_Request sends[AT_ONCE];
    int values[AT_ONCE];

    for (int i = 0; i < AT_ONCE; i++) {
        values[i] = 1000 * i + rank;
        check_ok(MPI_Isend(&values[i], 1, MPI_INT, right, 0, comms[i], &sends[i]));
    }
    for (int i = AT_ONCE - 1; i >= 0; i--) {
        check_ok(MPI_Recv(&value, 1, MPI_INT, left, 0, comms[i], MPI_STATUS_IGNORE));
        check(value == 1000 * i + left, "duplicate %d gets %d", i, value);
    }
    check_ok(MPI_Waitall(AT_ONCE, sends, MPI_STATUSES_IGNORE));
}

static void duplicate(MPI_Comm parent)
{
    MPI_Comm comms[AT_ONCE];
    MPI_Request requests[AT_ONCE + 1];
    int sum = 0, result;

    for (int i = 0; i < AT_ONCE; i++)
        check_ok(MPI_Comm_idup(parent, &comms[i], &requests[i]));
    check_ok(
        MPI_Iallreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, parent, &requests[AT_ONCE]));
    check_ok(MPI_Waitall(AT_ONCE + 1, requests, MPI_STATUSES_IGNORE));
    check(sum == size * (size - 1) / 2, "the sum is %d", sum);
    check_apart(comms);
    for (int i = 0; i < AT_ONCE; i++) {
        check_ok(MPI_Comm_compare(parent, comms[i], &result));
        check(result == MPI_CONGRUENT, "comparison gives %d", result);
        check_ok(MPI_Comm_free(&comms[i]));
    }
}

int main(int argc, char **argv)
{
    MPI_Comm dup;
    MPI_Request request;

    check_init(&argc, &argv);
    duplicate(MPI_COMM_WORLD);
    check_ok(MPI_Comm_idup_with_info(MPI_COMM_WORLD, MPI_INFO_NULL, &dup, &request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    duplicate(dup);
    check_ok(MPI_Comm_free(&dup));
    return finish();
}
