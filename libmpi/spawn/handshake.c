/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/handshake.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "p2p/greeting.h"
#include "p2p/peer.h"
#include "p2p/wait.h"
#include "spawn/call.h"
#include "spawn/port.h"
#include "util/env.h"
#include "util/err.h"

/* As it travels. */
struct letter {
    struct handshake handshake;
    struct identity from;
    int32_t known_as; /* what the sender calls the receiver */
    uint32_t bytes;
    char address[]; /* of the sender */
};

/* A letter that makes no sense, or for which there is no memory, is dropped: who waits
 * for an answer has a time limit. */
static void hear(const void *greeting, size_t bytes)
{
    const struct letter *letter = greeting;
    const struct handshake *h = &letter->handshake;
    int proc;

    if (bytes < sizeof *letter || letter->bytes != bytes - sizeof *letter)
        return;
    if (foreign_number(&letter->from, &proc) ||
        peer_introduce(proc, letter->address, letter->bytes, letter->known_as))
        return;
    if (h->kind == HANDSHAKE_COME || h->kind == HANDSHAKE_REFUSED)
        call_hear(proc, h);
    else
        port_hear(proc, h);
}

void handshake_listen(void)
{
    greeting_listen(hear);
}

int handshake_send(int proc, const struct handshake *handshake)
{
    struct identity self;
    struct letter *letter;
    const void *address;
    size_t bytes;
    int error = foreign_self(&self, &address, &bytes);

    if (error)
        return error;
    letter = calloc(1, sizeof *letter + bytes);
    if (!letter)
        return err(MPI_ERR_NO_MEM, "no memory for an address of %zu B", bytes);
    *letter = (struct letter){ *handshake, self, proc, (uint32_t)bytes };
    memcpy(letter->address, address, bytes);
    error = greeting_send(proc, letter, sizeof *letter + bytes);
    free(letter);
    return error;
}

static int group_of_one(int proc, group_t **group)
{
    int *procs = malloc(sizeof *procs);

    if (!procs)
        return err(MPI_ERR_NO_MEM, "no memory for a group of one");
    *procs = proc;
    return group_create(1, procs, group);
}

int handshake_bridge(int proc, uint64_t context, comm_t **bridge)
{
    group_t *self, *other;
    int error = group_of_one(peer_self(), &self);

    peer_doubt(proc, false);
    if (error)
        return error;
    error = group_of_one(proc, &other);
    if (!error) {
        error = comm_create(self, other, context, NULL, bridge);
        group_release(other);
    }
    group_release(self);
    return error;
}

/* Waiting */

struct patience {
    const int *state;
    int waiting;
    time_t end;
};

static time_t now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static bool is_over(const void *argument)
{
    const struct patience *patience = argument;

    return *patience->state != patience->waiting || now() > patience->end;
}

bool handshake_wait(int proc, const int *state, int waiting)
{
    struct patience patience = { state, waiting, now() };
    int seconds = 0;

    handshake_timeout(&seconds);
    patience.end += seconds;
    wait_until(is_over, &patience, NULL);
    peer_doubt(proc, *state == waiting);
    return *state != waiting;
}

int handshake_timeout(int *seconds)
{
    MPI_Count value;
    int error = env_number(ENV_SLIPWAY_CONNECT_TIMEOUT, 0, 1 << 30, &value);

    if (!error)
        *seconds = (int)value;
    return error;
}
