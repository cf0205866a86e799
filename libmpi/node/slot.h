/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * slot.h: what the Slurm plugin and the MPI library have in common: the variables in the
 * environment of a task, and how the node segment is laid out.  Of libmpi/ the plugin
 * includes this, and what it takes to read a slot.
 *
 * The plugin makes one memfd per node and job step (sealed against a change of its size),
 * which all tasks of the node inherit; its number stands in SLIPWAY_NODE_FD.  Without the
 * plugin the library makes the same (node/segment.h).  It is
 *
 *     struct node_header
 *     the public slot of local task i     at slot_offset + i * slot_size
 *     the memory that task i hands out    at pool_offset + i * pool_size
 *
 * and sparse: nobody touches a pool before the library needs it.  The tasks belong to the
 * user: the plugin, which is root, reads a slot as something anybody may have written,
 * and never looks at the rest.  All it writes later is SLOT_ABSENT.
 */
#ifndef NODE_SLOT_H
#define NODE_SLOT_H

#include <signal.h>
#include <stdint.h>

/* "job.step" of the step that this task belongs to; set for every real task of a step and
 * for nothing else, so that a stale SLURM_STEP_ID can be told from a true one. */
#define SLIPWAY_STEP "SLIPWAY_STEP"

/* Set in an interactive shell of srun --pty: what is started in it is a world of one. */
#define SLIPWAY_PTY_SHELL "SLIPWAY_PTY_SHELL"

/* The number of the inherited descriptor of the node segment. */
#define SLIPWAY_NODE_FD "SLIPWAY_NODE_FD"

enum { NODE_MAGIC = 0x51175a79, NODE_VERSION = 6 };

enum {
    NODE_SLOTS_AT = 64,   /* the header has this cache line */
    NODE_PAGE = 64 << 10, /* pools begin on a page, of whatever size */
    NODE_POOL =
        (4 << 20) - NODE_PAGE, /* bytes per task: 4 MB with its share of the rest */
};

struct node_header {
    uint32_t magic;       /* NODE_MAGIC */
    uint32_t version;     /* NODE_VERSION */
    uint32_t slots;       /* tasks of this step on this node */
    uint32_t slot_size;   /* bytes */
    uint32_t slot_offset; /* bytes from the start of the segment to slot 0 */
    uint32_t pool_size;   /* bytes; 0: there are no pools */
    uint64_t pool_offset; /* bytes to pool 0 */
    uint32_t sleepers;    /* ranks that sleep (struct slot) */
    uint32_t joined;      /* ranks that have mapped it; if the library has made it */
    uint32_t arrived, unwilling, gate, missed; /* node/gate.h */
    uint64_t word;
};

_Static_assert(sizeof(struct node_header) <= NODE_SLOTS_AT, "slot 0 stands behind it");

/* What a rank is about to be.  It ended well if it is SLOT_FINALIZED, or if it never
 * called MPI_Init (SLOT_EMPTY). */
enum slot_state {
    SLOT_EMPTY = 0,
    SLOT_RUNNING = 1,   /* between MPI_Init and MPI_Finalize */
    SLOT_FINALIZED = 2, /* MPI_Finalize has returned */
    SLOT_ABORTED =
        3,          /* this rank has said why it ends the job: nobody need say it again */
    SLOT_ENDED = 4, /* it was told to end (NODE_END_SIGNAL), and exits */
    SLOT_ABSENT =
        5, /* its task ended and never called MPI_Init; the plugin writes this */
};

/* The plugin tells ranks with it that the step is being ended; what has no handler for it
 * does not notice. */
enum { NODE_END_SIGNAL = SIGURG };

/* What a rank shows of itself: a cache line that others look at, and one that it alone
 * writes, at every call. */
struct slot {
    uint32_t state;    /* enum slot_state, written with release order */
    uint32_t pid;      /* of the process that called MPI_Init */
    uint32_t rank;     /* in MPI_COMM_WORLD */
    uint32_t asleep;   /* in the kernel: whoever changes what it looks at must wake it */
    uint64_t landmark; /* a random word of this process, and where it stands there; */
    uint64_t landmark_at;      /* 0: nobody shall look for it (node/reach.h) */
    uint64_t directory;        /* offset, 0: none yet (node/directory.h) */
    uint32_t bell, bell_place; /* what wakes it, 0: nothing (node/bell.h) */
    uint64_t card; /* offset of its address on the net, 0: not there (net/card.h) */
    uint32_t card_wanted;
    uint32_t waits; /* in a call of MPI, and for some milliseconds already */

    uint32_t call;    /* enum mpi_call, the last one; with CALL_OVER if it has returned */
    uint32_t core;    /* where it has waited, and */
    uint64_t seen;    /* CLOCK_MONOTONIC in ns: when it was in MPI, then or later */
    uint64_t choices; /* a hash of what this rank has chosen (world/verbose.h), 0: none */
    uint64_t core_at; /* CLOCK_MONOTONIC in ns: when (node/core.h) */
    uint32_t unused[8];
};

_Static_assert(sizeof(struct slot) == 128, "a slot is two cache lines");

/* The header of a segment for so many tasks, and the size of the whole. */
static inline struct node_header node_layout(uint32_t slots, uint32_t pool_size)
{
    uint64_t slots_end = NODE_SLOTS_AT + (uint64_t)slots * sizeof(struct slot);

    return (struct node_header){
        .magic = NODE_MAGIC,
        .version = NODE_VERSION,
        .slots = slots,
        .slot_size = sizeof(struct slot),
        .slot_offset = NODE_SLOTS_AT,
        .pool_size = pool_size,
        .pool_offset = (slots_end + NODE_PAGE - 1) / NODE_PAGE * NODE_PAGE,
    };
}

static inline uint64_t node_bytes(const struct node_header *header)
{
    return header->pool_offset + (uint64_t)header->slots * header->pool_size;
}

#endif
