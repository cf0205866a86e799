/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/rma_check.h"

#include "obj/handle.h"
#include "obj/op_kernels.h"
#include "rma/epoch.h"
#include "rma/shape.h"
#include "type/check.h"
#include "type/contents.h"
#include "type/signature.h"
#include "util/err.h"

static bool is_no_op(const struct rma_op *o)
{
    return o->kind == LETTER_GET_ACCUMULATE && o->op == MPI_NO_OP;
}

bool rma_sends(const struct rma_op *o)
{
    return o->kind != LETTER_GET && !is_no_op(o);
}

bool rma_fetches(const struct rma_op *o)
{
    return o->kind != LETTER_PUT && o->kind != LETTER_ACCUMULATE;
}

static bool accumulates(const struct rma_op *o)
{
    return o->kind == LETTER_ACCUMULATE || o->kind == LETTER_GET_ACCUMULATE;
}

static int check_rank(const struct rma_op *o)
{
    if (likely(o->rank >= 0 && o->rank < o->win->comm->size))
        return MPI_SUCCESS;
    return err(MPI_ERR_RANK,
               "target rank %d is no rank of the window, whose ranks are 0 to %d (or "
               "MPI_PROC_NULL)",
               o->rank, o->win->comm->size - 1);
}

static int check_side(struct rma_side *side)
{
    MPI_Count bytes;
    int error = type_check_usable(side->handle, &side->type);

    return error ? error : type_check_count(side->count, side->type, &bytes);
}

static int check_sides(struct rma_op *o)
{
    int error = check_side(&o->target);

    if (!error && rma_sends(o))
        error = check_side(&o->origin);
    if (!error && rma_fetches(o))
        error = check_side(&o->result);
    return error;
}

static MPI_Count bytes_of(const struct rma_side *side)
{
    return side->count * side->type->size;
}

/* What moves must be of one signature on both sides (12.3.1). */
static int check_signatures(const struct rma_op *o, const struct rma_side *from,
                            const struct rma_side *to)
{
    uint32_t sent = type_signature(from->type, from->count);
    uint32_t wanted = type_signature(to->type, to->count);
    char one[SIGNATURE_TEXT], other[SIGNATURE_TEXT];

    if (signature_matches(sent, bytes_of(from), wanted, bytes_of(to)))
        return MPI_SUCCESS;
    return err(MPI_ERR_TYPE,
               "%s (%s) are to become %s (%s), at rank %d: the datatypes of origin and "
               "target must match",
               signature_text(sent, one, sizeof one), type_name(from->type),
               signature_text(wanted, other, sizeof other), type_name(to->type), o->rank);
}

static int check_match(const struct rma_op *o)
{
    int error = rma_sends(o) ? check_signatures(o, &o->origin, &o->target) : MPI_SUCCESS;

    return !error && rma_fetches(o) ? check_signatures(o, &o->target, &o->result) : error;
}

/* Where there is data, there is a buffer. */
static int check_buffers(const struct rma_op *o)
{
    int error = MPI_SUCCESS;

    if (rma_sends(o))
        error = type_check_buffer(o->origin.buffer, o->origin.count, o->origin.type);
    if (!error && rma_fetches(o))
        error = type_check_buffer(o->result.buffer, o->result.count, o->result.type);
    return error;
}

/* What comes must have room.  An accumulate changes nothing that it was sent no data
 * for. */
static int check_room(const struct rma_op *o)
{
    MPI_Count target = bytes_of(&o->target);

    if (rma_sends(o) && bytes_of(&o->origin) > target)
        return err(MPI_ERR_TRUNCATE,
                   "%lld B at the origin are more than the %lld B at the target",
                   (long long)bytes_of(&o->origin), (long long)target);
    if (rma_fetches(o) && target > bytes_of(&o->result))
        return err(MPI_ERR_TRUNCATE,
                   "%lld B at the target are more than the %lld B of the buffer for them",
                   (long long)target, (long long)bytes_of(&o->result));
    return MPI_SUCCESS;
}

/* The element that all data of a type is made of; BASIC_NONE if there are several. */
static enum basic element_of(const datatype_t *type)
{
    const struct contents *contents = type->contents;
    enum basic element = BASIC_NONE;

    if (type->basic != BASIC_NONE || !contents)
        return type->basic;
    for (MPI_Count i = 0; i < contents->types; i++) {
        enum basic one;

        if (i > 0 && contents->type[i] == contents->type[i - 1])
            continue;
        one = element_of(contents->type[i]);
        if (one == BASIC_NONE || (element != BASIC_NONE && one != element))
            return BASIC_NONE;
        element = one;
    }
    return element;
}

