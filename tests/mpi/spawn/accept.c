/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * accept: two halves of the world connect through a port, each side accepting once, talk,
 * and disconnect.  Processes that know each other are the same processes afterwards.
 */
#include "check.h"

/* Everybody sends to everybody of the other side. */
static void talk(MPI_Comm inter)
{
    int me, others, sum = 0, mine, expected;

    check_ok(MPI_Comm_rank(inter, &me));
    check_ok(MPI_Comm_remote_size(inter, &others));
    for (int i = 0; i < others; i++) {
        MPI_Status status;
        int got = -1, sent = 1000 + me;

        check_ok(MPI_Sendrecv(&sent, 1, MPI_INT, i, 5, &got, 1, MPI_INT, i, 5, inter,
                              &status));
        check(got == 1000 + i, "rank %d of the other side sent %d", i, got);
    }
    mine = me + 1;
    expected = others * (others + 1) / 2;
    check_ok(MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, inter));
    check(sum == expected, "the sum is %d, not %d", sum, expected);
}

/* The merged communicator has the members of the world. */
static void merge(MPI_Comm inter, int second)
{
    MPI_Comm all;
    MPI_Group world, merged;
    int result;

    check_ok(MPI_Intercomm_merge(inter, second, &all));
    check_ok(MPI_Comm_group(MPI_COMM_WORLD, &world));
    check_ok(MPI_Comm_group(all, &merged));
    check_ok(MPI_Group_compare(world, merged, &result));
    check(result == MPI_IDENT || result == MPI_SIMILAR, "the groups compare as %d",
          result);
    check_ok(MPI_Group_free(&world));
    check_ok(MPI_Group_free(&merged));
    check_ok(MPI_Barrier(all));
    check_ok(MPI_Comm_free(&all));
}

/* The last rank of each half is its root. */
static void meet(MPI_Comm half, int accepts, int their_root)
{
    char port[MPI_MAX_PORT_NAME] = "not looked at";
    MPI_Comm inter;
    int me, members;

    check_ok(MPI_Comm_rank(half, &me));
    check_ok(MPI_Comm_size(half, &members));
    if (accepts && me == members - 1) {
        check_ok(MPI_Open_port(MPI_INFO_NULL, port));
        check_ok(
            MPI_Send(port, MPI_MAX_PORT_NAME, MPI_CHAR, their_root, 1, MPI_COMM_WORLD));
    } else if (me == members - 1) {
        check_ok(MPI_Recv(port, MPI_MAX_PORT_NAME, MPI_CHAR, their_root, 1,
                          MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    }
    check_ok((accepts ? MPI_Comm_accept : MPI_Comm_connect)(port, MPI_INFO_NULL,
                                                            members - 1, half, &inter));
    if (accepts && me == members - 1)
        check_ok(MPI_Close_port(port));
    talk(inter);
    merge(inter, accepts);
    check_ok(MPI_Comm_disconnect(&inter));
    check(inter == MPI_COMM_NULL, "MPI_Comm_disconnect left the handle");
}

int main(int argc, char **argv)
{
    MPI_Comm half;
    int low, first;

    check_init(&argc, &argv);
    first = size / 2;
    low = rank < first;
    check_ok(MPI_Comm_split(MPI_COMM_WORLD, low, rank, &half));
    for (int round = 0; round < 4; round++)
        meet(half, low == round % 2, low ? size - 1 : first - 1);
    check_ok(MPI_Comm_disconnect(&half));
    return finish();
}
