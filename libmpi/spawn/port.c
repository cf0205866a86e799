/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/port.h"

#include <stdlib.h>

#include "p2p/wait.h"
#include "spawn/port_name.h"
#include "util/err.h"
#include "util/list.h"

enum caller_state { CALLER_WAITING, CALLER_INVITED, CALLER_HERE, CALLER_GONE };

/* Somebody who knocked. */
struct caller {
    struct list link; /* in port->callers, then in invited */
    int proc;
    uint64_t call;
    int state; /* enum caller_state */
};

struct port {
    struct list link; /* in ports */
    int number;
    int accepting; /* threads in port_accept */
    struct list callers;
};

static struct list ports = { &ports, &ports };
static struct list invited = { &invited, &invited };
static int counter; /* numbers are not used again: a closed port stays closed */

static struct port *find(int number)
{
    list_for_each (link, &ports) {
        struct port *port = container_of(link, struct port, link);

        if (port->number == number)
            return port;
    }
    return NULL;
}

/* The open port with this name, if it is one of this process. */
static int port_of(const char *name, struct port **port)
{
    struct port_name read;
    int error = port_name_read(name, &read);
    bool own;

    if (error)
        return error;
    own = port_name_is_own(&read);
    port_name_fini(&read);
    if (!own)
        return err(MPI_ERR_PORT, "the port was opened by another process (rank %d of %d)",
                   read.owner.rank, read.owner.size);
    *port = find(read.number);
    return *port ? MPI_SUCCESS
                 : err(MPI_ERR_PORT, "the port is closed: open one with MPI_Open_port");
}

int port_open(char *name)
{
    struct port *port;
    int error = port_name_write(counter + 1, name);

    if (error)
        return error;
    port = malloc(sizeof *port);
    if (!port)
        return err(MPI_ERR_NO_MEM, "no memory for a port");
    port->number = ++counter;
    port->accepting = 0;
    list_init(&port->callers);
    list_append(&ports, &port->link);
    handshake_listen();
    return MPI_SUCCESS;
}

/* Handshakes */

static void refuse(int proc, int port, uint64_t call)
{
    struct handshake no = { HANDSHAKE_REFUSED, port, call, 0 };

    handshake_send(proc, &no); /* if it does not get there, the caller's time runs out */
}

static void knocked(int proc, const struct handshake *handshake)
{
    struct port *port = find(handshake->port);
    struct caller *caller = port ? malloc(sizeof *caller) : NULL;

    if (!caller) {
        refuse(proc, handshake->port, handshake->call);
        return;
    }
    caller->proc = proc;
    caller->call = handshake->call;
    caller->state = CALLER_WAITING;
    list_append(&port->callers, &caller->link);
}

static void answered(int proc, const struct handshake *handshake)
{
    list_for_each (link, &invited) {
        struct caller *caller = container_of(link, struct caller, link);

        if (caller->proc == proc && caller->call == handshake->call)
            caller->state = handshake->kind == HANDSHAKE_HERE ? CALLER_HERE : CALLER_GONE;
    }
}

void port_hear(int proc, const struct handshake *handshake)
{
    if (handshake->kind == HANDSHAKE_KNOCK)
        knocked(proc, handshake);
    else
        answered(proc, handshake);
}

/* Accepting */

/* What port_accept waits for. */
struct visit {
    struct port *port;
    bool (*is_in_vain)(const void *argument);
    const void *argument;
};

static bool somebody_waits(const struct visit *visit)
{
    return !list_is_empty(&visit->port->callers);
}

static bool is_decided(const void *argument)
{
    const struct visit *visit = argument;

    return somebody_waits(visit) ||
           (visit->is_in_vain && visit->is_in_vain(visit->argument));
}

/* Whether a caller comes in; it may have lost its patience, or its life. */
static bool comes_in(struct caller *caller, int port, uint64_t context)
{
    struct handshake come = { HANDSHAKE_COME, port, caller->call, context };

    caller->state = CALLER_INVITED;
    list_append(&invited, &caller->link);
    if (handshake_send(caller->proc, &come) == MPI_SUCCESS)
        handshake_wait(caller->proc, &caller->state, CALLER_INVITED);
    list_remove(&caller->link);
    return caller->state == CALLER_HERE;
}

static int accept_one(const struct visit *visit, comm_t **bridge)
{
    struct port *port = visit->port;
    uint64_t context;
    int proc;
    bool here;

    do {
        struct caller *caller;

        wait_until(is_decided, visit, NULL);
        if (!somebody_waits(visit)) {
            *bridge = NULL;
            return MPI_SUCCESS;
        }
        caller = container_of(list_pop(&port->callers), struct caller, link);
        proc = caller->proc;
        context = comm_next_context();
        here = comes_in(caller, port->number, context);
        free(caller);
    } while (!here);
    return handshake_bridge(proc, context, bridge);
}

int port_accept(const char *name, bool (*is_in_vain)(const void *argument),
                const void *argument, comm_t **bridge)
{
    struct visit visit = { NULL, is_in_vain, argument };
    int seconds;
    int error = handshake_timeout(&seconds);

    if (!error)
        error = port_of(name, &visit.port);
    if (error)
        return error;
    visit.port->accepting++;
    error = accept_one(&visit, bridge);
    visit.port->accepting--;
    return error;
}

/* Closing */

static void destroy(struct port *port)
{
    struct list *link;

    list_remove(&port->link);
    while ((link = list_pop(&port->callers))) {
        struct caller *caller = container_of(link, struct caller, link);

        refuse(caller->proc, port->number, caller->call);
        free(caller);
    }
    free(port);
}

int port_close(const char *name)
{
    struct port *port;
    int error = port_of(name, &port);

    if (!error && port->accepting)
        error = err(MPI_ERR_PORT, "another thread is in MPI_Comm_accept at this port");
    if (!error)
        destroy(port);
    return error;
}

void port_fini(void)
{
    struct list *link;

    while ((link = list_pop(&ports)))
        destroy(container_of(link, struct port, link));
}
