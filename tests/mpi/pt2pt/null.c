/* SPDX-License-Identifier: BSD-3-Clause */
/* null: messages to and from MPI_PROC_NULL end at once and change nothing
 * (MPI 5.0, 3.10). */
#include "../check.h"

static void check_empty(const MPI_Status *status)
{
    int count;

    check(status->MPI_SOURCE == MPI_PROC_NULL && status->MPI_TAG == MPI_ANY_TAG,
          "source %d, tag %d", status->MPI_SOURCE, status->MPI_TAG);
    check_ok(MPI_Get_count(status, MPI_INT, &count));
    check(count == 0, "count %d", count);
}

int main(int argc, char **argv)
{
    int value = 17, flag = 0;
    MPI_Request requests[2];
    MPI_Status status, statuses[2];

    check_init(&argc, &argv);
    check_ok(MPI_Send(&value, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD));
    check_ok(MPI_Ssend(&value, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD));
    check_ok(MPI_Recv(&value, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD, &status));
    check_empty(&status);
    check_ok(MPI_Sendrecv(&value, 1, MPI_INT, MPI_PROC_NULL, 0, &value, 1, MPI_INT,
                          MPI_PROC_NULL, 0, MPI_COMM_WORLD, &status));
    check_empty(&status);
    check_ok(
        MPI_Irecv(&value, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD, &requests[0]));
    check_ok(
        MPI_Isend(&value, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD, &requests[1]));
    check_ok(MPI_Waitall(2, requests, statuses));
    check_empty(&statuses[0]);
    check_ok(MPI_Probe(MPI_PROC_NULL, 0, MPI_COMM_WORLD, &status));
    check_empty(&status);
    check_ok(MPI_Iprobe(MPI_PROC_NULL, 0, MPI_COMM_WORLD, &flag, &status));
    check(flag, "MPI_Iprobe of MPI_PROC_NULL finds nothing");
    check_empty(&status);
    check(value == 17, "the buffer changed to %d", value);
    return finish();
}
