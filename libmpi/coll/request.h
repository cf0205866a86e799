/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * request.h: the requests of nonblocking and persistent collectives.  Such a request
 * holds references to the communicator, the types and the operation, and owns its
 * schedule.
 */
#ifndef COLL_REQUEST_H
#define COLL_REQUEST_H

#include "check/ledger.h"
#include "coll/coll.h"

/* Both take the recorded schedule of c, also on failure.  The first starts it, and gives
 * request_done() if it was over at once; an error of the schedule is the request's, so that
 * MPI_Wait has it whenever it was found.  The second's request is inactive, and takes c->node
 * as well. */
int coll_request_start(const struct coll *c, struct sched *s, request_t **request);
int coll_request_create(const struct coll *c, struct sched *s, request_t **request);

/* Visits all that there are. */
void coll_request_each(ledger_visit_f *visit, void *argument);

#endif
