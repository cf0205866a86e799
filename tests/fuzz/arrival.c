/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Headers as the net brings them.  The input is a row of messages: a byte for the way
 * they come, a header, a byte for the length of the data, the data.
 *
 * Answers are left out: their token is the address of a send, and who was given it is
 * trusted with it.
 */
#include "fuzz.h"

#include <string.h>

#include "comm/comm.h"
#include "obj/group.h"
#include "p2p/match.h"
#include "p2p/greeting.h"
#include "p2p/parcel.h"
#include "p2p/peer.h"
#include "p2p/progress.h"
#include "p2p/transfer.h"
#include "type/type.h"

enum { SELF = 0, PEERS = 4 };

/* The net, which is not there. */

void __wrap_net_release(void *data);
void __wrap_net_release(void *data)
{
    (void)data;
}

enum net_result __wrap_net_fetch(void *rendezvous, struct net_buffer data,
                                 struct net_op *op);
enum net_result __wrap_net_fetch(void *rendezvous, struct net_buffer data,
                                 struct net_op *op)
{
    (void)rendezvous, (void)op;
    if (!data.codec && data.bytes > 0)
        memset(data.buffer, 0, data.bytes);
    return NET_DONE;
}

static int no_lookup(int proc, void **address, size_t *bytes)
{
    (void)proc, (void)address, (void)bytes;
    return MPI_ERR_OTHER;
}

static void sink(uint64_t context, const void *data, size_t bytes)
{
    (void)context, (void)data, (void)bytes;
}

static void open_all(void)
{
    hold(!type_init() && !group_init(SELF) && !peer_init(PEERS, SELF, no_lookup) &&
         !comm_init(SELF, PEERS, match_attach, match_detach) && !comm_world_init());
    parcel_receive_by(sink);
}

static void close_all(void)
{
    comm_world_fini();
    comm_fini();
    match_fini();
    transfer_fini();
    peer_fini();
    group_fini();
    type_fini();
}

/* A receive of 16 bytes from anybody. */

static struct transfer receive;
static char buffer[16];
static bool received;

static void done(void *argument, int error_class)
{
    (void)argument, (void)error_class;
    received = true;
}

static void post(void)
{
    comm_t *world = comm_of(MPI_COMM_WORLD);

    received = false;
    receive.message = (struct message){ .buffer = buffer,
                                        .count = sizeof buffer,
                                        .type = type_named(BASIC_MPI_CHAR),
                                        .peer = MPI_ANY_SOURCE,
                                        .tag = MPI_ANY_TAG,
                                        .comm = world,
                                        .match = world->match };
    receive.done = done;
    hold(!transfer_start_recv(&receive));
}

/* One message; what is left of the input. */
static const uint8_t *arrive(const uint8_t *at, const uint8_t *end)
{
    struct net_data data = { .kind = at[0] % 3 };
    struct header header;

    memcpy(&header, at + 1, sizeof header);
    at += 1 + sizeof header;
    data.bytes = at < end ? *at++ : 0;
    data.bytes = data.bytes < (size_t)(end - at) ? data.bytes : (size_t)(end - at);
    data.data = (void *)at;
    if (header.kind <= HEADER_PARCEL || header.kind == HEADER_GREETING)
        transfer_arrival(&header, sizeof header, data);
    return at + data.bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = data + size;

    open_all();
    post();
    while (end - data > (ptrdiff_t)sizeof(struct header)) {
        data = arrive(data, end);
        progress();
        if (received)
            post();
    }
    hold(received || transfer_cancel_recv(&receive));
    close_all();
    return 0;
}
