/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/direct.h"

#include <stdint.h>

#include "check/check.h"
#include "node/node.h"
#include "node/reach.h"
#include "p2p/peer.h"
#include "rma/shape.h"
#include "type/pack.h"
#include "util/stats.h"

/* Bytes from which on the kernel is faster than a letter (two ranks on two cores). */
enum { REACH_FROM = 16384 };

static bool is_put(const struct rma_op *o)
{
    return o->kind == LETTER_PUT;
}

static const struct rma_side *here(const struct rma_op *o)
{
    return is_put(o) ? &o->origin : &o->result;
}

/* What moves. */
static MPI_Count bytes_of(const struct rma_op *o)
{
    const struct rma_side *from = is_put(o) ? &o->origin : &o->target;

    return from->count * from->type->size;
}

/* Which is wrong, but must not make a mess: a letter holds the data meanwhile. */
static bool overlap(const struct rma_op *o, uintptr_t there)
{
    const struct rma_side *mine = here(o);
    MPI_Count low, high, there_low, there_high;

    if (!shape_span(mine->type, mine->count, &low, &high) ||
        !shape_span(o->target.type, o->target.count, &there_low, &there_high))
        return false;
    return (uintptr_t)mine->buffer + (uintptr_t)low < there + (uintptr_t)there_high &&
           there + (uintptr_t)there_low < (uintptr_t)mine->buffer + (uintptr_t)high;
}

static bool copy(const struct rma_op *o, char *there)
{
    const struct rma_side *mine = here(o);

    if (overlap(o, (uintptr_t)there))
        return false;
    if (is_put(o))
        type_copy(mine->buffer, mine->count, mine->type, there, o->target.count,
                  o->target.type);
    else
        type_copy(there, o->target.count, o->target.type, mine->buffer, mine->count,
                  mine->type);
    return true;
}

/* Its rank on this node; -1 if its memory cannot be reached. */
static int reachable(const win_t *win, int rank)
{
    int proc = group_proc(win->comm->group, rank);
    int local_rank = node_local_rank_of(proc);
    struct peer *peer;

    if (local_rank < 0 || !win->targets[rank].address ||
        peer_connect(proc, &peer) != MPI_SUCCESS || !peer->lane)
        return -1;
    return reach_can(local_rank) ? local_rank : -1;
}

static bool reach(const struct rma_op *o, int *error)
{
    uint64_t there = o->win->targets[o->rank].address + (uint64_t)o->offset;
    MPI_Count here_start, there_start;
    char *mine = here(o)->buffer;
    int local_rank;

    if (bytes_of(o) < REACH_FROM ||
        !type_is_run(here(o)->type, here(o)->count, &here_start) ||
        !type_is_run(o->target.type, o->target.count, &there_start) ||
        (local_rank = reachable(o->win, o->rank)) < 0)
        return false;
    mine += here_start;
    there += (uint64_t)there_start;
    *error = is_put(o) ? reach_write(local_rank, there, mine, (size_t)bytes_of(o))
                       : reach_read(local_rank, there, mine, (size_t)bytes_of(o));
    return true;
}

static void count(const struct rma_op *o)
{
    if (unlikely(stats_on))
        stats_sent(STATS_ONE_SIDED, group_proc(o->win->comm->group, o->rank),
                   (uint64_t)bytes_of(o));
}

bool direct_move(const struct rma_op *o, int *error)
{
    const struct target *target = &o->win->targets[o->rank];

    *error = MPI_SUCCESS;
    if ((o->kind != LETTER_PUT && o->kind != LETTER_GET) || target->dirty || check_on ||
        o->win->flavor == MPI_WIN_FLAVOR_DYNAMIC)
        return false;
    if (target->base ? !copy(o, (char *)target->base + o->offset) : !reach(o, error))
        return false;
    count(o);
    return true;
}
