/* SPDX-License-Identifier: BSD-3-Clause */
/* dup: a duplicate has the same ranks and messages of its own. */
#include "../check.h"

static void check_same(MPI_Comm comm, int r, int n)
{
    int value;

    check_ok(MPI_Comm_rank(comm, &value));
    check(value == r, "rank %d in the duplicate", value);
    check_ok(MPI_Comm_size(comm, &value));
    check(value == n, "size %d of the duplicate", value);
}

int main(int argc, char **argv)
{
    MPI_Comm dup, again, self;
    int sum = 0;

    check_init(&argc, &argv);
    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &dup));
    check_ok(MPI_Comm_dup(dup, &again));
    check_ok(MPI_Comm_dup(MPI_COMM_SELF, &self));
    check(dup != MPI_COMM_WORLD && again != dup, "a duplicate is its parent");
    check_same(dup, rank, size);
    check_same(again, rank, size);
    check_same(self, 0, 1);
    check_ok(MPI_Comm_free(&dup));
    check(dup == MPI_COMM_NULL, "MPI_Comm_free leaves the handle");
    check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, again));
    check(sum == size * (size - 1) / 2, "the sum is %d", sum);
    check_ok(MPI_Comm_free(&again));
    check_ok(MPI_Comm_free(&self));
    return finish();
}
