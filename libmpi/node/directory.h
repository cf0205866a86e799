/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * directory.h: where the ranks of a node leave word of the rings that they made for each
 * other.  Each rank that reads rings has a directory in its pool, with a place for every
 * rank of the node and a count of those that are filled; its own slot says where.
 *
 * That a slot names a directory also says that its rank has mapped this very segment.
 */
#ifndef NODE_DIRECTORY_H
#define NODE_DIRECTORY_H

#include <stdbool.h>
#include <stdint.h>

/* Makes this rank's own, before it meets the others.  Nothing happens where there is no
 * memory for it: the others then see that this rank has none. */
void directory_open(void);

/* True if that rank of the node has one. */
bool directory_of(int local_rank);

/* Leaves the offset of a ring in that rank's directory. */
void directory_put(int local_rank, uint64_t offset);

/* Whether there is more in this rank's own than there was at the last directory_take;
 * and then each of them in turn, false when there are no more. */
bool directory_has_more(void);
bool directory_take(int *local_rank, uint64_t *offset);

#endif
