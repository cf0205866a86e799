/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * segment.h: the memory that the ranks of a node share (node/slot.h has its layout).
 *
 * The plugin hands it down, or the node's first rank makes it: a POSIX object that only
 * this user can open, whose name goes as soon as every rank of the node has mapped it.
 * A rank may fail to map it (another mount or IPC namespace, no memory): nothing here
 * tells the others, so who wants to share a piece of it with somebody asks him first
 * whether he has the same segment (segment_id).
 *
 * Pages cost memory from the first touch on, and a touch that finds none is a SIGBUS:
 * a piece is reserved before it is used.
 */
#ifndef NODE_SEGMENT_H
#define NODE_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "node/slot.h"

/* Takes over an inherited descriptor.  False, and the descriptor is left alone, if it is
 * no segment with a slot for local_rank. */
bool segment_inherit(int fd, uint32_t local_rank);

/* Makes the segment of this name, a path of shm_open(), for so many slots; or maps the
 * one that another rank has made.  Both fail without a word. */
bool segment_create(const char *name, uint32_t slots);
bool segment_attach(const char *name, uint32_t slots);

/* Takes the name away, if this rank has made it and it is still there. */
void segment_unlink(void);

/* The segment's header and a rank's slot; NULL if there is none. */
struct node_header *segment_header(void);
struct slot *segment_slot(uint32_t local_rank);

/* Which one it is, among all of this machine; all zero if there is none. */
struct segment_id {
    uint64_t device, inode;
};

struct segment_id segment_id(void);

/* The bytes at an offset into the segment, NULL if they are not inside the pools. */
void *segment_at(uint64_t offset, uint64_t bytes);

/* Gets memory for them, so that touching them cannot fail; false if there is none. */
bool segment_reserve(uint64_t offset, uint64_t bytes);

#endif
