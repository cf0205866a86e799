/* SPDX-License-Identifier: BSD-3-Clause */
/* alone: sessions without MPI_Init, one after the other and two at once. */
#include "session.h"

static void once(int round)
{
    MPI_Session session = open_session();
    MPI_Comm world, self;
    char name[32];

    snprintf(name, sizeof name, "org.example.round-%d", round % 2);
    self = comm_of_set(session, "mpi://SELF", name);
    check(size == 1, "mpi://SELF has %d processes", size);
    check_traffic(self);
    world = comm_of_set(session, "MPI://world", name);
    check_traffic(world);
    check_ok(MPI_Comm_free(&self));
    check_ok(MPI_Comm_free(&world));
    close_session(&session);
}

static void two_at_once(void)
{
    MPI_Session one = open_session(), two = open_session();
    MPI_Comm a = comm_of_set(one, "mpi://WORLD", "a");
    MPI_Comm b = comm_of_set(two, "mpi://WORLD", "b");

    check_traffic(a);
    check_ok(MPI_Comm_free(&a));
    close_session(&one);
    check_traffic(b);
    check_ok(MPI_Comm_free(&b));
    close_session(&two);
}

/* What was made of a set when no session is left is of no use, but harmless. */
static void no_communication(void)
{
    MPI_Session session = open_session();
    MPI_Group group;

    check_ok(MPI_Group_from_session_pset(session, "mpi://WORLD", &group));
    MPI_Group_rank(group, &rank);
    MPI_Group_size(group, &size);
    check_ok(MPI_Group_free(&group));
    close_session(&session);
}

int main(void)
{
    int flag = -1;

    no_communication();
    for (int round = 0; round < 4; round++)
        once(round);
    two_at_once();
    MPI_Initialized(&flag);
    check(flag == 0, "a session initialised the world");
    MPI_Finalized(&flag);
    check(flag == 0, "a session finalized the world");
    return 0;
}
