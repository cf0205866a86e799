/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ring.h: the two halves of the algorithms for long vectors, in which every process talks
 * to its two neighbours only (P. Patarasuk, X. Yuan, "Bandwidth optimal all-reduce
 * algorithms for clusters of workstations", 2009).  Each takes n-1 rounds and moves
 * (n-1)/n of the vector per process, the least there is; best where bandwidth counts.
 */
#ifndef COLL_RING_H
#define COLL_RING_H

#include "coll/coll.h"

/*
 * Reduces block by block: block b starts at process b+1, and is passed on to the right;
 * each process adds what it has itself, and process b, the last, has the result.
 * c->op commutes.  vector has this process's contribution, block r goes to target as
 * process r's result; target may overlap vector if c is in place, and not otherwise.
 */
void ring_reduce_scatter(struct sched *s, const struct coll *c, const struct side *vector,
                         void *target);

/* Process (first + b) % n begins with block b of side; all end with all blocks. */
void ring_allgather(struct sched *s, const struct team *team, int first,
                    const struct side *side);

#endif
