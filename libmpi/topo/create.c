/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/create.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "coll/coll.h"
#include "obj/attr.h"
#include "p2p/match.h"
#include "topo/hints.h"
#include "topo/ticket.h"
#include "topo/topology.h"
#include "util/err.h"

static int create_intra(comm_t *parent, const group_t *group, uint64_t context,
                        comm_t **comm)
{
    return comm_create((group_t *)group, (group_t *)group, context, parent, comm);
}

static int create_inter(comm_t *parent, const group_t *group, const group_t *remote,
                        struct contexts contexts, comm_t **comm)
{
    comm_t *inter;
    int error = comm_create((group_t *)group, (group_t *)remote, contexts.context, parent,
                            &inter);

    if (error)
        return error;
    error = create_intra(NULL, group, contexts.local, &inter->local);
    if (error)
        object_put(&inter->object);
    else
        *comm = inter;
    return error;
}

int create_agreed(comm_t *parent, const group_t *group, const group_t *remote,
                  struct contexts contexts, comm_t **comm)
{
    return remote ? create_inter(parent, group, remote, contexts, comm)
                  : create_intra(parent, group, contexts.context, comm);
}

/* Of some members, who are the only ones to take part */

static int create_among(comm_t *parent, const group_t *group, int tag, comm_t **comm)
{
    struct agreement a;
    int error;

    *comm = NULL;
    if (group->rank == MPI_UNDEFINED)
        return MPI_SUCCESS;
    error = agreement_of_group(&a, parent, group, tag);
    if (error)
        return error;
    error = agreement_reach(&a);
    if (!error)
        error = create_agreed(parent, group, NULL, agreement_contexts(&a), comm);
    agreement_fini(&a);
    return error;
}

/* A group of an inter-communicator does not know what the other asks for: a split tells. */
int create_from_subgroup(comm_t *parent, const group_t *group, comm_t **comm)
{
    bool member = group->rank != MPI_UNDEFINED;

    if (comm_is_inter(parent))
        return create_split(parent, member ? 0 : MPI_UNDEFINED, group->rank, comm);
    return create_among(parent, group, team_tag(parent, false), comm);
}

int create_from_first(comm_t *parent, int n, comm_t **comm)
{
    int range[1][3] = { { 0, n - 1, 1 } };
    group_t *group;
    int error = group_range_incl(parent->group, n > 0, range, &group);

    if (error)
        return error;
    error = create_from_subgroup(parent, group, comm);
    group_release(group);
    return error;
}

/* Tags of programs go below those of collectives, which are not negative.  Those that
 * differ by a multiple of 2^30 are the same, which is seen by threads only that create
 * communicators of the same processes at the same time. */
static int tag_below_collectives(int tag)
{
    return INT_MIN + (tag & 0x3fffffff);
}

int create_group(comm_t *parent, const group_t *group, int tag, comm_t **comm)
{
    return create_among(parent, group, tag_below_collectives(tag), comm);
}

/* FNV-1a (G. Fowler, L. C. Noll, P. Vo). */
int create_tag_of_name(const char *name)
{
    uint32_t hash = 2166136261u;

    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return (int)(hash & 0x3fffffff);
}

/* A process's number is its rank in MPI_COMM_WORLD, so that has a way to everybody. */
int create_from_group(const group_t *group, const char *name, comm_t **comm)
{
    return create_group(comm_of(MPI_COMM_WORLD), group, create_tag_of_name(name), comm);
}

/* Duplicates */

static int inherit(comm_t *parent, const info_t *hints, comm_t *comm)
{
    int error = hints_set(comm, hints);

    if (!error && parent->topology)
        error = topology_copy(parent->topology, parent->rank, &comm->topology);
    if (!error)
        error = attr_copy_all(&parent->object, &comm->object);
    return error;
}

static void take_back(comm_t *comm)
{
    attr_delete_all(&comm->object);
    object_put(&comm->object);
}

static int create_twin(comm_t *parent, struct contexts contexts, comm_t **comm)
{
    return create_agreed(parent, parent->group,
                         comm_is_inter(parent) ? parent->remote_group : NULL, contexts,
                         comm);
}

int create_dup(comm_t *parent, const info_t *hints, comm_t **comm)
{
    struct agreement a;
    comm_t *twin;
    int error;

    agreement_of_comm(&a, parent);
    error = agreement_reach(&a);
    if (!error)
        error = create_twin(parent, agreement_contexts(&a), &twin);
    if (error)
        return error;
    error = inherit(parent, hints, twin);
    if (error)
        take_back(twin);
    else
        *comm = twin;
    return error;
}

/* The communicator of MPI_Comm_idup begins with context ids that nobody else has, and
 * moves to those that come out of the agreement. */

struct idup {
    struct agreement agreement;
    comm_t *comm;       /* a reference */
    request_t *request; /* NULL: not known yet */
};

static int move_to(comm_t *comm, uint64_t context)
{
    comm_t before = *comm;
    int error;

    comm->context = context;
    error = match_attach(comm);
    if (!error)
        return match_detach(&before);
    comm->match = before.match;
    comm->match_coll = before.match_coll;
    return error;
}

static int move(const struct idup *idup)
{
    struct contexts contexts = agreement_contexts(&idup->agreement);
    int error = move_to(idup->comm, contexts.context);

    if (!error && idup->comm->local)
        error = move_to(idup->comm->local, contexts.local);
    return error;
}

