/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * guard.h: the buffers of an operation that is under way, kept with --mpi-check only, so
 * that four mistakes are seen (MPI 5.0, 3.7.2, 6.12 and 12.3):
 *
 *   a buffer that the operation reads has changed before it was complete: a sum over the data
 *       at its beginning and at its end;
 *   a buffer that it writes was written by the program: the operation works on a shadow of the
 *       buffer, which is copied where it belongs when the program sees the end; the buffer
 *       itself is full of nonsense until then (0xfe), for programs that read it;
 *   two operations, of which one writes, have the same bytes: a list of all guards that are
 *       open;
 *   two buffers of one operation have the same bytes, and it writes one of them.
 *
 * Of a type with holes the last two are not looked at: nobody is accused of what lies in the
 * holes.
 *
 * A guard is made, told of its buffers, opened when the operation begins (again and
 * again, if it is persistent), closed when the program has seen the end.
 */
#ifndef CHECK_GUARD_H
#define CHECK_GUARD_H

#include "check/check.h"
#include "type/type.h"
#include "util/call.h"
#include "util/list.h"

struct guard;

/* NULL: no memory, a check less; all of these take NULL. */
struct guard *guard_create(enum mpi_call call);
void guard_destroy(struct guard *guard);

/* count elements of type at buffer; types get a reference. */
void guard_reads(struct guard *guard, const void *buffer, MPI_Count count,
                 datatype_t *type);
void guard_writes(struct guard *guard, void *buffer, MPI_Count count, datatype_t *type);

/* Where the operation is to find what stands at address in one of the buffers it writes,
 * and only writes; after the last guard_writes.  The address itself if there can be no
 * shadow. */
void *guard_shadow(struct guard *guard, void *address);

/* MPI_ERR_BUFFER if the program has another operation under way on the same bytes, or two
 * of its own buffers overlap. */
int guard_check(const struct guard *guard);

/* As guard_check; else the operation begins. */
int guard_open(struct guard *guard);

/* The program sees the end.  MPI_ERR_BUFFER if a buffer has changed.  What is closed
 * already is all right. */
int guard_close(struct guard *guard);

/* The program will not ask: no complaint, but the data goes where it belongs. */
void guard_abandon(struct guard *guard);

/* Parts of an operation that begin and end by themselves (partitions): a part, which whole
 * takes, is open until it is ended by its number, or with whole.  Begin: as guard_open; end: as
 * guard_close.  Without whole there is no check. */
int guard_begin_part(struct guard *whole, struct guard *part, int number);
int guard_end_part(struct guard *whole, int number);

/* Guards of operations that have no request, in a list of whoever will see the end of
 * all of them, or of those with this number: the first error; they are gone then. */
void guard_hand_over(struct guard *guard, struct list *owner, int number);
int guard_settle(struct list *owner, int number);
int guard_settle_all(struct list *owner);

#endif
