/* SPDX-License-Identifier: BSD-3-Clause */
/* reduce: sums at every root, in place and not; other ranks' buffers stay as they are. */
#include "../check.h"
#include "counts.h"

static double *in, *out;

static double sum_at(int i)
{
    return size * (size - 1) / 2.0 + (double)size * (i % 1001);
}

static void try_one(int count, int root, int in_place)
{
    const void *sendbuf = in_place && rank == root ? MPI_IN_PLACE : (void *)in;

    for (int i = 0; i < count; i++) {
        in[i] = rank + i % 1001;
        out[i] = rank == root && in_place ? in[i] : -1;
    }
    check_ok(MPI_Reduce(sendbuf, out, count, MPI_DOUBLE, MPI_SUM, root, MPI_COMM_WORLD));
    for (int i = 0; i < count; i++) {
        check(in[i] == rank + i % 1001, "count %d: input %d changed", count, i);
        check(out[i] == (rank == root ? sum_at(i) : -1), "count %d, root %d: [%d] is %g",
              count, root, i, out[i]);
    }
}

int main(int argc, char **argv)
{
    in = room(1000000 * sizeof *in);
    out = room(1000000 * sizeof *out);
    check_init(&argc, &argv);
    for (int i = 0; i < COUNTS; i++)
        for (int root = 0; root < roots(counts[i]); root++)
            for (int in_place = 0; in_place < 2; in_place++)
                try_one(counts[i], root, in_place);
    free(in);
    free(out);
    return finish();
}
