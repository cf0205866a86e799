/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * net.h: the network, that is UCX: one worker per process, an endpoint per peer, active
 * messages.
 *
 * What arrives is handed to one callback as a header and a piece of data.  The header is
 * whatever the sender said; the net does not look into it.  Data comes in three kinds,
 * for which UCX has its reasons (ucp_am_recv_callback_t):
 *
 *   NET_SHORT       valid inside the callback only
 *   NET_EAGER       may be kept: the callback returns true, and net_release gives it back
 *   NET_RENDEZVOUS  still at the sender: net_fetch brings it, net_release leaves it
 * there; the callback returns true if it kept it or has called net_fetch
 *
 * Callbacks run inside net_progress and inside sends; they may send and fetch, but must
 * not call net_progress.  Single-threaded: the caller holds the library's lock.
 */
#ifndef NET_NET_H
#define NET_NET_H

#include <stdbool.h>
#include <stddef.h>

struct net_endpoint;

enum net_kind {
    NET_SHORT,
    NET_EAGER,
    NET_RENDEZVOUS,
    NET_NODE, /* never from the net: of a rank of this node (p2p/incoming.h) */
};

struct net_data {
    void *data;
    size_t bytes;
    enum net_kind kind;
};

typedef bool net_arrival_f(const void *header, size_t header_bytes, struct net_data data);

/* How the bytes of a buffer with holes are read and written: piece by piece, at any
 * offset. */
struct net_codec {
    void (*pack)(const void *object, size_t offset, void *out, size_t bytes);
    void (*unpack)(void *object, size_t offset, const void *in, size_t bytes);
};

/* bytes at buffer; or, with a codec, what the codec makes of the object at buffer. */
struct net_buffer {
    void *buffer;
    size_t bytes;
    const struct net_codec *codec; /* NULL: plain bytes */
    bool awaited; /* its owner makes progress, and nothing else, until that is over */
};

/* An operation that is not over at once: embedded by its owner, who must keep it, the
 * header and the buffer until done is called (error_class as in util/err.h). */
struct net_op {
    void (*done)(struct net_op *op, int error_class);
};

enum net_result {
    NET_DONE,    /* over; done is not called */
    NET_PENDING, /* done will be called */
    NET_FAILED,  /* not started, the cause is in err_text(); done is not called */
};

/* Says what is to be done with what arrives; opens nothing.  The net is opened when this
 * process needs it: by net_address or net_connect, whichever comes first. */
void net_init(net_arrival_f *arrival);

/* Before it is opened: nothing will go through it to ranks of this node, or little. */
void net_leave_node(void);

/* Closes all endpoints and the worker, without a word to the peers: all of them have
 * flushed and met before (world/).  Harmless if not open. */
void net_close(void);

/* The address by which peers reach this process; valid until net_close.  An MPI error
 * class.
 */
int net_address(const void **address, size_t *bytes);

/* An endpoint to the process with this address.  It lives until net_close. */
int net_connect(const void *address, size_t bytes, struct net_endpoint **endpoint);

/* How many there are. */
unsigned net_endpoints(void);

/* Whether the process there may be no more: net_flush does not wait for what was sent to
 * it then. */
void net_doubt(struct net_endpoint *endpoint, bool doubt);

/* At most NET_HEADER_MAX bytes of header. */
enum { NET_HEADER_MAX = 64 };
enum net_result net_send(struct net_endpoint *endpoint, const void *header,
                         size_t header_bytes, struct net_buffer data, struct net_op *op);

/* Brings the data of a NET_RENDEZVOUS arrival; data.bytes must be the whole. */
enum net_result net_fetch(void *rendezvous, struct net_buffer data, struct net_op *op);

/* Gives kept data back.  A rendezvous that was not fetched is over for the sender then.
 */
void net_release(void *data);

/* One round; true if anything moved. */
bool net_progress(void);

/* Waits until all that was sent has left this process, and connections that peers began
 * are made; the peers must make progress meanwhile. */
void net_flush(void);

/* Sleeping until something arrives: net_arm, false if something is there already; then
 * the descriptor becomes readable when something is.  -1: the net is not open. */
bool net_arm(void);
int net_descriptor(void);

/* A peer did not answer, at some time: most likely it has died. */
bool net_peer_is_lost(void);

/* How many calls have failed so far because nobody is there any more. */
unsigned net_unreached(void);

/* Why no network leads to a process, which may well be there; NULL: nothing like that has
 * happened. */
const char *net_no_way(void);

#endif
