/* SPDX-License-Identifier: BSD-3-Clause */
/* accumulate: all ranks at once change the same elements, and no change is lost. */
#include "../check.h"

enum { ROUNDS = 50, COUNT = 3000 };

static void check_sum(void)
{
    long *memory, ones[COUNT];
    MPI_Win win;

    check_ok(MPI_Win_allocate(COUNT * sizeof(long), sizeof(long), MPI_INFO_NULL,
                              MPI_COMM_WORLD, &memory, &win));
    for (int i = 0; i < COUNT; i++) {
        memory[i] = i;
        ones[i] = rank + 1;
    }
    check_ok(MPI_Win_fence(0, win));
    for (int target = 0; target < size; target++)
        check_ok(MPI_Accumulate(ones, COUNT, MPI_LONG, target, 0, COUNT, MPI_LONG,
                                MPI_SUM, win));
    check_ok(MPI_Accumulate(ones, 0, MPI_LONG, 0, 0, 0, MPI_LONG, MPI_SUM, win));
    check_ok(MPI_Win_fence(0, win));
    for (int i = 0; i < COUNT; i++)
        check(memory[i] == i + (long)size * (size + 1) / 2, "element %d is %ld", i,
              memory[i]);
    check_ok(MPI_Win_free(&win));
}

/* A counter at rank 0: everybody draws numbers, each number is drawn once. */
static void check_counter(void)
{
    int *memory, one = 1, number, before = -1, sum = 0, total;
    MPI_Win win;

    check_ok(MPI_Win_allocate(rank == 0 ? sizeof(int) : 0, sizeof(int), MPI_INFO_NULL,
                              MPI_COMM_WORLD, &memory, &win));
    if (rank == 0)
        *memory = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    check_ok(MPI_Win_lock_all(0, win));
    for (int i = 0; i < ROUNDS; i++) {
        check_ok(MPI_Fetch_and_op(&one, &number, MPI_INT, 0, 0, MPI_SUM, win));
        check_ok(MPI_Win_flush(0, win));
        check(number > before, "%d was drawn after %d", number, before);
        before = number;
        sum += number;
    }
    check_ok(MPI_Win_unlock_all(win));
    MPI_Allreduce(&sum, &total, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    check(total == size * ROUNDS * (size * ROUNDS - 1) / 2, "the numbers add up to %d",
          total);
    check_ok(MPI_Win_free(&win));
}

/* A lock that is made of MPI_Compare_and_swap: one at a time adds to a sum. */
static void check_swap(void)
{
    const int nobody = -1;
    int *memory, found, value;
    MPI_Win win;

    check_ok(MPI_Win_allocate(2 * sizeof(int), sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD,
                              &memory, &win));
    memory[0] = nobody;
    memory[1] = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    check_ok(MPI_Win_lock_all(0, win));
    do {
        check_ok(MPI_Compare_and_swap(&rank, &nobody, &found, MPI_INT, 0, 0, win));
        check_ok(MPI_Win_flush(0, win));
    } while (found != nobody);
    check_ok(MPI_Get(&value, 1, MPI_INT, 0, 1, 1, MPI_INT, win));
    check_ok(MPI_Win_flush(0, win));
    value += rank + 1;
    check_ok(MPI_Put(&value, 1, MPI_INT, 0, 1, 1, MPI_INT, win));
    check_ok(MPI_Win_flush(0, win));
    check_ok(MPI_Accumulate(&nobody, 1, MPI_INT, 0, 0, 1, MPI_INT, MPI_REPLACE, win));
    check_ok(MPI_Win_unlock_all(win));
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0)
        check(memory[1] == size * (size + 1) / 2, "the sum is %d", memory[1]);
    check_ok(MPI_Win_free(&win));
}

/* The same by an exclusive lock of the window. */
static void check_exclusive(void)
{
    int *memory, value;
    MPI_Win win;

    check_ok(MPI_Win_allocate(sizeof(int), sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD,
                              &memory, &win));
    *memory = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    for (int i = 0; i < ROUNDS; i++) {
        check_ok(MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, win));
        check_ok(MPI_Get(&value, 1, MPI_INT, 0, 0, 1, MPI_INT, win));
        check_ok(MPI_Win_flush_local(0, win));
        value++;
        check_ok(MPI_Put(&value, 1, MPI_INT, 0, 0, 1, MPI_INT, win));
        check_ok(MPI_Win_unlock(0, win));
    }
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0)
        check(*memory == size * ROUNDS, "the sum is %d", *memory);
    check_ok(MPI_Win_free(&win));
}

/* MPI_Get_accumulate brings what was there before; a pair has a gap in memory. */
static void check_pairs(void)
{
    struct pair {
        double value;
        int index;
    } * memory, mine = { size - rank, rank }, got[2];
    int right = (rank + 1) % size;
    MPI_Win win;
    MPI_Request request;

    check_ok(MPI_Win_allocate(2 * sizeof *memory, sizeof *memory, MPI_INFO_NULL,
                              MPI_COMM_WORLD, &memory, &win));
    memory[0] = memory[1] = (struct pair){ size + 1, -1 };
    check_ok(MPI_Win_fence(0, win));
    for (int target = 0; target < size; target++)
        check_ok(MPI_Accumulate(&mine, 1, MPI_DOUBLE_INT, target, 1, 1, MPI_DOUBLE_INT,
                                MPI_MINLOC, win));
    check_ok(MPI_Win_fence(0, win));
    check(memory[1].value == 1 && memory[1].index == size - 1, "the least is %g at %d",
          memory[1].value, memory[1].index);
    check_ok(MPI_Rget_accumulate(NULL, 0, MPI_DATATYPE_NULL, got, 2, MPI_DOUBLE_INT,
                                 right, 0, 2, MPI_DOUBLE_INT, MPI_NO_OP, win, &request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check(got[0].index == -1 && got[1].value == 1, "%d and %g came back", got[0].index,
          got[1].value);
    check_ok(MPI_Win_fence(0, win));
    check_ok(MPI_Win_free(&win));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    check_sum();
    check_counter();
    check_swap();
    check_exclusive();
    check_pairs();
    return finish();
}
