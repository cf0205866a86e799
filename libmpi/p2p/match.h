/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * match.h: which message goes to which receive (MPI 5.0, 3.5: order and progress).
 *
 * One struct match per context id holds the receives that wait for a message and the
 * messages that wait for a receive.  Both are kept per source, so that the cost of a
 * match does not grow with what waits from other peers; receives from MPI_ANY_SOURCE
 * stand in a list of their own, and the order of posting decides between them and those
 * of a source.  Waiting messages are in a second list, by time, for receives and probes
 * with MPI_ANY_SOURCE.
 *
 * A message may come before its communicator exists here: its match is made when either
 * is seen first (match_of_context).
 */
#ifndef P2P_MATCH_H
#define P2P_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "comm/comm.h"
#include "util/list.h"

struct arrival;
struct transfer;

struct match {
    struct match *next; /* in its bucket of the table */
    uint64_t context;
    const comm_t *comm;      /* NULL as long as it is not known here */
    int size;                /* length of sources */
    struct source **sources; /* by rank; NULL: nothing ever waited there */
    struct list any_source;  /* struct transfer.link, oldest first */
    struct list by_time;     /* struct arrival.by_time, oldest first */
    uint64_t posted;         /* receives so far */
};

/* The match of a context id, made at first sight.  NULL: no memory. */
struct match *match_of_context(uint64_t context);

/* A communicator comes and goes, with its two contexts (comm_f): when it goes, what still
 * waits is dropped. */
int match_attach(comm_t *comm);
int match_detach(comm_t *comm);

/* The match of a communicator's partitioned messages, made at first sight; it goes with
 * the communicator, too.  NULL: no memory. */
struct match *match_partitioned(const comm_t *comm);

/* What stands in the queues of programs' communicators when all is over: messages that
 * nobody received, and receives that no message came for. */
struct leftovers {
    int messages, receives;
    int source, tag; /* of the first such message */
    uint64_t bytes;
};
struct leftovers match_leftovers(void);

/* Drops everything, at the end. */
void match_fini(void);

/* A message from source with tag: the receive it belongs to, taken out of the queues, or
 * NULL. */
struct transfer *match_arrival(struct match *match, int source, int tag);

/* No receive wants it yet: the message waits.  False: no memory. */
bool match_keep(struct match *match, struct arrival *arrival);

/* A receive (transfer->message says from whom): the oldest waiting message it may take,
 * out of the queues; or NULL, and the receive waits.  *failed: no memory, nothing has
 * changed. */
struct arrival *match_recv(struct match *match, struct transfer *transfer, bool *failed);

/* The oldest waiting message that a receive with these arguments would take, left where
 * it is; NULL if there is none. */
struct arrival *match_peek(const struct match *match, int source, int tag);

/* What waits of the messages of programs, in all communicators. */
struct tally {
    uint64_t arrivals, arrived_bytes; /* messages for a receive */
    uint64_t receives;                /* receives for a message */
};

struct tally match_tally(void);

/* Calls visit for each waiting message: those of collectives and partitions, and on
 * communicators that are not known here, too. */
void match_each_arrival(void (*visit)(const struct match *match,
                                      const struct arrival *arrival, void *argument),
                        void *argument);

/* Calls visit for each receive that waits for a rank of the match, not for any. */
void match_each_receive(const struct match *match,
                        void (*visit)(const struct transfer *transfer, void *argument),
                        void *argument);

/* Takes a waiting message out of the queues. */
void match_take(struct arrival *arrival);

#endif
