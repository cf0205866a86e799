/* SPDX-License-Identifier: BSD-3-Clause */
/* post_start: epochs of groups that overlap, one after the other without any other
 * synchronisation. */
#include "../check.h"

enum { ROUNDS = 30 };

static MPI_Group everybody;
static int *memory;
static MPI_Win win;

static MPI_Group group_of(int count, const int *ranks)
{
    MPI_Group group;

    check_ok(MPI_Group_incl(everybody, count, ranks, &group));
    return group;
}

/* Everybody is a target of its left neighbour and an origin of its right one. */
static void check_ring(void)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Group targets = group_of(1, &right), origins = group_of(1, &left);

    for (int i = 0; i < ROUNDS; i++) {
        int value = 1000 * rank + i;

        check_ok(MPI_Win_post(origins, i % 2 ? MPI_MODE_NOSTORE : 0, win));
        check_ok(MPI_Win_start(targets, 0, win));
        check_ok(MPI_Put(&value, 1, MPI_INT, right, 0, 1, MPI_INT, win));
        check_ok(MPI_Win_complete(win));
        check_ok(MPI_Win_wait(win));
        check(memory[0] == 1000 * left + i, "round %d brought %d", i, memory[0]);
    }
    MPI_Group_free(&targets);
    MPI_Group_free(&origins);
}

static void be_target(MPI_Group origins, int round)
{
    int flag = 0;

    memory[0] = 0;
    check_ok(MPI_Win_post(origins, 0, win));
    while (!flag)
        check_ok(MPI_Win_test(win, &flag));
    check(memory[0] == (size - 1) * round, "round %d made %d", round, memory[0]);
}

static void be_origin(MPI_Group targets, int target, int round)
{
    check_ok(MPI_Win_start(targets, 0, win));
    check_ok(MPI_Accumulate(&round, 1, MPI_INT, target, 0, 1, MPI_INT, MPI_SUM, win));
    check_ok(MPI_Win_complete(win));
}

/* One after the other is the target of all others. */
static void check_star(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        int target = i % size;
        MPI_Group others, one = group_of(1, &target);

        check_ok(MPI_Group_difference(everybody, one, &others));
        if (rank == target)
            be_target(others, i);
        else
            be_origin(one, target, i);
        MPI_Group_free(&others);
        MPI_Group_free(&one);
    }
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    MPI_Comm_group(MPI_COMM_WORLD, &everybody);
    check_ok(MPI_Win_allocate(sizeof(int), sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD,
                              &memory, &win));
    check_ring();
    check_star();
    check_ok(MPI_Win_free(&win));
    MPI_Group_free(&everybody);
    return finish();
}
