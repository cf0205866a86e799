/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/call.h"

#include "p2p/peer.h"
#include "spawn/port_name.h"
#include "util/err.h"
#include "util/list.h"

enum call_state { CALL_WAITING, CALL_REFUSED, CALL_INVITED };

/* One that waits for an answer, on the stack of call_connect. */
struct call {
    struct list link;
    uint64_t number;
    int state; /* enum call_state */
    uint64_t context;
};

static struct list calls = { &calls, &calls };
static uint64_t counter;

static struct call *find(uint64_t number)
{
    list_for_each (link, &calls) {
        struct call *call = container_of(link, struct call, link);

        if (call->number == number)
            return call;
    }
    return NULL;
}

void call_hear(int proc, const struct handshake *handshake)
{
    struct call *call = find(handshake->call);
    struct handshake answer = *handshake;

    if (call) {
        call->state = handshake->kind == HANDSHAKE_COME ? CALL_INVITED : CALL_REFUSED;
        call->context = handshake->context;
    }
    answer.kind = call ? HANDSHAKE_HERE : HANDSHAKE_GONE;
    if (handshake->kind == HANDSHAKE_COME)
        handshake_send(proc, &answer); /* who waits for it has a time limit */
}

static int nobody_came(void)
{
    int seconds = 0;

    handshake_timeout(&seconds);
    return err(MPI_ERR_PORT,
               "nobody accepted at the port within %d s (SLIPWAY_CONNECT_TIMEOUT): its "
               "process has ended, cannot be reached, or does not call MPI_Comm_accept",
               seconds);
}

static int knock(int proc, int port, struct call *call)
{
    struct handshake knock = { HANDSHAKE_KNOCK, port, call->number, 0 };
    int error = handshake_send(proc, &knock);

    if (error)
        return err(MPI_ERR_PORT, "the process that opened the port cannot be reached: %s",
                   err_text());
    handshake_wait(proc, &call->state, CALL_WAITING);
    switch (call->state) {
    case CALL_INVITED:
        return MPI_SUCCESS;
    case CALL_REFUSED:
        return err(
            MPI_ERR_PORT,
            "the port is closed: the process that opened it has called MPI_Close_port");
    default:
        return nobody_came();
    }
}

static int call_port(int proc, int port, comm_t **bridge)
{
    struct call call = { .number = ++counter, .state = CALL_WAITING };
    int error;

    list_append(&calls, &call.link);
    error = knock(proc, port, &call);
    list_remove(&call.link);
    return error ? error : handshake_bridge(proc, call.context, bridge);
}

int call_connect(const char *name, comm_t **bridge)
{
    struct port_name port;
    int proc, seconds;
    int error = handshake_timeout(&seconds);

    if (!error)
        error = port_name_read(name, &port);
    if (error)
        return error;
    handshake_listen();
    error = port_name_introduce(&port, &proc);
    port_name_fini(&port);
    if (!error && proc == peer_self())
        error = err(MPI_ERR_PORT, "this process opened the port: it cannot be on both "
                                  "sides of the connection");
    return error ? error : call_port(proc, port.number, bridge);
}
