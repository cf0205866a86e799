/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/node_team.h"

#include <stdlib.h>

#include "coll/coll.h"
#include "coll/fingerprint.h"
#include "node/piece.h"
#include "node/segment.h"
#include "obj/op.h"
#include "p2p/wake.h"

_Static_assert(sizeof(struct node_slot) == 64, "a slot is a cache line");

/* Of communicators that have none; nobody writes to it. */
static struct node_team nowhere;

/* What the first member has to offer: where, and in which segment. */
struct offer {
    struct segment_id segment;
    uint64_t offset; /* 0: nothing */
};

static uint64_t cells_at(int size)
{
    return PIECE_HEAD + (uint64_t)size * sizeof(struct node_done);
}

uint64_t node_team_bytes(int size)
{
    return cells_at(size) + (uint64_t)size * sizeof(struct node_cell);
}

void node_team_place(struct node_team *team, int rank, int size, void *memory)
{
    team->rank = rank;
    team->size = size;
    team->done = (struct node_done *)((char *)memory + PIECE_HEAD);
    team->cells = (struct node_cell *)((char *)memory + cells_at(size));
}

/*
 * From the piece's begin, which is that of a page, to the parcels.  Long vectors stand 16
 * bytes behind one (glibc's malloc); a copy to a place less than a cache line further on
 * in its page, where the parcels would be next to the head, makes the processor (EPYC
 * 9005, "rep movsb", which is glibc's memcpy) ask for every line that it overwrites: 8 and
 * not 27 GB/s between two cores that are far apart in cache.
 */
enum { PARCELS_AT = 2048 + PIECE_HEAD };

uint64_t node_parcels_bytes(void)
{
    return PARCELS_AT + NODE_PARCELS * NODE_PARCEL_BYTES;
}

void node_team_place_parcels(struct node_team *team, int member, void *memory)
{
    team->members[member].parcels = (char *)memory + PARCELS_AT;
}

/* Depends on nothing but what all members know. */
static bool is_on_one_node(const comm_t *comm)
{
    if (comm_is_inter(comm) || comm->size < 2)
        return false;
    for (int i = 0; i < comm->size; i++)
        if (node_local_rank_of(group_proc(comm->group, i)) < 0)
            return false;
    return true;
}

/* NULL: no memory. */
static struct node_team *list_members(const comm_t *comm, const struct team *team)
{
    size_t size = (size_t)team->size;
    struct node_team *node = calloc(1, sizeof *node + size * sizeof node->members[0]);

    for (int i = 0; node && i < team->size; i++) {
        int proc = group_proc(comm->group, team_peer(team, i));

        node->members[i] =
            (struct node_member){ .proc = proc, .local_rank = node_local_rank_of(proc) };
    }
    return node;
}

/* The first member's offer comes to all. */
static int hear_offer(const struct team *team, struct offer *offer)
{
    struct coll bcast = {
        .kind = COLL_BCAST,
        .recv = { .buffer = offer,
                  .count = sizeof *offer,
                  .type = type_named(BASIC_MPI_BYTE) },
    };

    return coll_among(team, &bcast);
}

/* *yes becomes whether all say so. */
static int ask_all(const struct team *team, int *yes)
{
    struct coll minimum = {
        .kind = COLL_ALLREDUCE,
        .send = { .buffer = MPI_IN_PLACE },
        .recv = { .buffer = yes, .count = 1, .type = type_named(BASIC_MPI_INT) },
        .op = op_of(MPI_MIN),
    };

    return coll_among(team, &minimum);
}

static bool is_same(struct segment_id a, struct segment_id b)
{
    return a.device == b.device && a.inode == b.inode;
}

static bool can_use(const struct offer *offer, int size)
{
    return node_is_shared() && offer->offset > 0 &&
           is_same(offer->segment, segment_id()) &&
           segment_at(offer->offset, node_team_bytes(size));
}

