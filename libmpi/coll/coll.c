/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/coll.h"

#include "coll/algorithm.h"
#include "coll/neighbor.h"
#include "coll/request.h"
#include "util/err.h"

/* The teams of c's communicator, in the schedule's memory. */
static bool set_teams(struct sched *s, struct coll *c, bool persistent)
{
    struct team *team = sched_alloc(s, 2 * sizeof *team);
    comm_t *comm = c->comm;
    comm_t *local = comm_is_inter(comm) ? comm->local : comm;

    if (!team)
        return false;
    team[0] = team_of_comm(local, team_tag(local, persistent));
    c->team = &team[0];
    if (comm_is_inter(comm)) {
        team[1] = team_of_comm(comm, team_tag(comm, persistent));
        c->remote = &team[1];
    }
    return true;
}

/* Checks c and records it. */
static int record(struct coll *c, bool persistent, struct sched **out)
{
    int error_class = coll_check(c);
    struct sched *s;

    if (error_class != MPI_SUCCESS)
        return error_class;
    s = sched_get();
    if (!s || !set_teams(s, c, persistent))
        error_class = err(MPI_ERR_NO_MEM, "out of memory for a collective operation");
    c->neighbors = c->kind >= COLL_NEIGHBOR_ALLGATHER ? neighbors_of(c->comm) : NULL;
    if (error_class == MPI_SUCCESS)
        error_class = coll_build(s, c);
    if (error_class != MPI_SUCCESS)
        sched_put(s);
    else
        *out = s;
    return error_class;
}

int coll_blocking(struct coll *c)
{
    struct sched *s;
    int error_class = record(c, false, &s);

    if (error_class != MPI_SUCCESS)
        return error_class;
    error_class = sched_run(s, c->team);
    sched_put(s);
    return error_class;
}

int coll_nonblocking(struct coll *c, request_t **request)
{
    struct sched *s;
    int error_class = record(c, false, &s);

    if (error_class != MPI_SUCCESS)
        return error_class;
    return coll_request_start(c, s, request);
}

int coll_persistent(struct coll *c, request_t **request)
{
    struct sched *s;
    int error_class = record(c, true, &s);

    if (error_class != MPI_SUCCESS)
        return error_class;
    return coll_request_create(c, s, request);
}
