/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * handshake.h: how the roots of MPI_Comm_accept and MPI_Comm_connect find each other.
 *
 *   connect                          accept
 *   HANDSHAKE_KNOCK  ------------->  waits at the port, or:
 *                    <-------------  HANDSHAKE_REFUSED  no such port (any more)
 *                    <-------------  HANDSHAKE_COME     its turn, with a context id
 *   HANDSHAKE_HERE   ------------->  both make the bridge
 *   HANDSHAKE_GONE   ------------->  it had given up; the next one's turn
 *
 * Each carries who sends it, from where, and by which number the sender knows the
 * receiver, so that both know how to call themselves (p2p/peer.h).  The bridge is an
 * inter-communicator of the two roots, over which all the rest is done.
 */
#ifndef SPAWN_HANDSHAKE_H
#define SPAWN_HANDSHAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "comm/comm.h"
#include "p2p/foreign.h"

enum handshake_kind {
    HANDSHAKE_KNOCK,
    HANDSHAKE_REFUSED,
    HANDSHAKE_COME,
    HANDSHAKE_HERE,
    HANDSHAKE_GONE,
};

struct handshake {
    uint32_t kind; /* enum handshake_kind */
    int32_t port;
    uint64_t call;    /* names one MPI_Comm_connect to its process */
    uint64_t context; /* of the bridge */
};

/* Hears them from here on. */
void handshake_listen(void);

/* To a process that was introduced, or is of this job. */
int handshake_send(int proc, const struct handshake *handshake);

/* The bridge to another process, between this and that one. */
int handshake_bridge(int proc, uint64_t context, comm_t **bridge);

/* Waits until *state is no longer `waiting`, at most as long as SLIPWAY_CONNECT_TIMEOUT
 * says; false: it still is, and the process may be no more.  What is heard from it
 * changes *state. */
bool handshake_wait(int proc, const int *state, int waiting);

/* MPI_ERR_ARG if that variable is no number of seconds. */
int handshake_timeout(int *seconds);

#endif
