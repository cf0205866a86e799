/* SPDX-License-Identifier: BSD-3-Clause */
/* short: collectives of a few bytes, which each rank says in its own way: with holes, in
 * place, with another operation still under way.  So some take the short path and some
 * the long one, and all must meet. */
#include "../check.h"
#include <unistd.h>

enum { OPERATIONS = 2000, MOST = 14 }; /* 12 ints fit into a cache line with its flag */

static unsigned common, mine;   /* seeds */
static MPI_Datatype with_holes; /* an int */

static int draw(unsigned *seed, int below)
{
    *seed = *seed * 1103515245 + 12345;
    return (int)(*seed >> 16) % below;
}

static int value(int who, int k, int i)
{
    return who * 101 + k * 7 + i;
}

static int sum(int k, int i)
{
    return size * (size - 1) / 2 * 101 + size * (k * 7 + i);
}

static void some(int *ints, int count, int who, int k)
{
    for (int i = 0; i < count; i++)
        ints[i] = value(who, k, i);
}

static void bcast(int k, int count, int root)
{
    int ints[2 * MOST] = { 0 }, step = draw(&mine, 2) + 1;

    for (int i = 0; i < count && rank == root; i++)
        ints[i * step] = value(root, k, i);
    check_ok(
        MPI_Bcast(ints, count, step == 1 ? MPI_INT : with_holes, root, MPI_COMM_WORLD));
    for (int i = 0; i < count; i++)
        check(ints[i * step] == value(root, k, i), "bcast %d: int %d is %d", k, i,
              ints[i * step]);
}

static void check_sums(const int *ints, int count, int k, const char *what)
{
    for (int i = 0; i < count; i++)
        check(ints[i] == sum(k, i), "%s %d: int %d is %d, not %d", what, k, i, ints[i],
              sum(k, i));
}

static void allreduce(int k, int count)
{
    int in[MOST], out[MOST], in_place = draw(&mine, 2);

    some(in_place ? out : in, count, rank, k);
    check_ok(MPI_Allreduce(in_place ? MPI_IN_PLACE : in, out, count, MPI_INT, MPI_SUM,
                           MPI_COMM_WORLD));
    check_sums(out, count, k, "allreduce");
}

static void reduce(int k, int count, int root)
{
    int in[MOST], out[MOST], in_place = rank == root && draw(&mine, 2);

    some(in_place ? out : in, count, rank, k);
    check_ok(MPI_Reduce(in_place ? MPI_IN_PLACE : in, rank == root ? out : NULL, count,
                        MPI_INT, MPI_SUM, root, MPI_COMM_WORLD));
    if (rank == root)
        check_sums(out, count, k, "reduce");
}

static void operation(int k)
{
    int count = draw(&common, MOST + 1), root = draw(&common, size);

    switch (draw(&common, 4)) {
    case 0:
        check_ok(MPI_Barrier(MPI_COMM_WORLD));
        break;
    case 1:
        bcast(k, count, root);
        break;
    case 2:
        reduce(k, count, root);
        break;
    default:
        allreduce(k, count);
    }
}

int main(int argc, char **argv)
{
    MPI_Request request = MPI_REQUEST_NULL;

    check_init(&argc, &argv);
    mine = (unsigned)rank;
    check_ok(MPI_Type_create_resized(MPI_INT, 0, 2 * sizeof(int), &with_holes));
    check_ok(MPI_Type_commit(&with_holes));
    for (int k = 0; k < OPERATIONS; k++) {
        if (draw(&common, 8) == 0) {
            check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
            check_ok(MPI_Ibarrier(MPI_COMM_WORLD, &request));
        }
        if (draw(&mine, 2))
            check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
        if (draw(&mine, 200) == 0)
            usleep(2000);
        operation(k);
    }
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_ok(MPI_Type_free(&with_holes));
    return finish();
}
