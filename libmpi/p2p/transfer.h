/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * transfer.h: one message on its way out or in.
 *
 * A blocking call keeps its transfer on the stack, a request embeds one
 * (p2p/operation.h), and collectives take them from a pool (transfer_send,
 * transfer_recv).  When it is over, done is called: exactly once, possibly before the
 * start function returns, otherwise inside progress(). It must only take note, and start
 * nothing (see progress_defer).
 */
#ifndef P2P_TRANSFER_H
#define P2P_TRANSFER_H

#include "net/net.h"
#include "p2p/blocked.h"
#include "p2p/header.h"
#include "p2p/message.h"
#include "util/list.h"

/* error_class is MPI_SUCCESS or the error's class, with its text in err_text(). */
typedef void transfer_done_f(void *argument, int error_class);

struct transfer {
    struct list link; /* of a receive: in a queue of its struct match while not matched */
    struct message message; /* what the caller said */
    struct header header;   /* of a send: its own; of a receive: of what it matched */
    struct net_op op;
    struct arrival *arrival; /* a rendezvous that this receive is fetching and keeps */
    uint64_t order;          /* of a receive: when it was posted */
    bool matched;            /* of a receive: the header is there */
    int parts; /* of a send: what must be over before it is (left, acknowledged) */
    int error_class;
    transfer_done_f *done;
    void *argument;
};

/* Start transfer->message as a send or as a receive; the caller has filled message, done
 * and argument and keeps the transfer and the buffer until done.  message->peer is a rank
 * or MPI_ANY_SOURCE, never MPI_PROC_NULL.  Return MPI_SUCCESS, or an error class; then
 * done is not called. */
int transfer_start_send(struct transfer *transfer);
int transfer_start_recv(struct transfer *transfer);

/*
 * The short way for the common send: bytes without holes, no acknowledgement, a peer
 * that we are connected to.  SEND_OVER: the message has left, and the transfer is as
 * good as unused. SEND_PENDING: as after transfer_start_send; the caller now fills
 * message, done and argument. SEND_LONG_WAY: nothing has happened, take
 * transfer_start_send.
 */
enum send_result { SEND_OVER, SEND_PENDING, SEND_LONG_WAY };
enum send_result transfer_try_send(struct transfer *transfer,
                                   const struct message *message);

/* Lets a receive go on with a message that a matched probe took out of the queues. */
int transfer_start_recv_matched(struct transfer *transfer, struct arrival *arrival);

/* What a pending one waits for (p2p/blocked.h): nobody knows, once it has been matched.
 */
void transfer_describe_send(const struct transfer *transfer, struct blocked *blocked);
void transfer_describe_recv(const struct transfer *transfer, struct blocked *blocked);

/* Takes a receive back that has matched nothing yet, and says whether it could; done is
 * not called then. */
bool transfer_cancel_recv(struct transfer *transfer);

/* The bytes that a receive was given, source and tag: for the status. */
void transfer_status(const struct transfer *transfer, MPI_Status *status);

/* The same from a pool, freed before done is called. */
int transfer_send(const struct message *message, transfer_done_f *done, void *argument);
int transfer_recv(const struct message *message, transfer_done_f *done, void *argument);

/* Who is asked when a receive from the pool, of a collective, has got a message of another
 * operation: its error class, with the text in err_text(). */
void transfer_judge_by(int (*judge)(const struct transfer *recv));

/* Calls visit for each send from the pool that is not over. */
void transfer_each_send(void (*visit)(const struct transfer *send, void *argument),
                        void *argument);

/* What the net calls for each message that arrives (net_arrival_f); and what others call
 * who bring some, with a header that is whole, aligned and of this version. */
bool transfer_arrival(const void *header, size_t header_bytes, struct net_data data);
bool transfer_take(const struct header *header, struct net_data data);

/* The same for one whose data lies behind its header, until this returns. */
void transfer_take_short(const struct header *header);

/* Frees the pool, at the end. */
void transfer_fini(void);

#endif
