/* SPDX-License-Identifier: BSD-3-Clause */
/* guarded.h: the buffers of a collective as check/guard.h wants to know them, with
 * --mpi-check. */
#ifndef COLL_GUARDED_H
#define COLL_GUARDED_H

#include "check/guard.h"
#include "coll/coll.h"

/* MPI_ERR_BUFFER if another operation under way has the buffers of c, which was checked.
 */
int guarded_check(const struct coll *c);

/* The guard of c, which works on shadows of its buffers from here on.  NULL: no memory.
 */
struct guard *guarded_create(struct coll *c);

#endif
