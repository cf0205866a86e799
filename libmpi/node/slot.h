/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * slot.h: what the Slurm plugin and the MPI library have in common: the variables in the
 * environment of a task, and the public slot of every rank in the node segment.  The only
 * header of libmpi/ that spank/ includes.
 *
 * The plugin makes one memfd per node and job step (sealed against a change of its size),
 * which all tasks of the node inherit; its number stands in SLIPWAY_NODE_FD.  It starts
 * with a struct node_header; the slot of local task i follows at slot_offset + i *
 * slot_size.  The tasks belong to the user: the plugin, which is root, reads a slot as
 * something anybody may have written.
 */
#ifndef NODE_SLOT_H
#define NODE_SLOT_H

#include <stdint.h>

/* "job.step" of the step that this task belongs to; set for every real task of a step and
 * for nothing else, so that a stale SLURM_STEP_ID can be told from a true one. */
#define SLIPWAY_STEP "SLIPWAY_STEP"

/* Set in an interactive shell of srun --pty: what is started in it is a world of one. */
#define SLIPWAY_PTY_SHELL "SLIPWAY_PTY_SHELL"

/* The number of the inherited descriptor of the node segment. */
#define SLIPWAY_NODE_FD "SLIPWAY_NODE_FD"

enum { NODE_MAGIC = 0x51175a79, NODE_VERSION = 1 };

struct node_header {
    uint32_t magic;       /* NODE_MAGIC */
    uint32_t version;     /* NODE_VERSION */
    uint32_t slots;       /* tasks of this step on this node */
    uint32_t slot_size;   /* bytes */
    uint32_t slot_offset; /* bytes from the start of the segment to slot 0 */
};

/* What a rank is about to be.  It ended well if it is SLOT_FINALIZED, or if it never
 * called MPI_Init (SLOT_EMPTY). */
enum slot_state {
    SLOT_EMPTY = 0,
    SLOT_RUNNING = 1,   /* between MPI_Init and MPI_Finalize */
    SLOT_FINALIZED = 2, /* MPI_Finalize has returned */
    SLOT_ABORTED =
        3, /* this rank has said why it ends the job: nobody need say it again */
};

/* One cache line per rank. */
struct slot {
    uint32_t state; /* enum slot_state, written with release order */
    uint32_t pid;   /* of the process that called MPI_Init */
    uint32_t rank;  /* in MPI_COMM_WORLD */
    uint32_t reserved[13];
};

_Static_assert(sizeof(struct slot) == 64, "a slot is a cache line");

#endif
