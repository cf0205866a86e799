/* SPDX-License-Identifier: BSD-3-Clause */
/* isendrecv: send and receive in one call, blocking and not, in place and not, around a
 * ring and to oneself, short and long, with MPI_PROC_NULL at the ends. */
#include "../check.h"

static void once(int length, int dest, int source, int expected, MPI_Comm comm)
{
    char *out = room(length), *in = room(length);
    MPI_Request request;
    MPI_Status status;
    int count;

    fill(out, length, rank, 1);
    check_ok(MPI_Isendrecv(out, length, MPI_CHAR, dest, 1, in, length, MPI_CHAR, source,
                           1, comm, &request));
    check_ok(MPI_Wait(&request, &status));
    check_ok(MPI_Get_count(&status, MPI_CHAR, &count));
    check(status.MPI_SOURCE == source && count == length, "%d B from %d", count,
          status.MPI_SOURCE);
    check_filled(in, length, expected, 1);

    fill(in, length, rank, 2);
    check_ok(
        MPI_Isendrecv_replace(in, length, MPI_CHAR, dest, 2, source, 2, comm, &request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_filled(in, length, expected, 2);

    fill(in, length, rank, 3);
    check_ok(
        MPI_Sendrecv_replace(in, length, MPI_CHAR, dest, 3, source, 3, comm, &status));
    check_filled(in, length, expected, 3);
    free(out);
    free(in);
}

/* A line instead of a ring: the ends talk to nobody. */
static void line(void)
{
    int dest = rank + 1 < size ? rank + 1 : MPI_PROC_NULL;
    int source = rank > 0 ? rank - 1 : MPI_PROC_NULL;
    int value = rank, in = -1;
    MPI_Request request;
    MPI_Status status;

    check_ok(MPI_Isendrecv(&value, 1, MPI_INT, dest, 4, &in, 1, MPI_INT, source, 4,
                           MPI_COMM_WORLD, &request));
    check_ok(MPI_Wait(&request, &status));
    check(status.MPI_SOURCE == source, "from %d, not %d", status.MPI_SOURCE, source);
    check(in == rank - 1, "received %d", in);
    check_ok(MPI_Isendrecv_replace(&value, 1, MPI_INT, dest, 5, source, 5, MPI_COMM_WORLD,
                                   &request));
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check(value == (rank > 0 ? rank - 1 : 0), "received %d", value);
}

/* The error of a receive that is too short comes out of MPI_Wait. */
static void too_short(void)
{
    int out[2] = { 1, 2 }, in = 0;
    MPI_Request request;

    errors_return(MPI_COMM_SELF);
    check_ok(MPI_Isendrecv(out, 2, MPI_INT, 0, 6, &in, 1, MPI_INT, 0, 6, MPI_COMM_SELF,
                           &request));
    check_class(MPI_Wait(&request, MPI_STATUS_IGNORE), MPI_ERR_TRUNCATE);
}

int main(int argc, char **argv)
{
    static const int lengths[] = { 0, 1, 5000, 300000, 5000000 };

    check_init(&argc, &argv);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        int left = (rank + size - 1) % size;

        once(lengths[i], (rank + 1) % size, left, left, MPI_COMM_WORLD);
        once(lengths[i], rank, rank, rank, MPI_COMM_WORLD);
        once(lengths[i], 0, 0, rank, MPI_COMM_SELF);
    }
    line();
    too_short();
    return finish();
}
