/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * reach.h: single copy: reading and writing straight from and to the memory of another
 * rank of the node (process_vm_readv, process_vm_writev).
 *
 * Whether that is allowed only the kernel knows: ptrace may be restricted, a filter of
 * system calls or another pid namespace may be in between, and a number that is right
 * here may name somebody else there.  So each rank shows, in its slot, where in its
 * memory which random word stands, and is within reach of those who find it there.  That
 * is tried once for each partner, at first use; it says nothing about the other
 * direction.
 */
#ifndef NODE_REACH_H
#define NODE_REACH_H

#include <stdbool.h>
#include <stddef.h>

#include "node/slot.h"

/* MPI_ERR_ARG: SLIPWAY_SINGLE_COPY is neither on nor off. */
int reach_open(void);

/* Shows the word in this rank's slot; reach_open comes first. */
void reach_show(struct slot *mine);

/* True if this rank can read and write the memory of that one of its node: the kernel asks
 * the same of both. */
bool reach_can(int local_rank);

/* Copies bytes, as many as one likes, from an address there to out; if reach_can.
 * MPI_ERR_OTHER: they are not there, or the rank is no more; part of out may be written.
 */
int reach_read(int local_rank, uint64_t address, void *out, size_t bytes);

/* The other way: from in to an address there. */
int reach_write(int local_rank, uint64_t address, const void *in, size_t bytes);

/* True once reach_read or reach_write has found a rank gone. */
bool reach_peer_is_lost(void);

#endif
