/* SPDX-License-Identifier: BSD-3-Clause */
/* orphan: a job ends when processes die that it has spawned and is connected to. */
#include <signal.h>

#include "check.h"

int main(int argc, char **argv)
{
    MPI_Comm parent, inter;
    int nothing;

    check_init(&argc, &argv);
    check_ok(MPI_Comm_get_parent(&parent));
    if (parent != MPI_COMM_NULL)
        raise(SIGABRT);
    check_ok(MPI_Comm_spawn(argv[0], MPI_ARGV_NULL, 2, MPI_INFO_NULL, 0, MPI_COMM_WORLD,
                            &inter, MPI_ERRCODES_IGNORE));
    MPI_Recv(&nothing, 1, MPI_INT, 0, 0, inter, MPI_STATUS_IGNORE);
    check(0, "a message of the dead arrived");
    return finish();
}
