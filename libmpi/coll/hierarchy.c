/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/hierarchy.h"

#include <stdlib.h>

#include "boot/boot.h"
#include "coll/fingerprint.h"
#include "coll/node_call.h"
#include "node/node.h"
#include "p2p/peer.h"

/* Of communicators that have none; nobody writes to it. */
static struct hierarchy flat;

/* The number of the node with this place, the next one if it is new. */
static int number_of(const struct hierarchy *h, const int places[], int place)
{
    for (int i = 0; i < h->nodes; i++)
        if (places[h->leaders[i]] == place)
            return i;
    return h->nodes;
}

static void enter(struct hierarchy *h, const int places[], int member)
{
    int node = member > 0 && places[member] == places[member - 1]
                   ? h->node_of[member - 1]
                   : number_of(h, places, places[member]);

    if (node == h->nodes)
        h->leaders[h->nodes++] = member;
    else if (h->node_of[member - 1] != node)
        h->ordered = false;
    h->node_of[member] = node;
    h->index_of[member] = h->sizes[node]++;
}

static bool is_even(const struct hierarchy *h)
{
    for (int i = 1; i < h->nodes; i++)
        if (h->sizes[i] != h->sizes[0])
            return false;
    return true;
}

struct hierarchy *hierarchy_create(int rank, int size, const int places[])
{
    enum { ARRAYS = 5 };
    struct hierarchy *h = calloc(1, sizeof *h + ARRAYS * (size_t)size * sizeof(int));

    if (!h)
        return NULL;
    h->node_of = (int *)(h + 1);
    h->index_of = h->node_of + size;
    h->sizes = h->index_of + size;
    h->leaders = h->sizes + size;
    h->members = h->leaders + size;
    h->ordered = true;
    for (int i = 0; i < size; i++)
        enter(h, places, i);
    h->even = is_even(h);
    h->mine = h->node_of[rank];
    for (int i = 0; i < size; i++)
        if (h->node_of[i] == h->mine)
            h->members[h->index_of[i]] = i;
    return h;
}

void hierarchy_destroy(struct hierarchy *h)
{
    if (h)
        node_team_destroy(h->team);
    free(h);
}

/* Depends on nothing but what all members know: processes of another job count their
 * nodes for themselves. */
static bool may_span_nodes(const comm_t *comm)
{
    bool spans = false;

    if (comm_is_inter(comm) || comm->size < 3)
        return false;
    for (int i = 0; i < comm->size; i++) {
        int proc = group_proc(comm->group, i);

        if (peer_is_foreign(proc))
            return false;
        spans |= node_local_rank_of(proc) < 0;
    }
    return spans;
}

/* Every member says where it is. */
static int ask_places(comm_t *comm, const struct team *team, int places[])
{
    datatype_t *type = type_named(BASIC_MPI_INT);
    struct coll gather = {
        .kind = COLL_ALLGATHER,
        .send = { .buffer = MPI_IN_PLACE },
        .recv = { .buffer = places, .count = 1, .type = type },
        .comm = comm,
    };

    places[comm->rank] = boot()->node;
    return coll_among(team, &gather);
}

static struct hierarchy *look(comm_t *comm, int operation)
{
    struct team all = team_of_comm(comm, team_tag(comm, false)), local;
    int *places = malloc((size_t)comm->size * sizeof *places);
    struct hierarchy *h = NULL;

    all.operation = operation;
    if (places && ask_places(comm, &all, places) == MPI_SUCCESS)
        h = hierarchy_create(comm->rank, comm->size, places);
    free(places);
    if (!h || h->nodes == 1 || h->nodes == comm->size) {
        free(h);
        return &flat;
    }
    local = all;
    local.map = h->members;
    local.rank = h->index_of[comm->rank];
    local.size = h->sizes[h->mine];
    if (local.size > 1)
        h->team = node_team_create(comm, &local);
    if (h->team)
        node_call_get_parcels(h->team, &local, FINGERPRINT_OF_OURS);
    return h;
}

struct hierarchy *hierarchy_of(const comm_t *comm)
{
    return comm->hierarchy != &flat ? comm->hierarchy : NULL;
}

struct hierarchy *hierarchy_meet(comm_t *comm, int operation)
{
    if (unlikely(!comm->hierarchy)) {
        comm->hierarchy = &flat;
        if (may_span_nodes(comm))
            comm->hierarchy = look(comm, operation);
    }
    return hierarchy_of(comm);
}

void hierarchy_leave(comm_t *comm)
{
    hierarchy_destroy(hierarchy_of(comm));
    comm->hierarchy = NULL;
}
