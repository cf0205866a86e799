/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * node.h: this rank among those of its node, in the node segment (node/segment.h).
 *
 * Its slot tells the plugin a rank that ends inside MPI from one that ends well; and it
 * tells the others of the node when it sleeps.  Without a segment these do nothing.
 */
#ifndef NODE_NODE_H
#define NODE_NODE_H

#include <stdbool.h>

#include "node/slot.h"
#include "util/macros.h"

/* Maps the segment that the plugin hands down, and marks this rank's slot as running.
 * What is not as slot.h says is left alone, with a line for the user.  boot_open() comes
 * first.  MPI_ERR_ARG: SLIPWAY_NODE or SLIPWAY_SINGLE_COPY is neither on nor off. */
int node_open(void);

/* Where there is no plugin: the first rank of the node makes a segment, and the others
 * wait for it and map it.  Collective over the ranks of the node. */
int node_join(void);

/* At the end. */
void node_close(void);

/* Marks the slot; then, with SLOT_FINALIZED, it is over. */
void node_mark(enum slot_state state);

/* Marks a running rank as told to end; false if it is none.  Legal in a signal handler,
 * where node_is_watched. */
bool node_end(void);

/* True if the plugin ends the job when the task that this process is, or is in, ends
 * before SLOT_FINALIZED. */
bool node_is_watched(void);

/* The hash of this rank's choices, for others of the node; that of the node's first
 * rank, 0 if that has shown none. */
void node_show_choices(uint64_t hash);
uint64_t node_first_choices(void);

/* True if this rank may share memory with others of the node. */
bool node_is_shared(void);

/* Shows whether it waits, in a wait that is long (p2p/wait.h). */
void node_show_wait(bool waits);

/* This rank among those of the node; that of any process of the job, -1 if it is on
 * another node. */
int node_local_rank(void);
int node_local_rank_of(int proc);

/*
 * Sleeping.  Who is about to sleep says so with node_doze, looks once more at what it
 * waits for, and says node_rouse when it is up again.  Who changes something others look
 * at asks node_has_sleepers after that, and wakes those of whom node_take_sleeper is
 * true (once for each sleep).
 */
void node_doze(void);
void node_rouse(void);
/* How many sleep. */
extern const uint32_t *node_sleepers __attribute__((visibility("hidden")));

static inline bool node_has_sleepers(void)
{
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    return unlikely(__atomic_load_n(node_sleepers, __ATOMIC_RELAXED) > 0);
}

bool node_take_sleeper(int local_rank);

#endif
