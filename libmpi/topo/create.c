/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/create.h"

#include <limits.h>
#include <stdlib.h>

#include "boot/boot.h"
#include "coll/coll.h"
#include "p2p/meeting.h"
#include "topo/ticket.h"
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

static int create_among(comm_t *parent, const group_t *group, int tag, uint64_t name,
                        comm_t **comm)
{
    struct agreement a;
    int error;

    *comm = NULL;
    if (group->rank == MPI_UNDEFINED)
        return MPI_SUCCESS;
    error = agreement_of_group(&a, parent, group, tag);
    if (error)
        return error;
    a.offers[OURS].name = name;
    error = agreement_reach(&a);
    if (!error)
        error = create_check_name(name, &a.offers[OURS]);
    if (!error)
        error = create_agreed(parent, group, NULL, agreement_contexts(&a), comm);
    agreement_fini(&a);
    return error;
}

/* One group of an inter-communicator must hear what the other asks for: a split does. */
int create_from_subgroup(comm_t *parent, const group_t *group, comm_t **comm)
{
    bool member = group->rank != MPI_UNDEFINED;

    if (comm_is_inter(parent))
        return create_split(parent, member ? 0 : MPI_UNDEFINED, group->rank, comm);
    return create_among(parent, group, team_tag(parent, false), 0, comm);
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
    return create_among(parent, group, tag_below_collectives(tag), 0, comm);
}

/* Without a parent, whose place comm_all() takes */

/* FNV-1a (G. Fowler, L. C. Noll, P. Vo). */
uint64_t create_hash_of_name(const char *name)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * UINT64_C(1099511628211);
    return hash;
}

int create_tag_of_hash(uint64_t hash)
{
    return (int)((hash ^ hash >> 32) & 0x3fffffff);
}

int create_check_name(uint64_t name, const struct offer *offer)
{
    if (offer->name == name)
        return MPI_SUCCESS;
    return err(MPI_ERR_OTHER,
               "two calls met whose stringtags differ and have the same hash: choose "
               "another stringtag for one of them");
}

/* A session is opened without the others; who only receives would never come to meet
 * those who need an address for what they send. */
static int meet_members(const group_t *group)
{
    return group->size > 1 ? meeting_attend() : MPI_SUCCESS;
}

int create_from_group(const group_t *group, const char *name, comm_t **comm)
{
    uint64_t hash = create_hash_of_name(name);
    int tag = tag_below_collectives(create_tag_of_hash(hash));
    int error = meet_members(group);

    return error ? error : create_among(comm_all(), group, tag, hash, comm);
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
    return group_create_from(from, n, procs, group);
}

static struct contexts contexts_of_tickets(const struct split *split)
{
    struct contexts contexts = split->ours[0].contexts;

    if (split->theirs && split->theirs[0].contexts.context > contexts.context)
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
