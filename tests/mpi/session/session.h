/* SPDX-License-Identifier: BSD-3-Clause */
/* session.h: what the tests of sessions have in common. */
#ifndef SESSION_H
#define SESSION_H

#include "../check.h"

static inline MPI_Session open_session(void)
{
    MPI_Session session = MPI_SESSION_NULL;

    check_ok(MPI_Session_init(MPI_INFO_NULL, MPI_ERRORS_RETURN, &session));
    check(session != MPI_SESSION_NULL, "a new session is MPI_SESSION_NULL");
    return session;
}

static inline void close_session(MPI_Session *session)
{
    check_ok(MPI_Session_finalize(session));
    check(*session == MPI_SESSION_NULL, "a finalized session is still a handle");
}

/* The communicator of a process set; also sets rank and size. */
static inline MPI_Comm comm_of_set(MPI_Session session, const char *set, const char *name)
{
    MPI_Group group;
    MPI_Comm comm;

    check_ok(MPI_Group_from_session_pset(session, set, &group));
    check_ok(
        MPI_Comm_create_from_group(group, name, MPI_INFO_NULL, MPI_ERRORS_RETURN, &comm));
    check_ok(MPI_Group_free(&group));
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    return comm;
}

/* A message around the ring and the sum of all ranks. */
static inline void check_traffic(MPI_Comm comm)
{
    int me, all, got = -1, sum = -1;

    MPI_Comm_rank(comm, &me);
    MPI_Comm_size(comm, &all);
    check_ok(MPI_Sendrecv(&me, 1, MPI_INT, (me + 1) % all, 5, &got, 1, MPI_INT,
                          (me + all - 1) % all, 5, comm, MPI_STATUS_IGNORE));
    check(got == (me + all - 1) % all, "%d came around the ring", got);
    check_ok(MPI_Allreduce(&me, &sum, 1, MPI_INT, MPI_SUM, comm));
    check(sum == all * (all - 1) / 2, "the sum of %d ranks is %d", all, sum);
}

#endif
