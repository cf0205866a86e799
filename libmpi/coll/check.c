/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * check.c: whether the arguments of a collective are what the standard allows.  Only what
 * this process can see by itself is checked, and only arguments that are significant
 * here.  A null buffer is MPI_BOTTOM, too: an error only if the type has no addresses.
 */
#include "coll/algorithm.h"
#include "coll/neighbor.h"
#include "type/check.h"
#include "type/signature.h"
#include "util/err.h"

static bool is_neighborhood(const struct coll *c)
{
    return c->kind >= COLL_NEIGHBOR_ALLGATHER;
}

static bool is_rooted(const struct coll *c)
{
    return c->kind == COLL_BCAST || c->kind == COLL_GATHER || c->kind == COLL_GATHERV ||
           c->kind == COLL_SCATTER || c->kind == COLL_SCATTERV || c->kind == COLL_REDUCE;
}

static bool is_reduction(const struct coll *c)
{
    return c->kind >= COLL_REDUCE && c->kind <= COLL_EXSCAN;
}

static bool is_gather(const struct coll *c)
{
    return c->kind == COLL_GATHER || c->kind == COLL_GATHERV;
}

static bool is_scatter(const struct coll *c)
{
    return c->kind == COLL_SCATTER || c->kind == COLL_SCATTERV;
}

static bool is_root(const struct coll *c)
{
    return c->root == (comm_is_inter(c->comm) ? MPI_ROOT : c->comm->rank);
}

/* A process of the root's group of an inter-communicator that is not the root. */
static bool is_idle(const struct coll *c)
{
    return is_rooted(c) && comm_is_inter(c->comm) && c->root == MPI_PROC_NULL;
}

bool coll_sends(const struct coll *c)
{
    if (c->kind == COLL_BARRIER || c->kind == COLL_BCAST)
        return false;
    if (is_scatter(c))
        return is_root(c);
    return !is_rooted(c) || !comm_is_inter(c->comm) || !is_root(c);
}

bool coll_receives(const struct coll *c)
{
    if (is_gather(c) || c->kind == COLL_REDUCE)
        return is_root(c);
    if (is_scatter(c))
        return !comm_is_inter(c->comm) || !is_root(c);
    return c->kind != COLL_BARRIER;
}

static bool send_may_be_in_place(const struct coll *c)
{
    if (comm_is_inter(c->comm) || is_neighborhood(c) || is_scatter(c))
        return false;
    return !is_rooted(c) || is_root(c);
}

static bool recv_may_be_in_place(const struct coll *c)
{
    return is_scatter(c) && !comm_is_inter(c->comm) && is_root(c);
}

static const char *comm_text(const struct coll *c)
{
    return c->comm->object.name ? c->comm->object.name : "the communicator";
}

static int check_comm(const struct coll *c)
{
    if (!c->comm)
        return err(MPI_ERR_COMM,
                   "comm is no communicator: it is MPI_COMM_NULL, was freed, "
                   "or MPI is not initialised");
    if (is_neighborhood(c) && !neighbors_of(c->comm))
        return err(
            MPI_ERR_TOPOLOGY,
            "%s has no topology: a neighborhood collective needs MPI_Cart_create, MPI_Graph_create or MPI_Dist_graph_create",
            comm_text(c));
    if (comm_is_inter(c->comm) && !coll_operation(c->kind)->inter)
        return err(MPI_ERR_COMM,
                   "%s is an inter-communicator: %s takes intra-communicators only",
                   comm_text(c), coll_operation(c->kind)->name);
    return MPI_SUCCESS;
}

static int check_root(const struct coll *c)
{
    int size = c->comm->remote_size;

    if (!is_rooted(c) || (c->root >= 0 && c->root < size))
        return MPI_SUCCESS;
    if (!comm_is_inter(c->comm))
        return err(MPI_ERR_ROOT, "root %d is no rank of %s, whose ranks are 0 to %d",
                   c->root, comm_text(c), size - 1);
    if (c->root == MPI_ROOT || c->root == MPI_PROC_NULL)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_ROOT,
        "root %d is no rank of the remote group of %s, whose ranks are 0 to %d (or MPI_ROOT, MPI_PROC_NULL)",
        c->root, comm_text(c), size - 1);
}

static int check_block_type(struct side *side, int i)
{
    datatype_t *type;

    if (side->types)
        return type_check_usable(side->types[i], &type);
    return MPI_SUCCESS;
}

