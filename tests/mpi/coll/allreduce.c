/* SPDX-License-Identifier: BSD-3-Clause */
/* allreduce: sums and maxima of several types and counts, in place and not, the same
 * everywhere. */
#include "../check.h"
#include "counts.h"

static void sums_of_doubles(int count, int in_place)
{
    double *in = room(count * sizeof *in), *out = room(count * sizeof *out);

    for (int i = 0; i < count; i++)
        in[i] = out[i] = rank + i % 1001;
    check_ok(MPI_Allreduce(in_place ? MPI_IN_PLACE : in, out, count, MPI_DOUBLE, MPI_SUM,
                           MPI_COMM_WORLD));
    for (int i = 0; i < count; i++)
        check(out[i] == size * (size - 1) / 2.0 + (double)size * (i % 1001),
              "count %d: [%d] is %g", count, i, out[i]);
    free(in);
    free(out);
}

static void maxima_of_ints(int count)
{
    int *in = room(count * sizeof *in), *out = room(count * sizeof *out);

    for (int i = 0; i < count; i++)
        in[i] = (rank * 7 + i) % size;
    check_ok(MPI_Allreduce(in, out, count, MPI_INT, MPI_MAX, MPI_COMM_WORLD));
    for (int i = 0; i < count; i++) {
        int max = 0;

        for (int r = 0; r < size; r++)
            max = (r * 7 + i) % size > max ? (r * 7 + i) % size : max;
        check(out[i] == max, "count %d: [%d] is %d, not %d", count, i, out[i], max);
    }
    free(in);
    free(out);
}

/* Rounding depends on the order; but all ranks must get the very same bits. */
static void same_bits(void)
{
    double value = 1.0 / (rank + 3), sum, low, high;

    check_ok(MPI_Allreduce(&value, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD));
    check_ok(MPI_Allreduce(&sum, &low, 1, MPI_DOUBLE, MPI_MIN, MPI_COMM_WORLD));
    check_ok(MPI_Allreduce(&sum, &high, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD));
    check(low == high, "sums differ by %g", high - low);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    for (int i = 0; i < COUNTS; i++) {
        sums_of_doubles(counts[i], 0);
        sums_of_doubles(counts[i], 1);
        if (counts[i] < 100000)
            maxima_of_ints(counts[i]);
    }
    for (int i = 0; i < 100; i++)
        same_bits();
    return finish();
}
