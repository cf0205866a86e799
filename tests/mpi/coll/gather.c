/* SPDX-License-Identifier: BSD-3-Clause */
/* gather: every rank's block stands in its place at every root, in place and not. */
#include "../check.h"
#include "counts.h"

enum { MOST = 30011 };

static int *all, *mine;

static void try_one(int count, int root, int in_place)
{
    size_t block = count * sizeof(int);
    void *sendbuf = mine;

    memset(all, 0, block * size);
    fill(mine, block, rank, count);
    if (in_place && rank == root) {
        memcpy(all + (size_t)rank * count, mine, block);
        sendbuf = MPI_IN_PLACE;
    }
    check_ok(
        MPI_Gather(sendbuf, count, MPI_INT, all, count, MPI_INT, root, MPI_COMM_WORLD));
    for (int r = 0; r < size && rank == root; r++)
        check_filled(all + (size_t)r * count, block, r, count);
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
