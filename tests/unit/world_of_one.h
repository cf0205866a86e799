/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * world_of_one.h: what point-to-point communication needs, in one process without a
 * network: MPI_COMM_WORLD of SELF and some peers that never answer, MPI_COMM_SELF, types.
 * For one cmocka program: everything is static.
 */
#ifndef WORLD_OF_ONE_H
#define WORLD_OF_ONE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "comm/comm.h"
#include "obj/group.h"
#include "p2p/buffer.h"
#include "p2p/match.h"
#include "p2p/message.h"
#include "p2p/operation.h"
#include "p2p/peer.h"
#include "p2p/transfer.h"
#include "type/type.h"
#include "util/err.h"

enum { SELF = 0, PEERS = 4 };

static int no_lookup(int proc, void **address, size_t *bytes)
{
    (void)address, (void)bytes;
    return err(MPI_ERR_INTERN, "nobody should be asked for process %d", proc);
}

static int comm_goes(comm_t *comm)
{
    buffer_drop(&comm->buffer);
    return match_detach(comm);
}

static int setup(void **state)
{
    (void)state;
    return type_init() || group_init(SELF) || peer_init(PEERS, SELF, no_lookup) ||
           comm_init(SELF, PEERS, match_attach, comm_goes) || comm_world_init();
}

static int teardown(void **state)
{
    (void)state;
    buffer_drop(buffer_of_process());
    comm_world_fini();
    comm_fini();
    match_fini();
    operation_fini();
    transfer_fini();
    peer_fini();
    group_fini();
    type_fini();
    return 0;
}

static inline struct message to_self(const void *buffer, MPI_Count count, int tag,
                                     enum message_mode mode)
{
    struct message m;

    assert_int_equal(
        message_to(&m, buffer, count, MPI_CHAR, SELF, tag, MPI_COMM_WORLD, mode),
        MPI_SUCCESS);
    return m;
}

static inline struct message from_self(void *buffer, MPI_Count count, int tag)
{
    struct message m;

    assert_int_equal(message_from(&m, buffer, count, MPI_CHAR, SELF, tag, MPI_COMM_WORLD),
                     MPI_SUCCESS);
    return m;
}

#define case_of(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
