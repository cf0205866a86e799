/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/ring.h"

#include "coll/blocks.h"

static MPI_Count longest_block(const struct side *side, int blocks)
{
    MPI_Count longest = 0;

    for (int i = 0; i < blocks; i++)
        if (side_count(side, i) > longest)
            longest = side_count(side, i);
    return longest;
}

static int wrap(int member, int size)
{
    return (member % size + size) % size;
}

void ring_reduce_scatter(struct sched *s, const struct coll *c, const struct side *vector,
                         void *target)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count longest = longest_block(vector, n);
    void *next = sched_buffer(s, longest, vector->type);
    void *spare = sched_buffer(s, longest, vector->type);
    const void *partial = side_at(vector, wrap(rank - 1, n)); /* what is passed on */

    for (int k = 1; k < n; k++) {
        int out = wrap(rank - k, n), in = wrap(rank - k - 1, n);
        MPI_Count count = side_count(vector, in);
        void *received = k == n - 1 && !coll_in_place(c) ? target : next;

        if (side_bytes(vector, out) > 0)
            sched_send(s, c->team, wrap(rank + 1, n), partial, side_count(vector, out),
                       vector->type);
        if (side_bytes(vector, in) > 0) {
            sched_recv(s, c->team, wrap(rank - 1, n), received, count, vector->type);
            sched_reduce(s, side_at(vector, in), received, count, vector->type, c->op);
        } else {
            sched_then(s);
        }
        partial = received;
        next = spare;
        spare = received;
    }
    if (partial != target)
        sched_copy(s, partial, side_count(vector, rank), vector->type, target,
                   side_count(vector, rank), vector->type);
}

void ring_allgather(struct sched *s, const struct team *team, int first,
                    const struct side *side)
{
    int rank = team->rank, n = team->size, mine = wrap(rank - first, n);

    for (int k = 0; k < n - 1; k++) {
        send_block(s, team, wrap(rank + 1, n), side, wrap(mine - k, n));
        recv_block(s, team, wrap(rank - 1, n), side, wrap(mine - k - 1, n));
        sched_then(s);
    }
}
