/* SPDX-License-Identifier: BSD-3-Clause */
/* alltoall: the block for rank r comes from every rank, in place and not. */
#include "../check.h"
#include "counts.h"

enum { MOST = 30011 };

static void try_one(int *out, int *in, int count, int in_place)
{
    size_t block = count * sizeof(int);

    memset(in, 0, block * size);
    for (int r = 0; r < size; r++)
        fill((in_place ? in : out) + (size_t)r * count, block, rank, r);
    check_ok(MPI_Alltoall(in_place ? MPI_IN_PLACE : out, count, MPI_INT, in, count,
                          MPI_INT, MPI_COMM_WORLD));
    for (int r = 0; r < size; r++)
        check_filled(in + (size_t)r * count, block, r, rank);
}

int main(int argc, char **argv)
{
    int *out, *in;

    check_init(&argc, &argv);
    out = room((size_t)size * MOST * sizeof *out);
    in = room((size_t)size * MOST * sizeof *in);
    for (int i = 0; i < COUNTS && counts[i] <= MOST; i++) {
        try_one(out, in, counts[i], 0);
        try_one(out, in, counts[i], 1);
    }
    free(out);
    free(in);
    return finish();
}
