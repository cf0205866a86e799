/* SPDX-License-Identifier: BSD-3-Clause */
/* around: sessions before, during and after the world model, and across its ends. */
#include "session.h"

static void exchange_in(const char *name)
{
    MPI_Session session = open_session();
    MPI_Comm comm = comm_of_set(session, "mpi://WORLD", name);

    check_traffic(comm);
    check_ok(MPI_Comm_free(&comm));
    close_session(&session);
}

int main(int argc, char **argv)
{
    MPI_Session across;
    MPI_Comm comm;
    int flag = -1;

    exchange_in("before");
    across = open_session();
    comm = comm_of_set(across, "mpi://WORLD", "across");
    check_init(&argc, &argv);
    check_traffic(MPI_COMM_WORLD);
    check_traffic(comm);
    exchange_in("during");
    check_traffic(MPI_COMM_WORLD);
    MPI_Finalize();
    MPI_Finalized(&flag);
    check(flag == 1, "MPI_Finalized says %d", flag);
    check_traffic(comm);
    check_ok(MPI_Comm_free(&comm));
    close_session(&across);
    exchange_in("after");
    return 0;
}
