/* SPDX-License-Identifier: BSD-3-Clause */
/* bcast: from every root, in several counts and types. */
#include "../check.h"
#include "counts.h"

static void try_one(void *buffer, int count, MPI_Datatype type, size_t size_of_type,
                    int root)
{
    size_t length = count * size_of_type;

    memset(buffer, 0, length + 1);
    if (rank == root)
        fill(buffer, length, root, count);
    check_ok(MPI_Bcast(buffer, count, type, root, MPI_COMM_WORLD));
    check_filled(buffer, length, root, count);
    check(((char *)buffer)[length] == 0, "count %d: the byte behind it changed", count);
}

int main(int argc, char **argv)
{
    void *buffer = room(1000000 * sizeof(double) + 1);

    check_init(&argc, &argv);
    for (int i = 0; i < COUNTS; i++) {
        for (int root = 0; root < roots(counts[i]); root++) {
            try_one(buffer, counts[i], MPI_INT, sizeof(int), root);
            try_one(buffer, counts[i], MPI_DOUBLE, sizeof(double), root);
            try_one(buffer, counts[i], MPI_CHAR, 1, size - 1 - root);
        }
    }
    free(buffer);
    return finish();
}
