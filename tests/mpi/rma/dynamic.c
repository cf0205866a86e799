/* SPDX-License-Identifier: BSD-3-Clause */
/* dynamic: memory attached and detached while the window lives. */
#include "../check.h"

static void check_reach(MPI_Win win)
{
    int mine[4] = { 0 }, right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Aint here, there;

    check_ok(MPI_Win_attach(win, mine, sizeof mine));
    MPI_Get_address(mine, &here);
    MPI_Sendrecv(&here, 1, MPI_AINT, left, 0, &there, 1, MPI_AINT, right, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    check_ok(MPI_Win_fence(0, win));
    check_ok(MPI_Put(&rank, 1, MPI_INT, right, MPI_Aint_add(there, 8), 1, MPI_INT, win));
    check_ok(MPI_Win_fence(0, win));
    check(mine[2] == left && mine[1] == 0 && mine[3] == 0, "%d came", mine[2]);
    check_ok(MPI_Put(&rank, 1, MPI_INT, right, MPI_Aint_add(there, 16), 1, MPI_INT, win));
    check_class(MPI_Win_fence(0, win), MPI_ERR_RMA_RANGE);
    check_ok(MPI_Win_detach(win, mine));
}

static void check_regions(MPI_Win win)
{
    char memory[64];

    check_ok(MPI_Win_attach(win, memory, 16));
    check_ok(MPI_Win_attach(win, memory + 16, 16));
    check_class(MPI_Win_attach(win, memory + 31, 16), MPI_ERR_RMA_ATTACH);
    check_ok(MPI_Win_detach(win, memory));
    check_class(MPI_Win_detach(win, memory), MPI_ERR_RMA_ATTACH);
    check_ok(MPI_Win_attach(win, memory, 8));
    check_ok(MPI_Win_detach(win, memory));
    check_ok(MPI_Win_detach(win, memory + 16));
}

/* A get of memory that is not attached: its request has the error. */
static void check_refused(MPI_Win win)
{
    int got = 5, right = (rank + 1) % size;
    MPI_Request request;

    errors_return(MPI_COMM_SELF);
    check_ok(MPI_Win_fence(MPI_MODE_NOSUCCEED, win));
    check_ok(MPI_Win_lock(MPI_LOCK_SHARED, right, 0, win));
    check_ok(MPI_Rget(&got, 1, MPI_INT, right, 64, 1, MPI_INT, win, &request));
    check_class(MPI_Wait(&request, MPI_STATUS_IGNORE), MPI_ERR_RMA_RANGE);
    check(got == 5, "%d came", got);
    check_class(MPI_Win_unlock(right, win), MPI_ERR_RMA_RANGE);
}

int main(int argc, char **argv)
{
    MPI_Win win;

    check_init(&argc, &argv);
    check_ok(MPI_Win_create_dynamic(MPI_INFO_NULL, MPI_COMM_WORLD, &win));
    MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
    check_regions(win);
    check_reach(win);
    check_refused(win);
    check_ok(MPI_Win_free(&win));
    return finish();
}
