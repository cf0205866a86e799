/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node_team.h: the members of a communicator that are all on one node, and the pieces of
 * the node's shared memory (node/piece.h) in which they meet.
 *
 * Terms.  What a team does is numbered, in rounds, by each member for itself and in the
 * same order by all, as MPI wants it of operations; a short operation is one round.  A
 * member has slots, which the rounds use in turn, and fewer parcels for data that does
 * not fit into a slot.  There a member leaves what it brings to a round, and then, with
 * release order, the round's number in the slot: that is the flag.  Others wait for the
 * number and take the data; nobody answers.  A slot may be used again when all members
 * are done with the round that used it last, so a member also shows up to which number
 * it has done all rounds.
 *
 * Numbers have 32 bits and wrap around: those that are alive at a time are NODE_SLOTS
 * apart at most.
 *
 * One piece has its head, a cache line per member for what it has done, and the slots.
 * Who allocates it is the first member; whether all can use it, all agree by messages at
 * the communicator's first blocking collective.  If not, they do without.  A member's
 * parcels are in its own pool, and there is an agreement on those when they are first
 * needed.
 */
#ifndef COLL_NODE_TEAM_H
#define COLL_NODE_TEAM_H

#include <stdbool.h>
#include <stdint.h>

#include "comm/comm.h"
#include "node/node.h"

enum {
    NODE_SLOTS = 16, /* rounds that may be under way at a time; a power of 2 */
    NODE_SLOT_BYTES = 48,
    NODE_PARCELS = 4, /* and those with more data than that; a power of 2 */
    NODE_PARCEL_BYTES = 32 << 10,
};

/* What a member says of its operation: see coll/fingerprint.h. */
struct node_saying {
    uint32_t data; /* with NODE_DATA_VARIES alone: how many parcels it takes */
    uint32_t mark; /* which operation it is */
};

static const uint32_t NODE_DATA_HERE = 0x80000000u, /* all of it is in the slot */
    NODE_DATA_VARIES = 0x40000000u;                 /* the members' need not be alike */

static inline bool node_saying_has_parcels(struct node_saying saying)
{
    return !(saying.data & NODE_DATA_HERE);
}

/* A cache line: the flag, and data that fits beside it. */
struct node_slot {
    uint32_t number; /* of the round that this is for */
    uint32_t done;   /* of the member when it wrote this */
    struct node_saying saying;
    _Alignas(16) char data[NODE_SLOT_BYTES];
};

struct node_done {
    uint32_t number;
    char rest[60]; /* of the cache line */
};

/* What a member has found: another one is in another operation. */
struct node_mismatch {
    uint32_t by; /* member + 1; 0: nobody has; in memory, in the cell of member 0 only */
    uint32_t with; /* the other member */
    struct node_saying mine, theirs;
};

/* Not a power of two: the flags of all members would lie in one set of the cache. */
struct node_cell {
    struct node_slot slots[NODE_SLOTS];
    struct node_mismatch mismatch;
    char stagger[40];
};

struct node_member {
    int proc, local_rank;
    char *parcels;   /* NODE_PARCELS of them; NULL: there are none (yet) */
    uint64_t offset; /* of the piece with them */
};

struct node_team {
    int size, rank;
    uint64_t offset; /* of the piece */
    struct node_done *done;
    struct node_cell *cells;
    uint32_t last;             /* round of an operation that was begun */
    uint32_t safe;             /* all members have done all rounds up to this one */
    bool finished[NODE_SLOTS]; /* by number: done here, but not all before it */
    enum { PARCELS_UNASKED, PARCELS_WANTED, PARCELS_THERE, PARCELS_REFUSED } parcels;
    struct node_member members[];
};

/* The team of a communicator, looked for and agreed on by all members if that has not
 * been done: called by all, at the same place of their collectives.  NULL: there is none. */
struct node_team *node_team_meet(comm_t *comm);

/* The same without agreeing: NULL as long as nobody has met. */
struct node_team *node_team_of(const comm_t *comm);

/* A team of some members of a communicator, all on this node, who call this together:
 * they agree by messages.  NULL: they do without.  destroy takes NULL. */
struct team;
struct node_team *node_team_create(comm_t *comm, const struct team *team);
void node_team_destroy(struct node_team *team);

/* Offers parcels to the others: members[rank].offset, 0 if there is no memory; and takes
 * what all members offer, or nothing if one has none. */
void node_team_offer_parcels(struct node_team *team);
void node_team_take_parcels(struct node_team *team);

/* The communicator goes. */
void node_team_leave(comm_t *comm);

/* Bytes of a piece for so many members, and of one with parcels; puts a team together on
 * such memory, zeroed before the first of them does. */
uint64_t node_team_bytes(int size);
uint64_t node_parcels_bytes(void);
void node_team_place(struct node_team *team, int rank, int size, void *memory);
void node_team_place_parcels(struct node_team *team, int member, void *memory);

static inline struct node_slot *node_team_slot(const struct node_team *team, int member,
                                               uint32_t number)
{
    return &team->cells[member].slots[number % NODE_SLOTS];
}

static inline char *node_team_parcel(const struct node_team *team, int member,
                                     uint32_t number)
{
    return team->members[member].parcels +
           (size_t)(number % NODE_PARCELS) * NODE_PARCEL_BYTES;
}

/* Is round a before round b? */
static inline bool node_is_before(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0;
}

/* True if this member has done all that it has begun, and knows that the slot of the next
 * round is free.  A team of nobody is never idle. */
static inline bool node_team_is_idle(const struct node_team *team)
{
    return likely(team->size > 0) && team->done[team->rank].number == team->last &&
           !node_is_before(team->safe, team->last + 1 - NODE_SLOTS);
}

/* Notes what the members say in their slots of a round that they have done, by the way. */
void node_team_note_done(struct node_team *team, uint32_t number);

/* This member has found a mismatch.  A team is broken for ever then: who waits in it may
 * wait for those who have gone with an error.  found becomes the first that was found. */
void node_team_break(const struct node_team *team, const struct node_mismatch *found);
bool node_team_is_broken(const struct node_team *team, struct node_mismatch *found);

/* Wakes the other members that sleep. */
void node_team_wake(const struct node_team *team);

/* What this member brings to a round stands in its slot. */
static inline void node_team_raise(const struct node_team *team, struct node_slot *slot,
                                   uint32_t number)
{
    slot->done = team->done[team->rank].number;
    __atomic_store_n(&slot->number, number, __ATOMIC_RELEASE);
    if (node_has_sleepers())
        node_team_wake(team);
}

#endif
