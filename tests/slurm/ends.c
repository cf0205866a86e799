/* SPDX-License-Identifier: BSD-3-Clause */
/* ends HOW: rank 1 ends in some way between MPI_Init and MPI_Finalize, and the others wait for it. */
#include "../mpi/check.h"
#include <signal.h>
#include <unistd.h>

static void end(const char *how)
{
    if (!strcmp(how, "exit0"))
        exit(0);
    if (!strcmp(how, "exit1"))
        exit(1);
    if (!strcmp(how, "_exit0"))
        _exit(0);
    if (!strcmp(how, "segv"))
        raise(SIGSEGV);
    if (!strcmp(how, "kill"))
        raise(SIGKILL);
    if (!strcmp(how, "abort42"))
        MPI_Abort(MPI_COMM_WORLD, 42);
    check(0, "no such end: %s", how);
}

int main(int argc, char **argv)
{
    int never;

    check_init(&argc, &argv);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    if (rank == 1)
        end(argc > 1 ? argv[1] : "");
    check_ok(MPI_Recv(&never, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    return finish();
}
