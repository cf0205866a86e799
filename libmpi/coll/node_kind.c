/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/node_kind.h"

#include <string.h>

#include "type/pack.h"

/* Data of a block to and from a place: the piece whose turn it is. */

static MPI_Count piece(const struct node_call *call, MPI_Count bytes)
{
    MPI_Count left = bytes - call->at;

    return left < call->room ? left : call->room;
}

/* Eight bytes are the most frequent number, and then need no call. */
static inline void copy(void *out, const void *in, MPI_Count bytes)
{
    if (bytes == 8)
        memcpy(out, in, 8);
    else
        memcpy(out, in, (size_t)bytes);
}

static void put(const struct node_call *call, const void *buffer, MPI_Count count,
                const datatype_t *type, char *out)
{
    MPI_Count bytes = piece(call, count * type->size);

    if (bytes <= 0)
        return;
    if (likely(type->contiguous))
        copy(out, address_at(buffer, type->true_lb + call->at), bytes);
    else
        type_pack(buffer, count, type, call->at, out, bytes);
}

static void get(const struct node_call *call, void *buffer, MPI_Count count,
                const datatype_t *type, const char *in)
{
    MPI_Count bytes = piece(call, count * type->size);

    if (bytes <= 0)
        return;
    if (likely(type->contiguous))
        copy(address_at(buffer, type->true_lb + call->at), in, bytes);
    else
        type_unpack(buffer, count, type, call->at, in, bytes);
}

static void put_block(const struct node_call *call, const struct side *side, int i,
                      char *out)
{
    put(call, side_at(side, i), side_count(side, i), side_type(side, i), out);
}

static void get_block(const struct node_call *call, const struct side *side, int i,
                      const char *in)
{
    get(call, side_at(side, i), side_count(side, i), side_type(side, i), in);
}

/* Where a member leaves its block for all, or for the root; and the one for member `to`.
 */

static char *place_for(const struct node_call *call, int member, int to)
{
    const struct node_slot *slot = node_team_slot(call->team, member, call->number);

    if (likely(!node_saying_has_parcels(slot->saying)))
        return (char *)slot->data + to * call->slot_stride;
    return node_team_parcel(call->team, member, call->number) + to * call->parcel_stride;
}

/* The same where a member has no place for its own block. */
static char *place_for_other(const struct node_call *call, int member, int to)
{
    return place_for(call, member, to < member ? to : to - 1);
}

static char *place(const struct node_call *call, int member)
{
    return place_for(call, member, 0);
}

static bool is_root(const struct node_call *call)
{
    return call->team->rank == call->c->root;
}

/* The longest block, by what is known to whom. */

static MPI_Count longest(const struct side *side, int blocks)
{
    MPI_Count most = 0;

    for (int i = 0; i < blocks; i++)
        if (side_bytes(side, i) > most)
            most = side_bytes(side, i);
    return most;
}

static MPI_Count received_most(const struct coll *c)
{
    return longest(&c->recv, c->team->size);
}

static MPI_Count gatherv_most(const struct coll *c)
{
    return coll_in_place(c) ? side_bytes(&c->recv, c->team->rank)
                            : side_bytes(&c->send, 0);
}

static MPI_Count scatterv_most(const struct coll *c)
{
    return c->team->rank == c->root ? longest(&c->send, c->team->size) : 0;
}

static MPI_Count alltoallv_most(const struct coll *c)
{
    return longest(coll_in_place(c) ? &c->recv : &c->send, c->team->size);
}

/* The side of which each block, or the whole vector, must be the same with all. */

static const struct side *received(const struct coll *c)
{
    return &c->recv;
}

static const struct side *gathered(const struct coll *c)
{
    return c->team->rank == c->root ? &c->recv : &c->send;
}

static const struct side *scattered(const struct coll *c)
{
    return c->team->rank == c->root ? &c->send : &c->recv;
}

/* What a member brings, and what it takes when the others' is there. */

static void nothing(const struct node_call *call)
{
    (void)call;
}

static void bcast_bring(const struct node_call *call)
{
    put_block(call, &call->c->recv, 0, place(call, call->team->rank));
}

static void bcast_take(const struct node_call *call)
{
    if (!is_root(call))
        get_block(call, &call->c->recv, 0, place(call, call->c->root));
}

/* One block of this member's: of the receive side's if it stands there. */
static void gather_bring(const struct node_call *call)
{
    const struct coll *c = call->c;
    int rank = call->team->rank;

    if (coll_in_place(c))
        put_block(call, &c->recv, rank, place(call, rank));
    else
        put_block(call, &c->send, 0, place(call, rank));
}

