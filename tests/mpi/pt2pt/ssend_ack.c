/* SPDX-License-Identifier: BSD-3-Clause */
/* ssend_ack: a synchronous send is over when its receive has begun, although the receiver
 * does not call MPI for a long time after that. */
#include <unistd.h>

#include "../check.h"

enum { BUSY_SECONDS = 2 };

int main(int argc, char **argv)
{
    int value = 7, there = 0;
    double begun;

    check_init(&argc, &argv);
    if (rank == 0) {
        begun = MPI_Wtime();
        check_ok(MPI_Ssend(&value, 1, MPI_INT, 1, 1, MPI_COMM_WORLD));
        check(MPI_Wtime() - begun < BUSY_SECONDS / 2.0, "it took %g s",
              MPI_Wtime() - begun);
    } else if (rank == 1) {
        while (!there)
            check_ok(MPI_Iprobe(0, 1, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE));
        check_ok(MPI_Recv(&value, 1, MPI_INT, 0, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        sleep(BUSY_SECONDS);
    }
    return finish();
}