static int check_blocks(struct side *side, int blocks, const char *what)
{
    int error_class = MPI_SUCCESS;

    for (int i = 0; i < blocks && error_class == MPI_SUCCESS; i++) {
        MPI_Count bytes;

        error_class = check_block_type(side, i);
        if (error_class == MPI_SUCCESS)
            error_class =
                type_check_count(side_count(side, i), side_type(side, i), &bytes);
        if (error_class == MPI_ERR_COUNT && side->uneven)
            return err(
                MPI_ERR_COUNT,
                "%s count of block %d (of %d) is %lld: it must not be negative, nor the block larger than 2^63 B",
                what, i, blocks, (long long)side_count(side, i));
    }
    return error_class;
}

static int check_side(struct side *side, int blocks, const char *what)
{
    if (side->uneven && blocks > 0 && !side->counts.address)
        return err(MPI_ERR_ARG, "the array of %s counts is NULL: there must be %d", what,
                   blocks);
    if (side->uneven && blocks > 0 && !side->displs.address && !side->in_order)
        return err(MPI_ERR_ARG, "the array of %s displacements is NULL: there must be %d",
                   what, blocks);
    if (!side->types) {
        int error_class = type_check_usable(side->handle, &side->type);

        if (error_class != MPI_SUCCESS)
            return error_class;
    }
    return check_blocks(side, side->uneven ? blocks : 1, what);
}

static int check_buffer(const struct side *side)
{
    if (side->uneven)
        return MPI_SUCCESS; /* each block is somewhere else */
    return type_check_buffer(side->buffer, side->count, side->type);
}

static int check_in_place(const struct coll *c)
{
    if (coll_sends(c) && c->send.buffer == MPI_IN_PLACE && !send_may_be_in_place(c))
        return err(
            MPI_ERR_BUFFER,
            "MPI_IN_PLACE is not allowed as the send buffer here: pass the address of the data");
    if (coll_receives(c) && c->recv.buffer == MPI_IN_PLACE && !recv_may_be_in_place(c))
        return err(
            MPI_ERR_BUFFER,
            "MPI_IN_PLACE is not allowed as the receive buffer here: pass the address of memory for the data");
    return MPI_SUCCESS;
}

/* Is there data, and can it be told where, without displacements and types of blocks? */
static bool is_plain(const struct side *side)
{
    return side->buffer && side->type && side->type->size > 0 && !side->displs.address &&
           (side->uneven || side->count > 0);
}

/* Bytes from the first to the last; those of a type with holes may lie between others. */
static MPI_Count span(const struct coll *c, const struct side *side)
{
    MPI_Count blocks = side->same || is_reduction(c) ? 1 : c->comm->remote_size;

    if (side->uneven || is_neighborhood(c) || !side->type->contiguous)
        return 1;
    return blocks * side->count * side->type->size;
}

static bool are_apart(const struct coll *c)
{
    uintptr_t send = (uintptr_t)c->send.buffer + (uintptr_t)c->send.type->true_lb;
    uintptr_t recv = (uintptr_t)c->recv.buffer + (uintptr_t)c->recv.type->true_lb;

    return send - recv >= (uintptr_t)span(c, &c->recv) &&
           recv - send >= (uintptr_t)span(c, &c->send);
}

/* The same address on both sides is an error unless types put the data to different
 * places. */
static int check_alias(const struct coll *c)
{
    const struct side *send = &c->send, *recv = &c->recv;

    if (!coll_sends(c) || !coll_receives(c) || !is_plain(send) || !is_plain(recv) ||
        send->buffer == MPI_IN_PLACE || recv->buffer == MPI_IN_PLACE || are_apart(c))
        return MPI_SUCCESS;
    if (send->buffer == recv->buffer)
        return err(
            MPI_ERR_BUFFER, "send and receive buffer are the same (%p)%s", send->buffer,
            send_may_be_in_place(c) ? ": use MPI_IN_PLACE" : ": they must not overlap");
    return err(MPI_ERR_BUFFER,
               "the send buffer (at %p) and the receive buffer (at %p) have bytes in "
               "common: they must not overlap",
               send->buffer, recv->buffer);
}