static void idup_destroy(struct idup *idup)
{
    agreement_fini(&idup->agreement);
    object_put(&idup->comm->object);
    free(idup);
}

/* The request is complete. */
static void idup_over(void *argument)
{
    struct idup *idup = argument;
    MPI_Status *status = &idup->request->status;

    if (!status->MPI_ERROR)
        status->MPI_ERROR = move(idup);
    if (status->MPI_ERROR && !idup->request->error_text)
        idup->request->error_text = strdup(err_text());
    idup_destroy(idup);
}

/* Takes idup, also on failure. */
static int idup_start(struct idup *idup, comm_t *parent, request_t **request)
{
    int error;

    agreement_of_comm(&idup->agreement, parent);
    error = agreement_start(&idup->agreement, parent, request);
    if (!error && !(*request)->complete) {
        idup->request = *request;
        (*request)->on_complete = idup_over;
        (*request)->on_complete_argument = idup;
        return MPI_SUCCESS;
    }
    if (!error)
        error = move(idup);
    idup_destroy(idup);
    return error;
}

static int idup_create(comm_t *twin, struct idup **idup)
{
    *idup = calloc(1, sizeof **idup);
    if (!*idup)
        return err(MPI_ERR_NO_MEM, "no memory to duplicate a communicator");
    (*idup)->comm = twin;
    object_get(&twin->object);
    return MPI_SUCCESS;
}

/* The request goes on without the program, which never sees it. */
static void abandon(request_t *request)
{
    if (!request->complete)
        request->orphaned = true;
}

int create_idup(comm_t *parent, const info_t *hints, comm_t **comm, request_t **request)
{
    struct idup *idup;
    comm_t *twin;
    int error = create_twin(parent, contexts_next(), &twin);

    if (error)
        return error;
    error = idup_create(twin, &idup);
    if (!error)
        error = idup_start(idup, parent, request);
    if (error) {
        object_put(&twin->object);
        return error;
    }
    error = inherit(parent, hints, twin);
    if (error) {
        abandon(*request);
        take_back(twin);
    } else {
        *comm = twin;
    }
    return error;
}

/* Split: everybody says where it wants to go, and offers context ids in case it will be
 * rank 0 there; so one exchange is all it takes, and a second one with the other group of
 * an inter-communicator. */

struct split {
    struct ticket mine, *ours, *theirs;
    int our_count, their_count; /* of my color, in front */
};

static int exchange(comm_t *comm, const struct ticket *mine, struct ticket **all)
{
    struct coll c = {
        .kind = COLL_ALLGATHER,
        .send = { .buffer = (void *)mine,
                  .count = sizeof *mine,
                  .handle = MPI_BYTE,
                  .same = true },
        .recv = { .count = sizeof *mine, .handle = MPI_BYTE },
        .comm = comm,
    };

    c.recv.buffer = *all = malloc((size_t)comm->remote_size * sizeof **all);
    if (!*all)
        return err(MPI_ERR_NO_MEM, "no memory to split a communicator of %d",
                   comm->remote_size);
    return coll_blocking(&c);
}

static int exchange_all(comm_t *parent, struct split *split)
{
    bool inter = comm_is_inter(parent);
    int color = split->mine.color;
    int error = exchange(inter ? parent->local : parent, &split->mine, &split->ours);

    if (!error && inter)
        error = exchange(parent, &split->mine, &split->theirs);
    if (error)
        return error;
    split->our_count = ticket_select(split->ours, parent->size, color);
    if (inter)
        split->their_count = ticket_select(split->theirs, parent->remote_size, color);
    return MPI_SUCCESS;
}

static int group_of_tickets(const group_t *from, const struct ticket *tickets, int n,
                            group_t **group)
{
    int *procs = malloc((size_t)n * sizeof *procs);

    if (!procs)
        return err(MPI_ERR_NO_MEM, "no memory for a group of %d", n);
    for (int i = 0; i < n; i++)
        procs[i] = group_proc(from, tickets[i].rank);
    return group_create(n, procs, group);
}

static struct contexts contexts_of_tickets(const struct split *split)
{
    struct contexts contexts = split->ours[0].contexts;

    if (split->theirs && split->theirs[0].contexts.context < contexts.context)
        contexts.context = split->theirs[0].contexts.context;
    return contexts;
}

static int create_from_tickets(comm_t *parent, const struct split *split, comm_t **comm)
{
    group_t *group, *remote = NULL;
    int error = group_of_tickets(parent->group, split->ours, split->our_count, &group);

    if (error)
        return error;
    if (split->theirs)
        error = group_of_tickets(parent->remote_group, split->theirs, split->their_count,
                                 &remote);
    if (!error)
        error = create_agreed(parent, group, remote, contexts_of_tickets(split), comm);
    group_release(group);
    if (remote)
        group_release(remote);
    return error;
}

int create_split(comm_t *parent, int color, int key, comm_t **comm)
{
    struct split split = { .mine = { color, key, parent->rank, 0, contexts_next() } };
    int error = exchange_all(parent, &split);
    bool alone = split.theirs && split.their_count == 0;

    if (!error && (color == MPI_UNDEFINED || alone))
        *comm = NULL;
    else if (!error)
        error = create_from_tickets(parent, &split, comm);
    free(split.ours);
    free(split.theirs);
    return error;
}
