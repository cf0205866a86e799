/* SPDX-License-Identifier: BSD-3-Clause */
/* many: thousands of communicators one after the other, and hundreds at once. */
#include "../check.h"

enum { AT_ONCE = 300, IN_TURN = 3000 };

static void check_sum(MPI_Comm comm)
{
    int sum = 0;

    check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, comm));
    check(sum == size * (size - 1) / 2, "the sum is %d", sum);
}

int main(int argc, char **argv)
{
    MPI_Comm comms[AT_ONCE];

    check_init(&argc, &argv);
    for (int i = 0; i < IN_TURN; i++) {
        check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comms[0]));
        if (i % 100 == 0)
            check_sum(comms[0]);
        check_ok(MPI_Comm_free(&comms[0]));
    }
    for (int i = 0; i < AT_ONCE; i++)
        check_ok(MPI_Comm_dup(i ? comms[i - 1] : MPI_COMM_WORLD, &comms[i]));
    for (int i = AT_ONCE - 1; i >= 0; i--) {
        check_sum(comms[i]);
        check_ok(MPI_Comm_free(&comms[i]));
    }
    return finish();
}
