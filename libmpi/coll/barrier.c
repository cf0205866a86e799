/* SPDX-License-Identifier: BSD-3-Clause */
/* barrier.c: MPI_Barrier (MPI 5.0, 6.3). */
#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/node_call.h"

static void signal_to(struct sched *s, const struct team *team, int member)
{
    sched_send(s, team, member, NULL, 0, type_named(BASIC_MPI_BYTE));
}

static void signal_from(struct sched *s, const struct team *team, int member)
{
    sched_recv(s, team, member, NULL, 0, type_named(BASIC_MPI_BYTE));
}

/*
 * Dissemination (D. Hensgen, R. Finkel, U. Manber, "Two algorithms for barrier
 * synchronization", 1988): in round k everybody signals to the process 2^k further on,
 * and so has heard, directly or not, of 2^(k+1) processes.  ceil(log2 n) rounds, one
 * empty message each; best everywhere but inside a node.
 */
void barrier_dissemination(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;

    for (long step = 1; step < n; step *= 2) {
        signal_to(s, c->team, (rank + step) % n);
        signal_from(s, c->team, (rank - step + n) % n);
        sched_then(s);
    }
}

/*
 * Everybody signals to process 0, which answers when it has heard of all.  2 rounds, n-1
 * messages each at process 0; best for very few processes that share a core, because
 * nobody wakes up in vain.
 */
static void barrier_linear(struct sched *s, const struct coll *c)
{
    const struct team *team = c->team;

    if (team->rank > 0) {
        signal_to(s, team, 0);
        sched_then(s);
        signal_from(s, team, 0);
        return;
    }
    for (int i = 1; i < team->size; i++)
        signal_from(s, team, i);
    sched_then(s);
    for (int i = 1; i < team->size; i++)
        signal_to(s, team, i);
}

/* A barrier of the local group, the two processes 0 signal to each other, and one more
 * barrier lets the others hear of it. */
void barrier_inter(struct sched *s, const struct coll *c)
{
    barrier_dissemination(s, c);
    if (c->team->rank == 0) {
        signal_to(s, c->remote, 0);
        signal_from(s, c->remote, 0);
        sched_then(s);
    }
    barrier_dissemination(s, c);
}

const struct algorithm barrier_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "across", .build = barrier_across, .across = true },
    { .name = "dissemination", .build = barrier_dissemination },
    { .name = "linear", .build = barrier_linear },
    { 0 },
};
