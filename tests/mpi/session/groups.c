/* SPDX-License-Identifier: BSD-3-Clause */
/* groups: communicators of parts of a process set, of two parts, and of threads that make
 * theirs at the same time. */
#include <pthread.h>

#include "session.h"

static MPI_Session session;

static MPI_Group every_other(int first)
{
    int range[1][3] = { { first, size - 1, 2 } };
    MPI_Group world, part;

    check_ok(MPI_Group_from_session_pset(session, "mpi://WORLD", &world));
    check_ok(MPI_Group_range_incl(world, 1, range, &part));
    check_ok(MPI_Group_free(&world));
    return part;
}

/* Both halves use the same name at the same time. */
static void halves(void)
{
    MPI_Group half = every_other(rank % 2);
    MPI_Comm comm;

    check_ok(MPI_Comm_create_from_group(half, "half", MPI_INFO_NULL, MPI_ERRORS_RETURN,
                                        &comm));
    check_traffic(comm);
    check_ok(MPI_Comm_free(&comm));
    check_ok(MPI_Group_free(&half));
}

/* Of those with even ranks the first leads, of the others the last. */
static int leader_of(MPI_Group group, int half)
{
    int members;

    MPI_Group_size(group, &members);
    return half == 0 ? 0 : members - 1;
}

static void between_halves(void)
{
    int half = rank % 2;
    MPI_Group ours = every_other(half), theirs;
    MPI_Comm comm;
    int theirs_size, number, sum = -1;

    if (size > 1) {
        theirs = every_other(1 - half);
        MPI_Group_size(theirs, &theirs_size);
        check_ok(MPI_Intercomm_create_from_groups(
            ours, leader_of(ours, half), theirs, leader_of(theirs, 1 - half), "between",
            MPI_INFO_NULL, MPI_ERRORS_RETURN, &comm));
        MPI_Comm_remote_size(comm, &number);
        check(number == theirs_size, "the remote group has %d of %d", number,
              theirs_size);
        check_ok(MPI_Allreduce(&(int){ 1 }, &sum, 1, MPI_INT, MPI_SUM, comm));
        check(sum == theirs_size, "%d of %d remote ones are counted", sum, theirs_size);
        check_ok(MPI_Comm_free(&comm));
        check_ok(MPI_Group_free(&theirs));
    }
    check_ok(MPI_Group_free(&ours));
}

enum { THREADS = 4, ROUNDS = 10 };

/* Threads of a process begin in another order than those of the next. */
static void *make_many(void *number)
{
    char name[32];

    for (int round = 0; round < ROUNDS; round++) {
        MPI_Group group;
        MPI_Comm comm;

        snprintf(name, sizeof name, "thread-%d", *(int *)number);
        check_ok(MPI_Group_from_session_pset(session, "mpi://WORLD", &group));
        check_ok(MPI_Comm_create_from_group(group, name, MPI_INFO_NULL, MPI_ERRORS_RETURN,
                                            &comm));
        check_traffic(comm);
        check_ok(MPI_Comm_free(&comm));
        check_ok(MPI_Group_free(&group));
    }
    return NULL;
}

static void threads(void)
{
    pthread_t thread[THREADS];
    int number[THREADS];

    for (int i = 0; i < THREADS; i++) {
        number[i] = (i + rank) % THREADS;
        check(pthread_create(&thread[i], NULL, make_many, &number[i]) == 0, "no thread");
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
}

int main(void)
{
    MPI_Comm world;

    session = open_session();
    world = comm_of_set(session, "mpi://WORLD", "all");
    halves();
    between_halves();
    threads();
    check_ok(MPI_Comm_free(&world));
    close_session(&session);
    return 0;
}