/* Types that are not the same but alike to the operation may meet, MPI_INT and
 * MPI_INT32_T for instance. */
static bool are_alike(enum basic a, enum basic b)
{
    return a == b || type_named(a)->signature == type_named(b)->signature;
}

static int check_element(struct rma_op *o, const op_t *op)
{
    const datatype_t *target = o->target.type;

    o->element = element_of(target);
    if (o->element == BASIC_NONE)
        return err(
            MPI_ERR_TYPE,
            "the target's datatype (%s) is made of several basic datatypes: %s takes those of one",
            type_name(target), op_name(op));
    if (rma_sends(o) && !are_alike(o->element, element_of(o->origin.type)))
        return err(
            MPI_ERR_TYPE,
            "the datatypes of origin (%s) and target (%s) differ: they must be the same",
            type_name(o->origin.type), type_name(target));
    return op_check(op, o->element, type_name(type_named(o->element)));
}

static int check_op(struct rma_op *o)
{
    const op_t *op = op_of(o->op);

    if (!op)
        return handle_invalid(o->op, OBJECT_OP, "op");
    if (!op->kernels)
        return err(
            MPI_ERR_OP,
            "an operation of MPI_Op_create cannot be carried out by the target: use a predefined one");
    if (o->op == MPI_NO_OP && o->kind == LETTER_ACCUMULATE)
        return err(
            MPI_ERR_OP,
            "MPI_NO_OP is for MPI_Get_accumulate and MPI_Fetch_and_op: use another operation");
    if (o->op == MPI_REPLACE || o->op == MPI_NO_OP || bytes_of(&o->target) == 0)
        return MPI_SUCCESS; /* any type: bytes are moved, or none */
    return check_element(o, op);
}

/* The types whose values compare as their bytes do (MPI 5.0, 12.3.4). */
static int check_comparable(const struct rma_op *o)
{
    const datatype_t *type = o->target.type;
    const struct op_kernels *kernels = op_of(MPI_BAND)->kernels;
    const struct op_kernels *logical = op_of(MPI_LAND)->kernels;

    if (type->basic != BASIC_NONE && (op_kernels_legal(kernels, type->basic) ||
                                      op_kernels_legal(logical, type->basic)))
        return MPI_SUCCESS;
    return err(MPI_ERR_TYPE,
               "MPI_Compare_and_swap takes integers, logicals and bytes, not %s",
               type_name(type));
}

static int out_of_range(const struct rma_op *o, MPI_Count low, MPI_Count high)
{
    return err(
        MPI_ERR_RMA_RANGE,
        "the operation reaches from byte %lld to %lld of rank %d's window, which has %lld B (displacement %lld, unit %lld)",
        (long long)low, (long long)high, o->rank,
        (long long)o->win->targets[o->rank].size, (long long)o->disp,
        (long long)o->win->targets[o->rank].disp_unit);
}

/* Of a dynamic window the target checks (rma/target.c): disp is an address there. */
static int check_range(struct rma_op *o)
{
    const struct target *target = &o->win->targets[o->rank];
    MPI_Count low, high;

    if (o->win->flavor == MPI_WIN_FLAVOR_DYNAMIC) {
        o->offset = o->disp;
        return MPI_SUCCESS;
    }
    if (o->disp < 0)
        return err(MPI_ERR_DISP, "target_disp is %lld: it must not be negative",
                   (long long)o->disp);
    if (__builtin_mul_overflow(o->disp, target->disp_unit, &o->offset))
        return err(MPI_ERR_DISP, "target_disp %lld, in units of %lld B, is beyond 2^63 B",
                   (long long)o->disp, (long long)target->disp_unit);
    if (!shape_span(o->target.type, o->target.count, &low, &high) && low == high)
        return MPI_SUCCESS;
    if (low >= high || __builtin_add_overflow(low, o->offset, &low) ||
        __builtin_add_overflow(high, o->offset, &high) || low < 0 || high > target->size)
        return out_of_range(o, low, high);
    return MPI_SUCCESS;
}

int rma_check(struct rma_op *o)
{
    int error = check_rank(o);

    if (!error)
        error = epoch_check(o->win, o->rank);
    if (!error)
        error = check_sides(o);
    if (!error && accumulates(o))
        error = check_op(o);
    if (!error && o->kind == LETTER_COMPARE_AND_SWAP)
        error = check_comparable(o);
    if (!error)
        error = check_room(o);
    if (!error)
        error = check_match(o);
    if (!error)
        error = check_buffers(o);
    return error ? error : check_range(o);
}
