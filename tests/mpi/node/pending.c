/* SPDX-License-Identifier: BSD-3-Clause */
/* pending: more nonblocking collectives at a time than a rank has slots for, while
 * blocking ones and messages go on; completed in another order on each rank. */
#include "../check.h"

enum { AT_A_TIME = 13, ROUNDS = 40 };

static void neighbours(int k)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size, got = -1;

    check_ok(MPI_Sendrecv(&k, 1, MPI_INT, right, 5, &got, 1, MPI_INT, left, 5,
                          MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check(got == k, "round %d: got %d", k, got);
}

static void one_round(int k)
{
    MPI_Request requests[AT_A_TIME];
    int in[AT_A_TIME], out[AT_A_TIME], sum;

    for (int i = 0; i < AT_A_TIME; i++) {
        in[i] = rank * 100 + i + k;
        out[i] = rank == i % size ? i + k : -1;
        if (i % 3 == 0)
            check_ok(
                MPI_Ibcast(&out[i], 1, MPI_INT, i % size, MPI_COMM_WORLD, &requests[i]));
        else
            check_ok(MPI_Iallreduce(&in[i], &out[i], 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD,
                                    &requests[i]));
        if (i == k % AT_A_TIME)
            neighbours(k);
    }
    check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD));
    check(sum == size * (size - 1) / 2, "round %d: the sum is %d", k, sum);
    for (int i = 0; i < AT_A_TIME; i++) {
        int which = (i + rank + k) % AT_A_TIME;
        int wanted = which % 3 == 0 ? which + k : (size - 1) * 100 + which + k;

        check_ok(MPI_Wait(&requests[which], MPI_STATUS_IGNORE));
        check(out[which] == wanted, "round %d, operation %d: %d, not %d", k, which,
              out[which], wanted);
    }
}

/* Nobody has met on a fresh communicator: a nonblocking collective must not wait for the
 * others to come. */
static void first_is_nonblocking(void)
{
    MPI_Request request;
    MPI_Comm comm;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
    if (rank == 0 && size > 1)
        check_ok(MPI_Ssend(NULL, 0, MPI_INT, 1, 6, MPI_COMM_WORLD));
    check_ok(MPI_Ibarrier(comm, &request));
    if (rank == 1)
        check_ok(MPI_Recv(NULL, 0, MPI_INT, 0, 6, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_ok(MPI_Comm_free(&comm));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    first_is_nonblocking();
    for (int k = 0; k < ROUNDS; k++)
        one_round(k);
    return finish();
}
