/* SPDX-License-Identifier: BSD-3-Clause */
/* errors: what is not allowed says so, and changes nothing. */
#include "../check.h"

static char memory[100];
static MPI_Win win;

static int put(int count, int target, MPI_Aint disp)
{
    char out[200] = { 0 };

    return MPI_Put(out, count, MPI_BYTE, target, disp, count, MPI_BYTE, win);
}

static void check_epochs(void)
{
    int flag;

    check_class(put(1, 0, 0), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_complete(win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_wait(win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_test(win, &flag), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_unlock(0, win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_unlock_all(win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_flush(0, win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_flush_all(win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_lock(MPI_LOCK_SHARED, size, 0, win), MPI_ERR_RANK);
    check_class(MPI_Win_lock(0, 0, 0, win), MPI_ERR_LOCKTYPE);
    check_class(MPI_Win_fence(1 << 30, win), MPI_ERR_ASSERT);
    check_ok(MPI_Win_lock(MPI_LOCK_SHARED, rank, 0, win));
    check_class(MPI_Win_lock(MPI_LOCK_SHARED, rank, 0, win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_lock_all(0, win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_fence(0, win), MPI_ERR_RMA_SYNC);
    check_class(MPI_Win_free(&win), MPI_ERR_RMA_SYNC);
    check_ok(MPI_Win_unlock(rank, win));
}

static void check_arguments(void)
{
    const int in = 1, right = (rank + 1) % size;
    float real = 0;
    int out;

    check_ok(MPI_Win_fence(0, win));
    check_class(put(1, size, 0), MPI_ERR_RANK);
    check_class(put(1, right, -1), MPI_ERR_DISP);
    check_class(put(-1, right, 0), MPI_ERR_COUNT);
    check_class(put(101, right, 0), MPI_ERR_RMA_RANGE);
    check_class(put(1, right, 50), MPI_ERR_RMA_RANGE);
    check_ok(put(2, right, 49));
    check_ok(put(0, right, 50));
    check_ok(put(1, MPI_PROC_NULL, 1000));
    check_class(MPI_Get(&out, 1, MPI_BYTE, right, 0, 4, MPI_BYTE, win), MPI_ERR_TRUNCATE);
    check_class(MPI_Put(&in, 1, MPI_DATATYPE_NULL, right, 0, 1, MPI_INT, win),
                MPI_ERR_TYPE);
    check_class(MPI_Accumulate(&in, 1, MPI_INT, right, 0, 1, MPI_INT, MPI_OP_NULL, win),
                MPI_ERR_OP);
    check_class(
        MPI_Accumulate(&real, 1, MPI_FLOAT, right, 0, 1, MPI_FLOAT, MPI_BAND, win),
        MPI_ERR_OP);
    check_class(MPI_Accumulate(&real, 1, MPI_FLOAT, right, 0, 1, MPI_INT, MPI_SUM, win),
                MPI_ERR_TYPE);
    check_class(MPI_Compare_and_swap(&real, &real, &real, MPI_FLOAT, right, 0, win),
                MPI_ERR_TYPE);
    check_class(MPI_Win_attach(win, memory, 1), MPI_ERR_RMA_FLAVOR);
    check_ok(MPI_Win_fence(0, win));
    for (size_t i = 0; i < sizeof memory; i++)
        check(memory[i] == (i < 98), "byte %zu is %d", i, memory[i]);
}

static void check_creation(void)
{
    MPI_Win other;

    errors_return(MPI_COMM_WORLD);
    check_class(MPI_Win_create(memory, -1, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &other),
                MPI_ERR_SIZE);
    check_class(MPI_Win_create(memory, 1, 0, MPI_INFO_NULL, MPI_COMM_WORLD, &other),
                MPI_ERR_DISP);
    check_class(MPI_Win_create(memory, 1, 1, MPI_INFO_NULL, MPI_COMM_NULL, &other),
                MPI_ERR_COMM);
    check_class(MPI_Win_fence(0, MPI_WIN_NULL), MPI_ERR_WIN);
}

static void check_attributes(void)
{
    MPI_Aint *bytes;
    int *unit, *flavor, *model, flag;
    void *base;

    check_ok(MPI_Win_get_attr(win, MPI_WIN_BASE, &base, &flag));
    check(flag && base == memory, "the base is %p", base);
    check_ok(MPI_Win_get_attr(win, MPI_WIN_SIZE, &bytes, &flag));
    check(flag && *bytes == sizeof memory, "the size is %lld", (long long)*bytes);
    check_ok(MPI_Win_get_attr(win, MPI_WIN_DISP_UNIT, &unit, &flag));
    check(flag && *unit == 2, "the unit is %d", *unit);
    check_ok(MPI_Win_get_attr(win, MPI_WIN_CREATE_FLAVOR, &flavor, &flag));
    check(flag && *flavor == MPI_WIN_FLAVOR_CREATE, "the flavor is %d", *flavor);
    check_ok(MPI_Win_get_attr(win, MPI_WIN_MODEL, &model, &flag));
    check(flag && *model == MPI_WIN_UNIFIED, "the model is %d", *model);
    check_class(MPI_Win_set_attr(win, MPI_WIN_SIZE, NULL), MPI_ERR_KEYVAL);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    memset(memory, 1, sizeof memory);
    check_ok(
        MPI_Win_create(memory, sizeof memory, 2, MPI_INFO_NULL, MPI_COMM_WORLD, &win));
    MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
    errors_return(MPI_COMM_SELF);
    check_attributes();
    check_epochs();
    check_arguments();
    check_creation();
    check_ok(MPI_Win_free(&win));
    return finish();
}
