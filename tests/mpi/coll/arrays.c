/* SPDX-License-Identifier: BSD-3-Clause */
/* arrays: those of counts and displacements are read when a collective is called: what the
 * program writes there afterwards changes nothing. */
#include "check.h"

enum { MOST = 64 };

static int counts[MOST], displs[MOST], data[MOST * MOST];

/* Member i has i + 1 elements. */
static int lay_out(void)
{
    int all = 0;

    for (int i = 0; i < size; i++) {
        counts[i] = i + 1;
        displs[i] = all;
        all += counts[i];
    }
    return all;
}

static void spoil(void)
{
    for (int i = 0; i < size; i++)
        counts[i] = displs[i] = 1 << 28;
}

static void finish_it(MPI_Request *request, int persistent)
{
    spoil();
    if (persistent)
        check_ok(MPI_Start(request));
    check_ok(MPI_Wait(request, MPI_STATUS_IGNORE));
    if (persistent)
        check_ok(MPI_Request_free(request));
}

static void reduce_scatter(int persistent)
{
    int all = lay_out();
    MPI_Request request;

    for (int i = 0; i < all; i++)
        data[i] = i;
    if (persistent)
        check_ok(MPI_Reduce_scatter_init(MPI_IN_PLACE, data, counts, MPI_INT, MPI_SUM,
                                         MPI_COMM_WORLD, MPI_INFO_NULL, &request));
    else
        check_ok(MPI_Ireduce_scatter(MPI_IN_PLACE, data, counts, MPI_INT, MPI_SUM,
                                     MPI_COMM_WORLD, &request));
    finish_it(&request, persistent);
    lay_out();
    for (int i = 0; i < counts[rank]; i++)
        check(data[i] == size * (displs[rank] + i), "element %d is %d", i, data[i]);
}

static void allgatherv(int persistent)
{
    int all = lay_out();
    MPI_Request request;

    for (int i = 0; i < counts[rank]; i++)
        data[displs[rank] + i] = rank;
    if (persistent)
        check_ok(MPI_Allgatherv_init(MPI_IN_PLACE, 0, MPI_INT, data, counts, displs,
                                     MPI_INT, MPI_COMM_WORLD, MPI_INFO_NULL, &request));
    else
        check_ok(MPI_Iallgatherv(MPI_IN_PLACE, 0, MPI_INT, data, counts, displs, MPI_INT,
                                 MPI_COMM_WORLD, &request));
    finish_it(&request, persistent);
    lay_out();
    for (int i = 0; i < size; i++)
        for (int j = displs[i]; j < displs[i] + counts[i]; j++)
            check(data[j] == i && j < all, "element %d is %d, not %d", j, data[j], i);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    check_ok(MPI_Barrier(MPI_COMM_WORLD)); /* flags are there from now on */
    for (int round = 0; round < 4; round++) {
        reduce_scatter(round % 2);
        allgatherv(round % 2);
    }
    return finish();
}
