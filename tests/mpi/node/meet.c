/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * meet: small collectives one after the other, on the world and on parts of it, blocking,
 * with roots that run ahead.  The argument says what is wrong with the shared memory:
 *
 *     off   no rank may use it
 *     some  the odd ranks may not: nobody does, and nobody waits for it
 *     must  they may not, and all must: the job ends at once, and says so
 */
#include "../check.h"

enum { ROUNDS = 200 };

static void one_round(MPI_Comm comm, int me, int n, int k)
{
    double bits = 1.0 / (me + 2 + k), sum, low, high;
    int one = me + k, total, root = k % n, told = me == root ? k : -1;
    int all[64];

    check_ok(MPI_Barrier(comm));
    check_ok(MPI_Allreduce(&one, &total, 1, MPI_INT, MPI_SUM, comm));
    check(total == n * (n - 1) / 2 + n * k, "round %d: the sum is %d", k, total);
    check_ok(MPI_Bcast(&told, 1, MPI_INT, root, comm));
    check(told == k, "round %d: told %d", k, told);
    check_ok(MPI_Reduce(&one, &total, 1, MPI_INT, MPI_MAX, root, comm));
    check(me != root || total == n - 1 + k, "round %d: the maximum is %d", k, total);
    check_ok(MPI_Allgather(&one, 1, MPI_INT, all, 1, MPI_INT, comm));
    for (int i = 0; i < n; i++)
        check(all[i] == i + k, "round %d: [%d] is %d", k, i, all[i]);
    check_ok(MPI_Allreduce(&bits, &sum, 1, MPI_DOUBLE, MPI_SUM, comm));
    check_ok(MPI_Allreduce(&sum, &low, 1, MPI_DOUBLE, MPI_MIN, comm));
    check_ok(MPI_Allreduce(&sum, &high, 1, MPI_DOUBLE, MPI_MAX, comm));
    check(low == high, "round %d: sums differ by %g", k, high - low);
}

static void rounds(MPI_Comm comm)
{
    int me, n;

    MPI_Comm_rank(comm, &me);
    MPI_Comm_size(comm, &n);
    for (int k = 0; k < ROUNDS; k++)
        one_round(comm, me, n, k);
    for (int k = 0; k < ROUNDS; k++) {
        int told = me == 0 ? k : -1;

        check_ok(MPI_Bcast(&told, 1, MPI_INT, 0, comm));
        check(told == k, "bcast %d from the same root: told %d", k, told);
    }
}

static void break_memory(const char *how)
{
    const char *procid = getenv("SLURM_PROCID");

    if (!how)
        return;
    setenv("SLIPWAY_CARRIER", strcmp(how, "must") ? "auto" : "ring", 1);
    if (!strcmp(how, "off") || (procid && atoi(procid) % 2))
        setenv("SLIPWAY_NODE", "off", 1);
}

int main(int argc, char **argv)
{
    MPI_Comm part;

    break_memory(argv[1]);
    check_init(&argc, &argv);
    rounds(MPI_COMM_WORLD);
    check_ok(MPI_Comm_split(MPI_COMM_WORLD, rank % 2, -rank, &part));
    rounds(part);
    rounds(MPI_COMM_WORLD);
    check_ok(MPI_Comm_free(&part));
    check_ok(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL,
                                 &part));
    rounds(part);
    check_ok(MPI_Comm_free(&part));
    return finish();
}
