/* SPDX-License-Identifier: BSD-3-Clause */
/* shared: the ranks of a node see each other's memory by load and store, and through the
 * window. */
#include "../check.h"

static MPI_Comm node;
static int local_rank, local_size;

static void check_neighbours(MPI_Info info)
{
    int *mine, *at;
    MPI_Aint bytes;
    int unit, right = (local_rank + 1) % local_size, got = -1;
    MPI_Win win;

    check_ok(MPI_Win_allocate_shared((local_rank + 1) * (MPI_Aint)sizeof(int),
                                     sizeof(int), info, node, &mine, &win));
    check_ok(MPI_Win_fence(0, win));
    for (int i = 0; i <= local_rank; i++)
        mine[i] = 100 * local_rank + i;
    check_ok(MPI_Win_sync(win));
    check_ok(MPI_Win_fence(0, win));
    for (int i = 0; i < local_size; i++) {
        check_ok(MPI_Win_shared_query(win, i, &bytes, &unit, &at));
        check(bytes == (i + 1) * (MPI_Aint)sizeof(int), "%lld bytes", (long long)bytes);
        check(unit == sizeof(int), "a unit of %d", unit);
        check(at[i] == 101 * i, "rank %d's element is %d", i, at[i]);
    }
    check_ok(MPI_Get(&got, 1, MPI_INT, right, right, 1, MPI_INT, win));
    check_ok(MPI_Win_fence(0, win));
    check(got == 101 * right, "%d came", got);
    check_ok(MPI_Win_shared_query(win, MPI_PROC_NULL, &bytes, &unit, &at));
    check(bytes == sizeof(int) && at[0] == 0, "rank 0's part has %lld bytes",
          (long long)bytes);
    check_ok(MPI_Win_free(&win));
}

/* Without a hint the parts follow each other. */
static void check_contiguous(void)
{
    char *mine, *first;
    MPI_Aint bytes;
    int unit;
    MPI_Win win;

    check_ok(MPI_Win_allocate_shared(10, 1, MPI_INFO_NULL, node, &mine, &win));
    check_ok(MPI_Win_shared_query(win, 0, &bytes, &unit, &first));
    check(mine == first + 10 * local_rank, "a part is not where it should be");
    check_ok(MPI_Win_free(&win));
    check_ok(MPI_Win_allocate_shared(0, 1, MPI_INFO_NULL, node, &mine, &win));
    check_ok(MPI_Win_free(&win));
}

/* More than any node has is an error, on all ranks, and not a signal. */
static void check_too_much(void)
{
    char *mine;
    MPI_Win win;

    errors_return(node);
    check_class(
        MPI_Win_allocate_shared((MPI_Aint)1 << 50, 1, MPI_INFO_NULL, node, &mine, &win),
        MPI_ERR_NO_MEM);
    check_class(
        MPI_Win_allocate_shared(local_rank == local_size - 1 ? (MPI_Aint)1 << 50 : 8, 1,
                                MPI_INFO_NULL, node, &mine, &win),
        MPI_ERR_NO_MEM);
}

/* Ranks of several nodes share nothing. */
static void check_apart(void)
{
    char *mine;
    MPI_Win win;

    errors_return(MPI_COMM_WORLD);
    check_class(
        MPI_Win_allocate_shared(10, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &mine, &win),
        local_size == size ? MPI_SUCCESS : MPI_ERR_RMA_SHARED);
    if (local_size == size)
        check_ok(MPI_Win_free(&win));
}

int main(int argc, char **argv)
{
    MPI_Info info;

    check_init(&argc, &argv);
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &node);
    MPI_Comm_rank(node, &local_rank);
    MPI_Comm_size(node, &local_size);
    check_neighbours(MPI_INFO_NULL);
    MPI_Info_create(&info);
    MPI_Info_set(info, "alloc_shared_noncontig", "true");
    check_neighbours(info);
    MPI_Info_free(&info);
    check_contiguous();
    check_too_much();
    check_apart();
    MPI_Comm_free(&node);
    return finish();
}
