/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/create.h"

#include <limits.h>
#include <stdlib.h>

#include "coll/algorithm.h"
#include "coll/coll.h"
#include "obj/attr.h"
#include "util/err.h"

/* Agreement on a context id: the group's rank 0 hands one out, a broadcast among the group tells
 * the others.  Ranks of the group are ranks of parent by a map, so nobody else takes part. */

struct agreement {
    comm_t *parent;
    group_t *group;
    int tag; /* of the broadcast, on the parent */
    uint64_t context;
};

/* The parent's rank of each member; NULL: no memory. */
static int *map_to_parent(const struct agreement *a)
{
    int *map = malloc(((size_t)a->group->size + 1) * sizeof *map);

    for (int i = 0; map && i < a->group->size; i++)
        map[i] = group_rank_of(a->parent->group, group_proc(a->group, i));
    return map;
}

static int broadcast(struct agreement *a, struct team *team)
{
    struct coll c = {
        .kind = COLL_BCAST,
        .recv = { .buffer = &a->context, .count = sizeof a->context,
                  .type = type_named(BASIC_MPI_BYTE), .same = true },
        .comm = a->parent,
        .team = team,
    };
    struct sched *s = sched_get();
    int error;

    if (!s)
        return err(MPI_ERR_NO_MEM, "no memory to agree on a new communicator");
    bcast_binomial(s, &c);
    error = sched_run(s, team);
    sched_put(s);
    return error;
}

static int agree(struct agreement *a)
{
    struct team team = team_of_comm(a->parent, a->tag);
    int *map = map_to_parent(a);
    int error;

    if (!map)
        return err(MPI_ERR_NO_MEM, "no memory for a group of %d", a->group->size);
    team.map = map;
    team.rank = a->group->rank;
    team.size = a->group->size;
    if (a->group->rank == 0)
        a->context = comm_next_context();
    error = broadcast(a, &team);
    free(map);
    return error;
}

static int create_agreed(struct agreement *a, comm_t **comm)
{
    int error = agree(a);

    return error ? error
                 : comm_create(a->group, a->group, a->context, a->parent, comm);
}

int create_from_subgroup(comm_t *parent, group_t *group, comm_t **comm)
{
    struct agreement a = { parent, group, team_tag(parent, false), 0 };

    *comm = NULL;
    return group->rank == MPI_UNDEFINED ? MPI_SUCCESS : create_agreed(&a, comm);
}

/* Tags of the program, moved below those of collectives. */
static int tag_below_collectives(int tag)
{
    return INT_MIN + tag % (1 << 30);
}

int create_group(comm_t *parent, group_t *group, int tag, comm_t **comm)
{
    struct agreement a = { parent, group, tag_below_collectives(tag), 0 };

    *comm = NULL;
    return group->rank == MPI_UNDEFINED ? MPI_SUCCESS : create_agreed(&a, comm);
}

/* Duplicates */

/* What goes along with a duplicate. */
static int inherit(comm_t *parent, comm_t *comm)
{
    return attr_copy_all(&parent->object, &comm->object);
}

int create_dup(comm_t *parent, comm_t **comm)
{
    struct agreement a = { parent, parent->group, team_tag(parent, false), 0 };
    comm_t *fresh;
    int error = create_agreed(&a, &fresh);

    if (error)
        return error;
    error = inherit(parent, fresh);
    if (error)
        object_put(&fresh->object);
    else
        *comm = fresh;
    return error;
}

/* Split: everybody says where it wants to go, and offers a context id in case it will be rank 0
 * there; so one exchange is all it takes. */

struct ticket {
    int color, key;
    int rank; /* in the parent */
    int reserved;
    uint64_t context;
};

static int exchange(comm_t *parent, const struct ticket *mine, struct ticket *all)
{
    struct coll c = {
        .kind = COLL_ALLGATHER,
        .send = { .buffer = (void *)mine, .count = sizeof *mine, .handle = MPI_BYTE, .same = true },
        .recv = { .buffer = all, .count = sizeof *all, .handle = MPI_BYTE },
        .comm = parent,
    };

    return coll_blocking(&c);
}

static int by_key(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Moves those of one color to the front, in the order of their new ranks; returns how many. */
static int select_color(struct ticket *tickets, int size, int color)
{
    int n = 0;

    for (int i = 0; i < size; i++)
        if (tickets[i].color == color)
            tickets[n++] = tickets[i];
    qsort(tickets, (size_t)n, sizeof *tickets, by_key);
    return n;
}

static int create_from_tickets(comm_t *parent, const struct ticket *tickets, int n,
                               comm_t **comm)
{
    int *procs = malloc((size_t)n * sizeof *procs);
    group_t *group;
    int error;

    if (!procs)
        return err(MPI_ERR_NO_MEM, "no memory for a group of %d", n);
    for (int i = 0; i < n; i++)
        procs[i] = group_proc(parent->group, tickets[i].rank);
    error = group_create(n, procs, &group);
    if (error)
        return error;
    error = comm_create(group, group, tickets[0].context, parent, comm);
    object_put(&group->object);
    return error;
}

int create_split(comm_t *parent, int color, int key, comm_t **comm)
{
    struct ticket mine = { color, key, parent->rank, 0, comm_next_context() };
    struct ticket *all = malloc((size_t)parent->size * sizeof *all);
    int error;

    if (!all)
        return err(MPI_ERR_NO_MEM, "no memory to split a communicator of %d", parent->size);
    error = exchange(parent, &mine, all);
    if (!error && color == MPI_UNDEFINED)
        *comm = NULL;
    else if (!error)
        error = create_from_tickets(parent, all, select_color(all, parent->size, color), comm);
    free(all);
    return error;
}
