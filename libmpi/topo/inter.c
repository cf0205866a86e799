/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/inter.h"

#include <limits.h>
#include <stdlib.h>

#include "boot/boot.h"
#include "p2p/meeting.h"
#include "p2p/peer.h"
#include "topo/agreement.h"
#include "topo/create.h"
#include "topo/roster.h"
#include "util/err.h"

/* Tags of programs between leaders: below those of collectives, and above those of
 * create_group, so that both may be under way at the same time. */
static int tag_of_leaders(int tag)
{
    return INT_MIN / 2 + (tag & 0x1fffffff);
}

static int check_disjoint(const group_t *local, const group_t *remote)
{
    for (int i = 0; i < remote->size; i++) {
        int rank = group_rank_of(local, group_proc(remote, i));

        if (rank != MPI_UNDEFINED)
            return err(
                MPI_ERR_COMM,
                "the two groups overlap: rank %d of the local group is rank %d of the remote one: no process may be in both",
                rank, i);
    }
    return MPI_SUCCESS;
}

/* The processes of a group, in the order of its ranks. */
static int *list_procs(const group_t *group)
{
    int *procs = malloc(((size_t)group->size + 1) * sizeof *procs);

    for (int i = 0; procs && i < group->size; i++)
        procs[i] = group_proc(group, i);
    return procs;
}

/* Whether numbers of processes alone do not say who is in the two groups.  One of another
 * job is in them, or the leaders are of two jobs and one sees the other as such. */
static bool is_foreign(const group_t *local, const comm_t *peer, int remote_leader)
{
    bool foreign = peer_is_foreign(group_proc(peer->remote_group, remote_leader));

    for (int i = 0; i < local->size && !foreign; i++)
        foreign = peer_is_foreign(group_proc(local, i));
    return foreign;
}

static bool some_are_foreign(const struct agreement *a)
{
    return a->offers[OURS].foreign || a->offers[THEIRS].foreign;
}

/* The other group, of which so far only the size is known. */
static int swap_groups(struct agreement *a, const group_t *local, group_t **remote)
{
    int size = a->offers[THEIRS].size;
    int *ours = list_procs(local);
    int *theirs = malloc(((size_t)size + 1) * sizeof *theirs);
    int error = MPI_SUCCESS;

    if (!ours || !theirs)
        error = err(MPI_ERR_NO_MEM, "no memory for a group of %d", size);
    if (!error)
        error = agreement_swap(a, ours, local->size * sizeof *ours, theirs,
                               size * sizeof *theirs);
    free(ours);
    if (error)
        free(theirs);
    else
        error = group_create(size, theirs, remote);
    return error;
}

static int create_between(const struct agreement *a, comm_t *parent, const group_t *local,
                          const group_t *remote, comm_t **comm)
{
    int error = check_disjoint(local, remote);

    return error ? error
                 : create_agreed(parent, local, remote, agreement_contexts(a), comm);
}

int inter_create(comm_t *local, int local_leader, comm_t *peer, int remote_leader,
                 int tag, comm_t **comm)
{
    struct agreement a;
    group_t *remote;
    int error;

    agreement_of_comm(&a, local);
    agreement_set_leader(&a, local_leader);
    if (local->rank == local_leader) {
        agreement_add_other(&a, peer, remote_leader, tag_of_leaders(tag));
        a.offers[OURS].foreign = is_foreign(local->group, peer, remote_leader);
    }
    error = agreement_reach(&a);
    if (!error)
        error = some_are_foreign(&a) ? roster_swap(&a, local, &remote)
                                     : swap_groups(&a, local->group, &remote);
    if (error)
        return error;
    error = create_between(&a, local, local->group, remote, comm);
    group_release(remote);
    return error;
}

static int create_between_groups(struct agreement *a, uint64_t name, const group_t *local,
                                 const group_t *remote, comm_t **comm)
{
    int error;

    a->offers[OURS].name = name;
    error = agreement_reach(a);
    if (!error)
        error = create_check_name(name, &a->offers[OURS]);
    if (!error)
        error = create_check_name(name, &a->offers[THEIRS]);
    return error ? error : create_between(a, NULL, local, remote, comm);
}

int inter_create_from_groups(const group_t *local, int local_leader,
                             const group_t *remote, int remote_leader, const char *name,
                             comm_t **comm)
{
    uint64_t hash = create_hash_of_name(name);
    int tag = tag_of_leaders(create_tag_of_hash(hash));
    int other = group_proc(remote, remote_leader); /* its rank in comm_all() */
    struct agreement a;
    int error = meeting_attend(); /* as in create_from_group */

    if (!error)
        error = agreement_of_group(&a, comm_all(), local, tag);
    if (error)
        return error;
    agreement_set_leader(&a, local_leader);
    if (local->rank == local_leader)
        agreement_add_other(&a, comm_all(), other, tag);
    error = create_between_groups(&a, hash, local, remote, comm);
    agreement_fini(&a);
    return error;
}

/* Merge */

/* Whether this group's ranks come first.  No two context ids are the same, so they decide
 * where the program leaves it open. */
static bool comes_first(const struct agreement *a)
{
    const struct offer *ours = &a->offers[OURS], *theirs = &a->offers[THEIRS];

    if (ours->high != theirs->high)
        return !ours->high;
    return ours->contexts.context < theirs->contexts.context;
}

static int create_merged(const struct agreement *a, comm_t *inter, comm_t **comm)
{
    bool first = comes_first(a);
    group_t *low = first ? inter->group : inter->remote_group;
    group_t *high = first ? inter->remote_group : inter->group;
    group_t *all;
    int error = group_union(low, high, &all);

    if (error)
        return error;
    error = create_agreed(inter, all, NULL, agreement_contexts(a), comm);
    group_release(all);
    return error;
}

int inter_merge(comm_t *inter, bool high, comm_t **comm)
{
    struct agreement a;
    int error;

    agreement_of_comm(&a, inter);
    a.offers[OURS].high = high;
    error = agreement_reach(&a);
    return error ? error : create_merged(&a, inter, comm);
}