/* True, with the offset of the piece, if all members can use it. */
static bool agree(const struct team *team, bool able, uint64_t *offset)
{
    struct offer offer = { .segment = segment_id() };
    int yes, error;

    if (team->rank == 0 && node_is_shared())
        offer.offset = piece_take(node_team_bytes(team->size), (uint32_t)team->size);
    error = hear_offer(team, &offer);
    yes = able && !error && can_use(&offer, team->size);
    error = ask_all(team, &yes);
    *offset = offer.offset;
    if (!error && yes)
        return true;
    if (team->rank == 0 && offer.offset)
        piece_drop(offer.offset);
    return false;
}

struct node_team *node_team_create(comm_t *comm, const struct team *team)
{
    struct node_team *node = list_members(comm, team);
    uint64_t offset;
    bool agreed = agree(team, node != NULL, &offset);

    if (!node || !agreed) {
        free(node);
        return NULL;
    }
    node->offset = offset;
    node_team_place(node, team->rank, team->size,
                    segment_at(offset, node_team_bytes(team->size)));
    return node;
}

void node_team_destroy(struct node_team *team)
{
    if (!team)
        return;
    for (int i = 0; team->parcels == PARCELS_THERE && i < team->size; i++)
        piece_leave(team->members[i].offset);
    piece_leave(team->offset);
    free(team);
}

/* While the members talk about it, there is none. */
static void meet(comm_t *comm)
{
    struct node_team *node;
    struct team team;

    comm->node = &nowhere;
    if (!is_on_one_node(comm))
        return;
    team = team_of_comm(comm, team_tag(comm, false));
    team.operation = FINGERPRINT_MEETING;
    node = node_team_create(comm, &team);
    if (node)
        comm->node = node;
}

struct node_team *node_team_of(const comm_t *comm)
{
    return comm->node != &nowhere ? comm->node : NULL;
}

struct node_team *node_team_meet(comm_t *comm)
{
    if (unlikely(!comm->node))
        meet(comm);
    return node_team_of(comm);
}

void node_team_offer_parcels(struct node_team *team)
{
    team->members[team->rank].offset =
        piece_take(node_parcels_bytes(), (uint32_t)team->size);
}

static bool all_have_parcels(const struct node_team *team)
{
    for (int i = 0; i < team->size; i++)
        if (!team->members[i].offset)
            return false;
    return true;
}

void node_team_take_parcels(struct node_team *team)
{
    uint64_t mine = team->members[team->rank].offset;

    team->parcels = all_have_parcels(team) ? PARCELS_THERE : PARCELS_REFUSED;
    if (team->parcels == PARCELS_REFUSED && mine)
        piece_drop(mine);
    for (int i = 0; team->parcels == PARCELS_THERE && i < team->size; i++)
        node_team_place_parcels(
            team, i, segment_at(team->members[i].offset, node_parcels_bytes()));
}

void node_team_note_done(struct node_team *team, uint32_t number)
{
    uint32_t safe = number;

    for (int i = 0; i < team->size; i++) {
        uint32_t done = node_team_slot(team, i, number)->done;

        safe = node_is_before(done, safe) ? done : safe;
    }
    if (node_is_before(team->safe, safe))
        team->safe = safe;
}

void node_team_wake(const struct node_team *team)
{
    if (likely(!node_has_sleepers()))
        return;
    for (int i = 0; i < team->size; i++)
        if (i != team->rank)
            wake_sleeper(team->members[i].proc, team->members[i].local_rank);
}

void node_team_break(const struct node_team *team, const struct node_mismatch *found)
{
    struct node_mismatch *mine = &team->cells[team->rank].mismatch;
    uint32_t nobody = 0;

    mine->with = found->with;
    mine->mine = found->mine;
    mine->theirs = found->theirs;
    __atomic_compare_exchange_n(&team->cells[0].mismatch.by, &nobody,
                                (uint32_t)team->rank + 1, false, __ATOMIC_RELEASE,
                                __ATOMIC_RELAXED);
    node_team_wake(team);
}

bool node_team_is_broken(const struct node_team *team, struct node_mismatch *found)
{
    uint32_t by = __atomic_load_n(&team->cells[0].mismatch.by, __ATOMIC_ACQUIRE);

    if (likely(by == 0))
        return false;
    *found = team->cells[by - 1].mismatch;
    found->by = by;
    return true;
}

void node_team_leave(comm_t *comm)
{
    node_team_destroy(node_team_of(comm));
    comm->node = NULL;
}