/* This member's own block: nearer than in its parcel, if it lies in memory like there. */
static const char *own_block(const struct node_call *call)
{
    const struct side *send = &call->c->send, *recv = &call->c->recv;
    int rank = call->team->rank;

    if (!send->type->contiguous || side_bytes(send, 0) != side_bytes(recv, rank))
        return place(call, rank);
    return address_at(send->buffer, send->type->true_lb + call->at);
}

static void allgather_take(const struct node_call *call)
{
    const struct coll *c = call->c;

    for (int i = 0; i < call->team->size; i++)
        if (i != call->team->rank)
            get_block(call, &c->recv, i, place(call, i));
        else if (!coll_in_place(c))
            get_block(call, &c->recv, i, own_block(call));
}

static void gather_take(const struct node_call *call)
{
    if (is_root(call))
        allgather_take(call);
}

/* A block for each of the other members. */
static void put_all(const struct node_call *call, const struct side *side)
{
    int rank = call->team->rank;

    for (int i = 0; i < call->team->size; i++)
        if (i != rank)
            put_block(call, side, i, place_for_other(call, rank, i));
}

/* This member's own block, to block i of the receive side, in the first round. */
static void keep_block(const struct node_call *call, int i)
{
    const struct side *send = &call->c->send, *recv = &call->c->recv;
    int rank = call->team->rank;

    if (call->round == 0 && side_bytes(send, rank) <= side_bytes(recv, i))
        type_copy(side_at(send, rank), side_count(send, rank), side_type(send, rank),
                  side_at(recv, i), side_count(recv, i), side_type(recv, i));
}

static void scatter_bring(const struct node_call *call)
{
    if (is_root(call))
        put_all(call, &call->c->send);
}

static void scatter_take(const struct node_call *call)
{
    const struct coll *c = call->c;

    if (!is_root(call))
        get_block(call, &c->recv, 0, place_for_other(call, c->root, call->team->rank));
    else if (c->recv.buffer != MPI_IN_PLACE)
        keep_block(call, 0);
}

static void alltoall_bring(const struct node_call *call)
{
    put_all(call, coll_in_place(call->c) ? &call->c->recv : &call->c->send);
}

static void alltoall_take(const struct node_call *call)
{
    int rank = call->team->rank;

    for (int i = 0; i < call->team->size; i++)
        if (i != rank)
            get_block(call, &call->c->recv, i, place_for_other(call, i, rank));
    if (!coll_in_place(call->c))
        keep_block(call, rank);
}

static void *vector(const struct coll *c)
{
    return coll_in_place(c) ? c->recv.buffer : c->send.buffer;
}

static void reduce_bring(const struct node_call *call)
{
    const struct coll *c = call->c;

    put(call, vector(c), c->recv.count, c->recv.type, place(call, call->team->rank));
}

/* A vector that this member has left for itself is read where it was: nearer than in the
 * parcel.  In place the result would be in its way. */
static const char *input(const struct node_call *call, int member, int to,
                         const void *own)
{
    if (member != call->team->rank || coll_in_place(call->c))
        return place_for(call, member, to);
    return address_at(own, call->c->recv.type->true_lb + call->at);
}

/* What the members up to `last` have for `to`, count elements in all rounds, joined in
 * the order of ranks: all who do this come to the same bits.  own is what this member
 * has. */
static void join(const struct node_call *call, int last, int to, MPI_Count count,
                 const void *own)
{
    const struct coll *c = call->c;
    const datatype_t *type = c->recv.type;
    MPI_Count bytes = piece(call, count * type->size);
    void *out = address_at(c->recv.buffer, call->at);

    if (bytes <= 0)
        return;
    get(call, c->recv.buffer, count, type, input(call, last, to, own));
    for (int i = last - 1; i >= 0; i--)
        op_apply(c->op, input(call, i, to, own) - type->true_lb, out, bytes / type->size,
                 type->basic, object_handle(&type->object), type->extent);
}

static void join_all(const struct node_call *call, int last)
{
    join(call, last, 0, call->c->recv.count, call->c->send.buffer);
}

static void allreduce_take(const struct node_call *call)
{
    join_all(call, call->team->size - 1);
}

static void reduce_take(const struct node_call *call)
{
    if (is_root(call))
        allreduce_take(call);
}

static void scan_take(const struct node_call *call)
{
    join_all(call, call->team->rank);
}

