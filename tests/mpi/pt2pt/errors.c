/* SPDX-License-Identifier: BSD-3-Clause */
/* errors: each wrong argument has the class the standard gives it, and nothing is sent.
 */
#include "../check.h"

static int value;
static MPI_Request request;

static void wrong_ranks(void)
{
    static const int ranks[] = { -100, 100000 };

    for (int i = 0; i < 2; i++) {
        int r = ranks[i];

        check_class(MPI_Send(&value, 1, MPI_INT, r, 0, MPI_COMM_WORLD), MPI_ERR_RANK);
        check_class(MPI_Isend(&value, 1, MPI_INT, r, 0, MPI_COMM_WORLD, &request),
                    MPI_ERR_RANK);
        check_class(MPI_Recv(&value, 1, MPI_INT, r, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE),
                    MPI_ERR_RANK);
        check_class(MPI_Probe(r, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE), MPI_ERR_RANK);
    }
    check_class(MPI_Send(&value, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD),
                MPI_ERR_RANK);
    check_class(MPI_Ssend(&value, 1, MPI_INT, size, 0, MPI_COMM_WORLD), MPI_ERR_RANK);
}

static void wrong_tags(void)
{
    check_class(MPI_Send(&value, 1, MPI_INT, 0, -5, MPI_COMM_WORLD), MPI_ERR_TAG);
    check_class(MPI_Send(&value, 1, MPI_INT, 0, MPI_ANY_TAG, MPI_COMM_WORLD),
                MPI_ERR_TAG);
    check_class(MPI_Recv(&value, 1, MPI_INT, 0, -5, MPI_COMM_WORLD, MPI_STATUS_IGNORE),
                MPI_ERR_TAG);
    check_class(MPI_Irecv(&value, 1, MPI_INT, 0, -5, MPI_COMM_WORLD, &request),
                MPI_ERR_TAG);
}

static void wrong_counts_and_types(void)
{
    check_class(MPI_Send(&value, -1, MPI_INT, 0, 0, MPI_COMM_WORLD), MPI_ERR_COUNT);
    check_class(MPI_Recv(&value, -1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE),
                MPI_ERR_COUNT);
    check_class(MPI_Send(&value, 1, MPI_DATATYPE_NULL, 0, 0, MPI_COMM_WORLD),
                MPI_ERR_TYPE);
    check_class(MPI_Irecv(&value, 1, MPI_DATATYPE_NULL, 0, 0, MPI_COMM_WORLD, &request),
                MPI_ERR_TYPE);
}

/* To a rank to which messages take the short path by now. */
static void wrong_count_of_nothing(void)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size, in;
    MPI_Datatype nothing;

    check_ok(MPI_Type_contiguous(0, MPI_INT, &nothing));
    check_ok(MPI_Type_commit(&nothing));
    check_ok(MPI_Sendrecv(&value, 1, MPI_INT, right, 0, &in, 1, MPI_INT, left, 0,
                          MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check_class(MPI_Send(&value, -1, nothing, right, 0, MPI_COMM_WORLD), MPI_ERR_COUNT);
    check_ok(MPI_Type_free(&nothing));
}

static void wrong_comm(void)
{
    check_class(MPI_Send(&value, 1, MPI_INT, 0, 0, MPI_COMM_NULL), MPI_ERR_COMM);
    check_class(MPI_Comm_rank(MPI_COMM_NULL, &value), MPI_ERR_COMM);
    check_class(MPI_Barrier(MPI_COMM_NULL), MPI_ERR_COMM);
}

/* An error leaves no message behind: the next receive gets what was really sent. */
static void still_works(void)
{
    int out = 4711, in = 0;

    check_ok(MPI_Sendrecv(&out, 1, MPI_INT, rank, 0, &in, 1, MPI_INT, rank, MPI_ANY_TAG,
                          MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check(in == 4711, "%d came", in);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    errors_return(MPI_COMM_WORLD);
    errors_return(
        MPI_COMM_SELF); /* gets the errors that have no communicator (MPI 5.0, 9.3) */
    wrong_ranks();
    wrong_tags();
    wrong_counts_and_types();
    wrong_count_of_nothing();
    wrong_comm();
    still_works();
    return finish();
}
