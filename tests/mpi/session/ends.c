/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ends: how processes may leave.  "slow": rank 0 alone exits at once, while the others
 * still talk; "fast": all but rank 0 leave by _exit, which nobody is told of;
 * "unfinished": rank 0 exits and has not finalized its session, which ends the job.
 */
#include <unistd.h>

#include "session.h"

/* Those but rank 0, after it has gone. */
static void talk_without_first(MPI_Session session)
{
    int first = 0;
    MPI_Group world, rest;
    MPI_Comm comm;

    check_ok(MPI_Group_from_session_pset(session, "mpi://WORLD", &world));
    check_ok(MPI_Group_excl(world, 1, &first, &rest));
    usleep(500000);
    check_ok(MPI_Comm_create_from_group(rest, "rest", MPI_INFO_NULL, MPI_ERRORS_RETURN,
                                        &comm));
    for (int round = 0; round < 100; round++)
        check_traffic(comm);
    check_ok(MPI_Comm_free(&comm));
    check_ok(MPI_Group_free(&rest));
    check_ok(MPI_Group_free(&world));
}

int main(int argc, char **argv)
{
    const char *way = argc > 1 ? argv[1] : "slow";
    MPI_Session session = open_session();
    MPI_Comm comm = comm_of_set(session, "mpi://WORLD", "ends");
    int me = rank;

    check_traffic(comm);
    check_ok(MPI_Comm_free(&comm));
    if (strcmp(way, "unfinished") == 0 && me == 0)
        return 0;
    if (strcmp(way, "slow") == 0 && me != 0)
        talk_without_first(session);
    close_session(&session);
    if (strcmp(way, "fast") == 0 && me != 0)
        _exit(0);
    return 0;
}