/* Does this process send itself a block that has to be as long as any other? */
static bool has_own_block(const struct coll *c)
{
    if (comm_is_inter(c->comm) || !coll_sends(c) || !coll_receives(c) ||
        c->send.buffer == MPI_IN_PLACE || c->recv.buffer == MPI_IN_PLACE)
        return false;
    return c->kind == COLL_ALLGATHER || c->kind == COLL_ALLTOALL ||
           c->kind == COLL_GATHER || c->kind == COLL_SCATTER;
}

/* Both sides of it are here (MPI 5.0, 6.5 to 6.8). */
static int check_own_block(const struct coll *c)
{
    const struct side *send = &c->send, *recv = &c->recv;
    uint32_t sent = type_signature(send->type, send->count);
    uint32_t wanted = type_signature(recv->type, recv->count);
    MPI_Count bytes = side_bytes(send, 0), room = side_bytes(recv, 0);
    char one[SIGNATURE_TEXT], other[SIGNATURE_TEXT];

    if (bytes != room)
        return err(
            bytes > room ? MPI_ERR_TRUNCATE : MPI_ERR_COUNT,
            "this process sends itself %lld B and has room for %lld: give send and "
            "receive side the same amount of data",
            (long long)bytes, (long long)room);
    if (signature_matches(sent, bytes, wanted, room))
        return MPI_SUCCESS;
    return err(
        MPI_ERR_TYPE,
        "this process sends itself %s and receives %s: the datatypes of both sides "
        "must match",
        signature_text(sent, one, sizeof one),
        signature_text(wanted, other, sizeof other));
}

static int check_op(const struct coll *c)
{
    if (!c->op)
        return err(MPI_ERR_OP,
                   "op is no operation: it is MPI_OP_NULL or was freed; pass MPI_SUM, or "
                   "another, or one of MPI_Op_create");
    return op_check(c->op, c->recv.type->basic, object_name(&c->recv.type->object));
}

/* Count and type of a reduction are significant everywhere. */
static int check_reduction(struct coll *c, int processes)
{
    int error_class = check_side(&c->recv, processes, "receive");

    if (error_class == MPI_SUCCESS)
        error_class = check_op(c);
    c->send.type = c->recv.type;
    if (error_class == MPI_SUCCESS && coll_sends(c) && !c->recv.uneven)
        error_class = type_check_buffer(c->send.buffer, c->recv.count, c->recv.type);
    if (error_class == MPI_SUCCESS && coll_receives(c))
        error_class = check_buffer(&c->recv);
    return error_class;
}

static int check_sides(struct coll *c)
{
    int inputs = c->comm->remote_size, outputs = inputs, error_class = MPI_SUCCESS;

    if (is_reduction(c))
        return check_reduction(c, c->comm->size);
    if (is_neighborhood(c)) {
        inputs = neighbors_of(c->comm)->indegree;
        outputs = neighbors_of(c->comm)->outdegree;
    }
    if (coll_sends(c) && !coll_in_place(c))
        error_class = check_side(&c->send, outputs, "send");
    if (error_class == MPI_SUCCESS && coll_sends(c) && !coll_in_place(c))
        error_class = check_buffer(&c->send);
    if (error_class == MPI_SUCCESS && coll_receives(c) && c->recv.buffer != MPI_IN_PLACE)
        error_class = check_side(&c->recv, inputs, "receive");
    if (error_class == MPI_SUCCESS && coll_receives(c) && c->recv.buffer != MPI_IN_PLACE)
        error_class = check_buffer(&c->recv);
    return error_class;
}

static int check_local(struct coll *c)
{
    int error_class = check_reduction(c, 1);

    if (error_class == MPI_SUCCESS &&
        (c->send.buffer == MPI_IN_PLACE || c->recv.buffer == MPI_IN_PLACE))
        error_class =
            err(MPI_ERR_BUFFER,
                "MPI_IN_PLACE is not allowed here: MPI_Reduce_local takes two buffers");
    return error_class;
}

int coll_check(struct coll *c)
{
    int error_class;

    if (c->kind == COLL_REDUCE_LOCAL)
        return check_local(c);
    error_class = check_comm(c);
    if (error_class == MPI_SUCCESS)
        error_class = check_root(c);
    if (error_class != MPI_SUCCESS || is_idle(c))
        return error_class;
    error_class = check_in_place(c);
    if (error_class == MPI_SUCCESS)
        error_class = check_sides(c);
    if (error_class == MPI_SUCCESS && has_own_block(c))
        error_class = check_own_block(c);
    if (error_class == MPI_SUCCESS)
        error_class = check_alias(c);
    return error_class;
}
