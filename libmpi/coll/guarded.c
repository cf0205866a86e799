/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/guarded.h"

#include "coll/algorithm.h"
#include "coll/neighbor.h"

typedef void tell_f(struct guard *guard, const void *buffer, MPI_Count count,
                    datatype_t *type);

static void tell_written(struct guard *guard, const void *buffer, MPI_Count count,
                         datatype_t *type)
{
    guard_writes(guard, (void *)buffer, count, type);
}

static void tell_side(struct guard *guard, const struct side *side, int blocks,
                      tell_f *tell)
{
    if (side->buffer == MPI_IN_PLACE)
        return;
    if (side->same)
        blocks = 1;
    if (!side->uneven)
        tell(guard, side->buffer, blocks * side->count, side->type);
    for (int i = 0; side->uneven && i < blocks; i++)
        tell(guard, side_at(side, i), side_count(side, i), side_type(side, i));
}

static MPI_Count sum_of_counts(const struct coll *c)
{
    MPI_Count sum = 0;

    for (int i = 0; i < c->comm->size; i++)
        sum += side_count(&c->recv, i);
    return sum;
}

/* Count and type of both sides are those of recv; MPI_Reduce_scatter has one per member.
 */
static void tell_reduction(struct guard *guard, const struct coll *c)
{
    bool scatters =
        c->kind == COLL_REDUCE_SCATTER || c->kind == COLL_REDUCE_SCATTER_BLOCK;
    MPI_Count all = scatters ? sum_of_counts(c) : c->recv.count;
    MPI_Count mine = scatters ? side_count(&c->recv, c->comm->rank) : all;

    if (coll_sends(c) && !coll_in_place(c))
        guard_reads(guard, c->send.buffer, all, c->recv.type);
    if (coll_receives(c))
        guard_writes(guard, c->recv.buffer, coll_in_place(c) ? all : mine, c->recv.type);
}

static void tell(struct guard *guard, const struct coll *c)
{
    const struct neighbors *neighbors =
        c->kind >= COLL_NEIGHBOR_ALLGATHER ? neighbors_of(c->comm) : NULL;
    bool gives = c->kind == COLL_BCAST && c->root == c->comm->rank;

    if (c->kind >= COLL_REDUCE && c->kind <= COLL_EXSCAN) {
        tell_reduction(guard, c);
        return;
    }
    if (coll_sends(c))
        tell_side(guard, &c->send,
                  neighbors ? neighbors->outdegree : c->comm->remote_size, guard_reads);
    if (coll_receives(c))
        tell_side(guard, &c->recv, neighbors ? neighbors->indegree : c->comm->remote_size,
                  gives ? guard_reads : tell_written);
}

/* Of an inter-communicator too much depends on which group one is in. */
static bool is_left_out(const struct coll *c)
{
    return comm_is_inter(c->comm);
}

int guarded_check(const struct coll *c)
{
    struct guard *guard = is_left_out(c) ? NULL : guard_create(c->call);
    int error;

    if (guard)
        tell(guard, c);
    error = guard_check(guard);
    guard_destroy(guard);
    return error;
}

struct guard *guarded_create(struct coll *c)
{
    struct guard *guard = is_left_out(c) ? NULL : guard_create(c->call);

    if (!guard)
        return NULL;
    tell(guard, c);
    if (coll_receives(c) && c->recv.buffer != MPI_IN_PLACE)
        c->recv.buffer = guard_shadow(guard, c->recv.buffer);
    return guard;
}
