/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * mismatch: of nonblocking and persistent collectives that do not match, MPI_Wait has the error
 * when errors return, on all ranks.  "checked": as with srun's --mpi-check, which sees more than
 * the flags of a node do, and after which the communicator is as before.
 */
#include "../check.h"

static int in[4], out[4];

/* A communicator for each case: nobody can go on with one that has failed.  Its first blocking
 * call finds out that the node's flags may be used. */
static MPI_Comm fresh(void)
{
    MPI_Comm comm;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
    errors_return(comm);
    check_ok(MPI_Barrier(comm));
    return comm;
}

static void wait_for_error(MPI_Request request)
{
    check_class(MPI_Wait(&request, MPI_STATUS_IGNORE), MPI_ERR_NOT_SAME);
}

static void other_call(MPI_Comm comm)
{
    MPI_Request request;

    if (rank == 0)
        check_ok(MPI_Iallreduce(in, out, 1, MPI_INT, MPI_SUM, comm, &request));
    else
        check_ok(MPI_Ibarrier(comm, &request));
    wait_for_error(request);
}

static void other_operation(MPI_Comm comm)
{
    MPI_Request request;

    check_ok(MPI_Allreduce_init(in, out, 1, MPI_INT, rank ? MPI_MAX : MPI_SUM, comm,
                                MPI_INFO_NULL, &request));
    check_ok(MPI_Start(&request));
    wait_for_error(request);
}

static void other_root(MPI_Comm comm)
{
    MPI_Request request;

    check_ok(MPI_Ibcast(in, 1, MPI_INT, rank, comm, &request));
    wait_for_error(request);
}

static void other_amount(MPI_Comm comm)
{
    MPI_Request requests[2];
    MPI_Status statuses[2];

    check_ok(MPI_Ibarrier(comm, &requests[0]));
    check_ok(MPI_Iallreduce(in, out, rank ? 1 : 2, MPI_INT, MPI_SUM, comm, &requests[1]));
    check_class(MPI_Waitall(2, requests, statuses), MPI_ERR_IN_STATUS);
    check_class(statuses[0].MPI_ERROR, MPI_SUCCESS);
    check_class(statuses[1].MPI_ERROR, MPI_ERR_NOT_SAME);
}

/* The last rank is the only one that is in another call; nobody waits for ever. */
static void one_is_elsewhere(MPI_Comm comm, int is_checked)
{
    int last = rank == size - 1;
    int code = last ? MPI_Barrier(comm) : MPI_Bcast(in, 1, MPI_INT, size - 2, comm);
    int class;

    check_ok(MPI_Error_class(code, &class));
    check(class == MPI_ERR_NOT_SAME || !(is_checked || last), "error class %d", class);
    class = MPI_Barrier(comm);
    check(class == MPI_SUCCESS || !is_checked, "a barrier of all: error code %d", class);
}

static void one_has_another_amount(MPI_Comm comm)
{
    check_class(MPI_Allreduce(in, out, rank == 1 ? 2 : 1, MPI_INT, MPI_SUM, comm),
                MPI_ERR_NOT_SAME);
    check_ok(MPI_Allreduce(in, out, 1, MPI_INT, MPI_SUM, comm));
}

int main(int argc, char **argv)
{
    int is_checked = argc > 1 && strcmp(argv[1], "checked") == 0;

    if (is_checked)
        setenv("SLIPWAY_CHECK", "1", 1);
    check_init(&argc, &argv);
    other_call(fresh());
    other_operation(fresh());
    if (is_checked) {
        other_root(fresh());
        other_amount(fresh());
        one_has_another_amount(fresh());
    }
    if (size > 2)
        one_is_elsewhere(fresh(), is_checked);
    return finish();
}
