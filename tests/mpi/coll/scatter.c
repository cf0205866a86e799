/* SPDX-License-Identifier: BSD-3-Clause */
/* scatter: every rank gets its block of every root's, in place and not. */
#include "../check.h"
#include "counts.h"

enum { MOST = 30011 };

static int *all, *mine;

static void try_one(int count, int root, int in_place)
{
    size_t block = count * sizeof(int);
    int keeps = in_place && rank == root;

    memset(mine, 0, block);
    for (int r = 0; r < size && rank == root; r++)
        fill(all + (size_t)r * count, block, r, count + root);
    check_ok(MPI_Scatter(all, count, MPI_INT, keeps ? MPI_IN_PLACE : mine, count, MPI_INT,
                         root, MPI_COMM_WORLD));
    check_filled(keeps ? all + (size_t)rank * count : mine, block, rank, count + root);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    all = room((size_t)size * MOST * sizeof *all);
    mine = room(MOST * sizeof *mine);
    for (int i = 0; i < COUNTS && counts[i] <= MOST; i++)
        for (int root = 0; root < roots(counts[i]); root++)
            for (int in_place = 0; in_place < 2; in_place++)
                try_one(counts[i], root, in_place);
    free(all);
    free(mine);
    return finish();
}
