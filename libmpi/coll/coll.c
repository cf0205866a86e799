/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/coll.h"

#include "check/check.h"
#include "coll/algorithm.h"
#include "coll/fingerprint.h"
#include "coll/hierarchy.h"
#include "coll/neighbor.h"
#include "coll/guarded.h"
#include "coll/node_call.h"
#include "coll/request.h"
#include "util/err.h"
#include "util/stats.h"

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
    team[0].operation = team[1].operation = fingerprint_operation(c);
    return true;
}

static void count(const struct coll *c)
{
    if (unlikely(stats_on))
        stats_handed((uint64_t)coll_bytes(c));
}

/* Records c, which was checked. */
static int record(struct coll *c, bool persistent, struct sched **out)
{
    struct sched *s = sched_get();
    int error_class = MPI_SUCCESS;

    if (!s || !set_teams(s, c, persistent))
        error_class = err(MPI_ERR_NO_MEM, "no memory for a collective operation");
    c->neighbors = c->kind >= COLL_NEIGHBOR_ALLGATHER ? neighbors_of(c->comm) : NULL;
    if (unlikely(check_on) && error_class == MPI_SUCCESS)
        fingerprint_exchange(s, c);
    if (error_class == MPI_SUCCESS)
        error_class = coll_build(s, c);
    if (error_class != MPI_SUCCESS) {
        sched_put(s);
        return error_class;
    }
    count(c);
    *out = s;
    return MPI_SUCCESS;
}

static int record_and_run(struct coll *c)
{
    struct team team; /* to wait with */
    struct sched *s;
    int error_class = record(c, false, &s);

    if (error_class != MPI_SUCCESS)
        return error_class;
    team = *c->team;
    team.call = c;
    error_class = sched_run(s, &team);
    sched_put(s);
    return error_class;
}

int coll_among(const struct team *team, struct coll *c)
{
    struct sched *s = sched_get();
    int error_class;

    if (!s)
        return err(MPI_ERR_NO_MEM, "no memory for a collective operation");
    c->team = team;
    error_class = coll_build(s, c);
    if (error_class == MPI_SUCCESS)
        error_class = sched_run(s, team);
    sched_put(s);
    return error_class;
}

/* What the members have in common, found out at the communicator's first call;
 * --mpi-check wants messages. */
static void look_around(struct coll *c)
{
    c->blocking = true;
    if (unlikely(check_on))
        return;
    c->node = node_team_meet(c->comm);
    if (!c->node)
        c->hierarchy = hierarchy_meet(c->comm, fingerprint_operation(c));
}

/* True if c is for the node's flags; then there is nothing to record.  Long data needs
 * memory of the node, which the members get themselves the first time. */
static bool is_direct(struct coll *c, struct team *team)
{
    const struct algorithm *row;

    look_around(c);
    if (!c->node)
        return false;
    *team = team_of_comm(c->comm, 0);
    c->team = team;
    if (coll_choose(c, &row) != MPI_SUCCESS || !row)
        return false;
    if (node_call_prepare(c))
        coll_choose(c, &row);
    return row->one_node;
}

int coll_blocking(struct coll *c)
{
    int error_class = coll_check(c);
    struct team team;

    if (unlikely(check_on) && error_class == MPI_SUCCESS && c->call)
        error_class = guarded_check(c);
    if (error_class != MPI_SUCCESS)
        return error_class;
    if (unlikely(c->begun))
        return node_call_resume(c);
    c->number = ++c->comm->coll_count;
    if (!is_direct(c, &team))
        return record_and_run(c);
    count(c);
    return node_call_run(c);
}

/* With --mpi-check a request has a guard, unless it was over at once. */
static int guarded_start(struct coll *c, struct guard *guard, request_t **request)
{
    struct sched *s;
    int error_class = guard_open(guard);

    if (error_class == MPI_SUCCESS)
        error_class = record(c, false, &s);
    if (error_class == MPI_SUCCESS)
        error_class = coll_request_start(c, s, request);
    if (error_class != MPI_SUCCESS)
        guard_destroy(guard);
    else
        request_guard(*request, guard);
    return error_class;
}

int coll_nonblocking(struct coll *c, request_t **request)
{
    int error_class = coll_check(c);
    struct sched *s;

    if (unlikely(check_on) && error_class == MPI_SUCCESS && c->call)
        return guarded_start(c, guarded_create(c), request);
    if (error_class == MPI_SUCCESS) {
        c->number = ++c->comm->coll_count;
        c->node = node_team_of(c->comm);
        c->hierarchy = hierarchy_of(c->comm);
        error_class = record(c, false, &s);
    }
    if (error_class != MPI_SUCCESS)
        return error_class;
    if (c->node)
        node_call_want(c);
    return coll_request_start(c, s, request);
}

/* On one node a persistent operation has flags of its own, because members may start
 * theirs in different orders. */
static void get_own_team(struct coll *c)
{
    struct team team;

    if (unlikely(check_on) || !node_team_meet(c->comm) || !node_call_is_possible(c))
        return;
    team = team_of_comm(c->comm, team_tag(c->comm, false));
    c->team = &team;
    c->node = node_team_create(c->comm, &team);
    if (c->node)
        node_call_prepare(c);
    c->team = NULL; /* that of the schedule comes with it */
}

int coll_persistent(struct coll *c, request_t **request)
{
    int error_class = coll_check(c);
    struct guard *guard = NULL;
    struct sched *s;

    if (error_class != MPI_SUCCESS)
        return error_class;
    if (unlikely(check_on))
        guard = guarded_create(c);
    get_own_team(c);
    error_class = record(c, true, &s);
    if (error_class == MPI_SUCCESS)
        error_class = coll_request_create(c, s, request);
    else
        node_team_destroy(c->node);
    if (error_class == MPI_SUCCESS)
        (*request)->guard = guard;
    else
        guard_destroy(guard);
    return error_class;
}
