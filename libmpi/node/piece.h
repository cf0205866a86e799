/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * piece.h: pieces of this rank's pool in the node segment.  A rank hands out of its own
 * pool only, so nobody has to agree on what is free, and a rank that dies leaves no lock
 * behind.
 *
 * A piece is shared by some ranks of the node, and each of them may still be looking at
 * it when the others have left: it can be handed out again when all have left.
 */
#ifndef NODE_PIECE_H
#define NODE_PIECE_H

#include <stdbool.h>
#include <stdint.h>

/* A piece for so many users, reserved and zeroed, as its offset in the segment: it begins
 * on a page with its counter of users, in a cache line of its own.  0 if there is none.
 */
uint64_t piece_take(uint64_t bytes, uint32_t users);

/* One user, on any rank, leaves. */
void piece_leave(uint64_t offset);

/* Nobody but its owner has ever heard of it. */
void piece_drop(uint64_t offset);

enum { PIECE_HEAD = 64 }; /* bytes at its begin that are not the users' */

#endif
