/* SPDX-License-Identifier: BSD-3-Clause */
/* neighbor.c: the neighborhood collectives, all forms of them (MPI 5.0, 8.6). */
#include "coll/neighbor.h"

#include "coll/algorithm.h"
#include "coll/blocks.h"

/*
 * All messages at once: one round, one message per neighbour.  Several edges may join the
 * same two processes.  Their messages match in the order in which they are posted, so
 * the k-th edge out of one is the k-th into the other; but in a Cartesian topology with
 * one or two processes in a dimension the block sent down must come in from up: there the
 * receives of each dimension are posted in the opposite order.
 */
static void neighbor_linear(struct sched *s, const struct coll *c)
{
    const struct neighbors *neighbors = c->neighbors;

    for (int i = 0; i < neighbors->outdegree; i++)
        if (neighbors->destinations[i] != MPI_PROC_NULL)
            send_block(s, c->team, neighbors->destinations[i], &c->send, i);
    for (int i = 0; i < neighbors->indegree; i++) {
        int j = neighbors->cartesian ? i ^ 1 : i;

        if (neighbors->sources[j] != MPI_PROC_NULL)
            recv_block(s, c->team, neighbors->sources[j], &c->recv, j);
    }
}

const struct algorithm neighbor_algorithms[] = {
    { .name = "linear", .build = neighbor_linear },
    { 0 },
};
