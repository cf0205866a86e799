/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What processes of other jobs send to a port of this one.  The input is a row of
 * letters, each behind a byte for its length.
 */
#include "fuzz.h"

#include <mpi.h>
#include <string.h>

#include "comm/comm.h"
#include "net/card.h"
#include "net/net.h"
#include "obj/group.h"
#include "p2p/foreign.h"
#include "p2p/greeting.h"
#include "p2p/match.h"
#include "p2p/meeting.h"
#include "p2p/peer.h"
#include "spawn/port.h"
#include "type/type.h"

enum { SELF = 0, PEERS = 4 };

/* The net, which is not there: letters come from the input, and answers go nowhere. */

static greeting_f *hear;

void __wrap_greeting_listen(greeting_f *listener);
void __wrap_greeting_listen(greeting_f *listener)
{
    hear = listener;
}

int __wrap_greeting_send(int proc, const void *bytes, size_t count);
int __wrap_greeting_send(int proc, const void *bytes, size_t count)
{
    (void)proc, (void)bytes, (void)count;
    return MPI_SUCCESS;
}

int __wrap_net_address(const void **address, size_t *bytes);
int __wrap_net_address(const void **address, size_t *bytes)
{
    static const char mine[] = "here";

    *address = mine;
    *bytes = sizeof mine;
    return MPI_SUCCESS;
}

int __wrap_meeting_attend(void);
int __wrap_meeting_attend(void)
{
    return MPI_SUCCESS;
}

static int no_lookup(int proc, void **address, size_t *bytes)
{
    (void)proc, (void)address, (void)bytes;
    return MPI_ERR_OTHER;
}

/* Ends exactly where the letter does, so that it is seen when more is read. */
static void hear_one(const uint8_t *letter, size_t bytes)
{
    void *copy = malloc(bytes + !bytes);

    hold(copy != NULL);
    memcpy(copy, letter, bytes);
    hear(copy, bytes);
    free(copy);
}

static void hear_all(const uint8_t *data, size_t size)
{
    while (size > 0) {
        size_t bytes = *data < size - 1 ? *data : size - 1;

        hear_one(data + 1, bytes);
        data += bytes + 1;
        size -= bytes + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char port[MPI_MAX_PORT_NAME];

    hold(!type_init() && !group_init(SELF) && !peer_init(PEERS, SELF, no_lookup));
    hold(!port_open(port));
    hear_all(data, size);
    port_fini();
    foreign_fini();
    peer_fini();
    group_fini();
    type_fini();
    return 0;
}
