/* SPDX-License-Identifier: BSD-3-Clause */
/* types: derived datatypes at both sides, the target's unknown to the target. */
#include "../check.h"
#include <stdbool.h>

enum { ROWS = 8, COLUMNS = 10 };

static int *memory; /* ROWS of COLUMNS */
static MPI_Win win;

static void clear(int value)
{
    for (int i = 0; i < ROWS * COLUMNS; i++)
        memory[i] = value;
    MPI_Barrier(MPI_COMM_WORLD);
}

/* Each rank makes a type of its own, so that no target has the one of its origin. */
static MPI_Datatype column(void)
{
    MPI_Datatype type;

    check_ok(MPI_Type_vector(ROWS - rank % 2, 1, COLUMNS, MPI_INT, &type));
    check_ok(MPI_Type_commit(&type));
    return type;
}

static void check_columns(void)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    int out[ROWS], in[ROWS] = { 0 }, rows = ROWS - rank % 2;
    MPI_Datatype type = column();

    for (int i = 0; i < ROWS; i++)
        out[i] = 100 * rank + i;
    clear(-1);
    check_ok(MPI_Win_fence(0, win));
    check_ok(MPI_Put(out, rows, MPI_INT, right, 3, 1, type, win));
    check_ok(MPI_Get(in, rows, MPI_INT, right, 3, 1, type, win));
    check_ok(MPI_Win_fence(0, win));
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        bool mine = i % COLUMNS == 3 && i / COLUMNS < ROWS - left % 2;

        check(memory[i] == (mine ? 100 * left + i / COLUMNS : -1), "element %d is %d", i,
              memory[i]);
    }
    for (int i = 0; i < rows; i++)
        check(in[i] == out[i], "element %d came back as %d", i, in[i]);
    MPI_Type_free(&type);
}

/* Blocks of different lengths, of a vector, resized: accumulated. */
static MPI_Datatype nested(void)
{
    MPI_Datatype vector, type;
    const int lengths[] = { 1, 2 }, displacements[] = { 1, 4 };

    check_ok(MPI_Type_vector(2, 1, 3, MPI_INT, &vector));
    check_ok(MPI_Type_indexed(2, lengths, displacements, vector, &type));
    MPI_Type_free(&vector);
    check_ok(MPI_Type_commit(&type));
    return type;
}

static void check_accumulate(void)
{
    int expected[ROWS * COLUMNS] = { 0 }, ones[6] = { 1, 2, 3, 4, 5, 6 };
    MPI_Datatype type = nested();
    int position = 0, size_of_type;
    char packed[sizeof ones];

    MPI_Type_size(type, &size_of_type);
    check(size_of_type == sizeof ones, "the type has %d bytes", size_of_type);
    memcpy(packed, ones, sizeof ones);
    check_ok(
        MPI_Unpack(packed, sizeof packed, &position, expected, 1, type, MPI_COMM_SELF));
    clear(0);
    check_ok(MPI_Win_lock_all(0, win));
    for (int target = 0; target < size; target++)
        check_ok(MPI_Accumulate(ones, 6, MPI_INT, target, 0, 1, type, MPI_SUM, win));
    check_ok(MPI_Win_unlock_all(win));
    MPI_Barrier(MPI_COMM_WORLD);
    for (int i = 0; i < ROWS * COLUMNS; i++)
        check(memory[i] == size * expected[i], "element %d is %d, not %d", i, memory[i],
              size * expected[i]);
    MPI_Type_free(&type);
}

/* A type may be freed as soon as the call has returned. */
static void check_freed(void)
{
    MPI_Datatype type = column();
    int right = (rank + 1) % size, in[ROWS], rows = ROWS - rank % 2;

    clear(rank);
    check_ok(MPI_Win_lock(MPI_LOCK_SHARED, right, 0, win));
    check_ok(MPI_Get(in, rows, MPI_INT, right, 0, 1, type, win));
    MPI_Type_free(&type);
    check_ok(MPI_Win_unlock(right, win));
    for (int i = 0; i < rows; i++)
        check(in[i] == right, "element %d is %d", i, in[i]);
    MPI_Barrier(MPI_COMM_WORLD);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    check_ok(MPI_Win_allocate(sizeof(int) * ROWS * COLUMNS, sizeof(int), MPI_INFO_NULL,
                              MPI_COMM_WORLD, &memory, &win));
    check_columns();
    check_ok(MPI_Win_fence(MPI_MODE_NOSUCCEED, win));
    check_accumulate();
    check_freed();
    check_ok(MPI_Win_free(&win));
    return finish();
}
