/* SPDX-License-Identifier: BSD-3-Clause */
/* talk [abort]: traffic that one can count: each rank sends 10 messages of 100 B to the
 * next one, rank 0 one of 1 MB to the last, and all take part in 5 barriers; or in an
 * abort. */
#include "../mpi/check.h"

#include <string.h>

enum { MESSAGES = 10, SHORT = 100, LONG = 1000000, BARRIERS = 5 };

static char out[LONG], in[LONG];

static void ring(void)
{
    int next = (rank + 1) % size, before = (rank + size - 1) % size;

    for (int i = 0; i < MESSAGES; i++)
        check_ok(MPI_Sendrecv(out, SHORT, MPI_CHAR, next, 1, in, SHORT, MPI_CHAR, before,
                              1, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
}

static void far(void)
{
    if (rank == 0)
        check_ok(MPI_Send(out, LONG, MPI_CHAR, size - 1, 2, MPI_COMM_WORLD));
    if (rank == size - 1)
        check_ok(MPI_Recv(in, LONG, MPI_CHAR, 0, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    ring();
    far();
    for (int i = 0; i < BARRIERS; i++)
        check_ok(MPI_Barrier(MPI_COMM_WORLD));
    if (argc > 1 && strcmp(argv[1], "abort") == 0)
        MPI_Abort(MPI_COMM_WORLD, 3);
    return finish();
}
