/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node_team.h: the members of a communicator that are all on one node, and the piece of
 * the node's shared memory (node/piece.h) in which they meet.
 *
 * Terms.  The operations of a team are numbered from 1, by each member for itself and in
 * the same order by all, as MPI wants it.  A member has a cell: some slots which its
 * operations use in turn, and fewer places for more data than fits into a slot.  There a
 * member leaves what it brings to an operation, and then, with release order, the
 * operation's number: that is the flag.  Others wait for
 * the number and take the data; nobody answers.  A slot may be used again when all
 * members are done with the operation that used it last, so a member also shows up to
 * which number it has done all operations.
 *
 * The piece: its head, a cache line per member for what it has done, the cells.  Who
 * allocates it is the first member; whether all can use it, all agree by messages at the
 * communicator's first blocking collective.  If not, they do without.
 */
#ifndef COLL_NODE_TEAM_H
#define COLL_NODE_TEAM_H

#include <stdbool.h>
#include <stdint.h>

#include "comm/comm.h"

enum {
    NODE_SLOTS = 16, /* operations that may be under way at a time; a power of 2 */
    NODE_SMALL_BYTES = 48,
    NODE_PARCELS = 4, /* and those with more data than that; a power of 2 */
    NODE_DATA_BYTES = 4096,
};

/* A cache line: the flag, and data that fits beside it. */
struct node_slot {
    uint64_t number; /* of the operation that this is for */
    uint64_t done;   /* of the member when it wrote this */
    char data[NODE_SMALL_BYTES];
};

struct node_done {
    uint64_t number;
    char rest[56]; /* of the cache line */
};

/* Not a power of two: the flags of all members would lie in one set of the cache. */
struct node_cell {
    struct node_slot slots[NODE_SLOTS];
    char parcels[NODE_PARCELS][NODE_DATA_BYTES]; /* data that does not */
    char stagger[64];
};

struct node_member {
    int proc, local_rank;
};

struct node_team {
    int size, rank;
    uint64_t offset; /* of the piece; 0: this team does without */
    struct node_done *done;
    struct node_cell *cells;
    uint64_t last;             /* operation that was begun */
    uint64_t safe;             /* all members have done all operations up to this one */
    bool finished[NODE_SLOTS]; /* by number: done here, but not all before it */
    struct node_member members[];
};

/* The team of a communicator, looked for and agreed on by all members if that has not
 * been done: called by all, at the same place of their collectives.  NULL: there is
 * none. */
struct node_team *node_team_meet(comm_t *comm);

/* The same without agreeing: NULL as long as nobody has met. */
struct node_team *node_team_of(const comm_t *comm);

/* The communicator goes. */
void node_team_leave(comm_t *comm);

/* Bytes of a piece for so many members; puts a team together on such memory, zeroed
 * before the first of them does. */
uint64_t node_team_bytes(int size);
void node_team_place(struct node_team *team, int rank, int size, void *memory);

static inline struct node_slot *node_team_slot(const struct node_team *team, int member,
                                               uint64_t number)
{
    return &team->cells[member].slots[number % NODE_SLOTS];
}

#endif
