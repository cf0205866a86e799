/* SPDX-License-Identifier: BSD-3-Clause */
/* allgather: every rank's block stands in its place everywhere, in place and not. */
#include "../check.h"
#include "counts.h"

enum { MOST = 30011 };

static void try_one(int *all, int *mine, int count, int in_place)
{
    size_t block = count * sizeof(int);

    memset(all, 0, block * size);
    fill(in_place ? all + (size_t)rank * count : mine, block, rank, count);
    check_ok(MPI_Allgather(in_place ? MPI_IN_PLACE : mine, count, MPI_INT, all, count,
                           MPI_INT, MPI_COMM_WORLD));
    for (int r = 0; r < size; r++)
        check_filled(all + (size_t)r * count, block, r, count);
}

int main(int argc, char **argv)
{
    int *all, *mine = room(MOST * sizeof *mine);

    check_init(&argc, &argv);
    all = room((size_t)size * MOST * sizeof *all);
    for (int i = 0; i < COUNTS && counts[i] <= MOST; i++) {
        try_one(all, mine, counts[i], 0);
        try_one(all, mine, counts[i], 1);
    }
    free(all);
    free(mine);
    return finish();
}