static void exscan_take(const struct node_call *call)
{
    if (call->team->rank > 0)
        join_all(call, call->team->rank - 1);
}

/* Where the vector's block for a member begins. */
static void *block_for(const struct node_call *call, int member)
{
    const struct side *recv = &call->c->recv;
    MPI_Count before = 0;

    for (int i = 0; i < member; i++)
        before += side_count(recv, i);
    return address_at(vector(call->c), before * recv->type->extent);
}

static void reduce_scatter_bring(const struct node_call *call)
{
    const struct coll *c = call->c;
    const datatype_t *type = c->recv.type;
    void *block = vector(c);

    for (int i = 0; i < call->team->size; i++) {
        MPI_Count count = side_count(&c->recv, i);

        if (i != call->team->rank || coll_in_place(c))
            put(call, block, count, type, place_for(call, call->team->rank, i));
        block = address_at(block, count * type->extent);
    }
}

static void reduce_scatter_take(const struct node_call *call)
{
    int rank = call->team->rank;

    join(call, call->team->size - 1, rank, side_count(&call->c->recv, rank),
         block_for(call, rank));
}

const struct node_kind node_kinds[COLL_KINDS] = {
    [COLL_BARRIER] = { .bring = nothing, .take = nothing, .most = coll_bytes },
    [COLL_BCAST] = { .bring = bcast_bring,
                     .take = bcast_take,
                     .most = coll_bytes,
                     .alike = received,
                     .flow = ROOT_TO_ALL },
    [COLL_GATHER] = { .bring = gather_bring,
                      .take = gather_take,
                      .most = coll_bytes,
                      .alike = gathered,
                      .flow = ALL_TO_ROOT },
    [COLL_GATHERV] = { .bring = gather_bring,
                       .take = gather_take,
                       .most = gatherv_most,
                       .flow = ALL_TO_ROOT,
                       .secret = true },
    [COLL_SCATTER] = { .bring = scatter_bring,
                       .take = scatter_take,
                       .most = coll_bytes,
                       .alike = scattered,
                       .flow = ROOT_TO_ALL,
                       .to_each = true },
    [COLL_SCATTERV] = { .bring = scatter_bring,
                        .take = scatter_take,
                        .most = scatterv_most,
                        .flow = ROOT_TO_ALL,
                        .to_each = true,
                        .secret = true },
    [COLL_ALLGATHER] = { .bring = gather_bring,
                         .take = allgather_take,
                         .most = coll_bytes,
                         .alike = received },
    [COLL_ALLGATHERV] = { .bring = gather_bring,
                          .take = allgather_take,
                          .most = received_most },
    [COLL_ALLTOALL] = { .bring = alltoall_bring,
                        .take = alltoall_take,
                        .most = coll_bytes,
                        .alike = received,
                        .to_each = true },
    [COLL_ALLTOALLV] = { .bring = alltoall_bring,
                         .take = alltoall_take,
                         .most = alltoallv_most,
                         .to_each = true,
                         .secret = true },
    [COLL_ALLTOALLW] = { .bring = alltoall_bring,
                         .take = alltoall_take,
                         .most = alltoallv_most,
                         .to_each = true,
                         .secret = true },
    [COLL_REDUCE] = { .bring = reduce_bring,
                      .take = reduce_take,
                      .most = coll_bytes,
                      .alike = received,
                      .flow = ALL_TO_ROOT,
                      .reduces = true },
    [COLL_ALLREDUCE] = { .bring = reduce_bring,
                         .take = allreduce_take,
                         .most = coll_bytes,
                         .alike = received,
                         .reduces = true },
    [COLL_REDUCE_SCATTER] = { .bring = reduce_scatter_bring,
                              .take = reduce_scatter_take,
                              .most = received_most,
                              .reduces = true,
                              .to_each = true },
    [COLL_REDUCE_SCATTER_BLOCK] = { .bring = reduce_scatter_bring,
                                    .take = reduce_scatter_take,
                                    .most = received_most,
                                    .alike = received,
                                    .reduces = true,
                                    .to_each = true },
    [COLL_SCAN] = { .bring = reduce_bring,
                    .take = scan_take,
                    .most = coll_bytes,
                    .alike = received,
                    .flow = LOWER_TO_HIGHER,
                    .reduces = true },
    [COLL_EXSCAN] = { .bring = reduce_bring,
                      .take = exscan_take,
                      .most = coll_bytes,
                      .alike = received,
                      .flow = LOWER_TO_HIGHER,
                      .reduces = true },
};
