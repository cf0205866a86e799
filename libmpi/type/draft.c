/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/draft.h"

#include <stdlib.h>

#include "type/contents.h"
#include "type/create.h"
#include "type/signature.h"
#include "util/err.h"

/* Below these, sizes in external32 and sums of two bounds fit into 64 bits. */
static const MPI_Count size_max = (MPI_Count)1 << 60, bound_max = (MPI_Count)1 << 61;

void draft_init(struct draft *draft)
{
    *draft = (struct draft){ .error_class = MPI_SUCCESS };
    layout_init(&draft->layout);
}

static void out_of_memory(struct draft *draft)
{
    draft->error_class = err(MPI_ERR_NO_MEM, "no memory for a datatype");
}

static void too_large(struct draft *draft)
{
    draft->error_class = err(
        MPI_ERR_COUNT,
        "the datatype would hold more than 2^60 B, or reach beyond 2^61 B from its origin");
}

/* What lies between the origins of the first and the last copies, with old's bounds. */
static bool reach(struct bounds *bounds, int dims, const struct dim *dim)
{
    for (int i = 0; i < dims; i++) {
        MPI_Count way, *end;

        if (__builtin_mul_overflow(dim[i].count - 1, dim[i].stride, &way))
            return false;
        end = way < 0 ? &bounds->low : &bounds->high;
        if (__builtin_add_overflow(*end, way, end))
            return false;
    }
    return bounds->low >= -bound_max && bounds->high <= bound_max;
}

static bool bounds_add(struct bounds *all, MPI_Count start, MPI_Count low,
                       MPI_Count extent, int dims, const struct dim *dim)
{
    struct bounds new = { .set = true };

    if (__builtin_add_overflow(start, low, &new.low) ||
        __builtin_add_overflow(new.low, extent, &new.high) || !reach(&new, dims, dim))
        return false;
    if (all->set && all->low < new.low)
        new.low = all->low;
    if (all->set && all->high > new.high)
        new.high = all->high;
    *all = new;
    return true;
}

/* The number of copies; -1 if the draft would become too large. */
static MPI_Count copies(const struct draft *draft, const datatype_t *old, int dims,
                        const struct dim *dim)
{
    MPI_Count n = 1, bytes;

    for (int i = 0; i < dims; i++)
        if (__builtin_mul_overflow(n, dim[i].count, &n))
            return -1;
    if (__builtin_mul_overflow(n, old->size, &bytes) || bytes > size_max - draft->size)
        return -1;
    return n;
}

static void add_layout(struct draft *draft, struct layout *old, MPI_Count start, int dims,
                       const struct dim *dim)
{
    struct layout *inner = layout_get(old);

    for (int i = 0; i < dims - 1 && inner; i++) {
        struct layout_builder builder;

        layout_init(&builder);
        layout_add(&builder, inner, 0, dim[i].count, dim[i].stride);
        layout_put(inner);
        inner = layout_finish(&builder);
    }
    if (inner)
        layout_add(&draft->layout, inner, start, dim[dims - 1].count,
                   dim[dims - 1].stride);
    else
        out_of_memory(draft);
    layout_put(inner);
}

/* Moves the pending sequence to the parts. */
static void close_part(struct draft *draft)
{
    struct sequence *part;

    if (!draft->pending)
        return;
    part = sequence_repeat(draft->pending, draft->repeats);
    sequence_put(draft->pending);
    draft->pending = NULL;
    if (part && draft->parts == draft->room) {
        MPI_Count room = draft->room ? 2 * draft->room : 4;
        struct sequence **parts = realloc(draft->part, (size_t)room * sizeof *parts);

        if (parts) {
            draft->part = parts;
            draft->room = room;
        }
    }
    if (part && draft->parts < draft->room) {
        draft->part[draft->parts++] = part;
        return;
    }
    sequence_put(part);
    out_of_memory(draft);
}

static void add_sequence(struct draft *draft, struct sequence *sequence, MPI_Count n)
{
    if (draft->pending == sequence) {
        draft->repeats += n;
        return;
    }
    close_part(draft);
    draft->pending = sequence_get(sequence);
    draft->repeats = n;
}

/* Neither data nor bounds: adds nothing. */
static bool is_empty(const datatype_t *type)
{
    return type->size == 0 && !type->marked;
}

void draft_add(struct draft *draft, const datatype_t *old, MPI_Count start, int dims,
               const struct dim *dim)
{
    MPI_Count n = copies(draft, old, dims, dim);

    if (draft->error_class != MPI_SUCCESS || n == 0)
        return;
    if (n < 0 ||
        (!is_empty(old) && !bounds_add(old->marked ? &draft->marks : &draft->ends, start,
                                       old->lb, old->extent, dims, dim)) ||
        (old->size &&
         !bounds_add(&draft->data, start, old->true_lb, old->true_extent, dims, dim))) {
        too_large(draft);
        return;
    }
    if (old->size == 0)
        return;
    draft->size += n * old->size;
    draft->align = old->align > draft->align ? old->align : draft->align;
    add_layout(draft, old->layout, start, dims, dim);
    add_sequence(draft, old->sequence, n);
}

void draft_add_block(struct draft *draft, const datatype_t *old, MPI_Count start,
                     MPI_Count count)
{
    struct dim dim = { .count = count, .stride = old->extent };

    draft_add(draft, old, start, 1, &dim);
}

void draft_mark(struct draft *draft, MPI_Count lb, MPI_Count extent)
{
    struct dim once = { .count = 1 };

    draft->marks.set = false;
    if (!bounds_add(&draft->marks, 0, lb, extent, 1, &once))
        too_large(draft);
}

/*
 * Explicit bounds hide all others.  Without any, the extent is rounded up so that copies
 * are aligned (MPI 5.0, 5.1.6: epsilon).  A part keeps the padding that it has as a type
 * of its own, so that a block of n parts takes n extents at the end of the type, too;
 * mpi4py's conversion to NumPy types (4.1) relies on it.
 */
static void set_bounds(datatype_t *type, const struct draft *draft)
{
    const struct bounds *bounds = draft->marks.set ? &draft->marks : &draft->ends;
    MPI_Count align = draft->align > 0 && !draft->marks.set ? draft->align : 1;

    type->align = draft->align;
    type->marked = draft->marks.set;
    type->lb = bounds->low;
    type->extent = bounds->high - bounds->low;
    type->extent += (align - type->extent % align) % align;
    type->true_lb = draft->data.low;
    type->true_extent = draft->data.high - draft->data.low;
}

static void fill(datatype_t *type, struct draft *draft)
{
    type->layout = layout_finish(&draft->layout);
    type->sequence = draft->parts ? sequence_list(draft->part, draft->parts) : NULL;
    type->size = draft->size;
    set_bounds(type, draft);
    if (!type->layout || (draft->parts && !type->sequence)) {
        out_of_memory(draft);
        return;
    }
    type->contiguous = type->layout->kind == LAYOUT_RUN && type->size == type->extent;
    type->signature = signature_of_many(type, 1);
}

static void clear(struct draft *draft)
{
    for (MPI_Count i = 0; i < draft->parts; i++)
        sequence_put(draft->part[i]);
    layout_put(layout_finish(&draft->layout));
    sequence_put(draft->pending);
    free(draft->part);
}

int draft_finish_step(struct draft *draft, datatype_t **type)
{
    datatype_t *new = NULL;
    int error;

    close_part(draft);
    if (draft->error_class == MPI_SUCCESS) {
        new = type_alloc();
        if (!new)
            out_of_memory(draft);
    }
    if (new) {
        fill(new, draft);
        draft->parts = 0;
    }
    error = draft->error_class;
    clear(draft);
    if (!error)
        *type = new;
    else if (new)
        object_put(&new->object);
    return error;
}

int draft_finish(struct draft *draft, struct contents *contents, datatype_t **type)
{
    int error;

    if (!contents || contents->failed)
        out_of_memory(draft);
    error = draft_finish_step(draft, type);
    if (error)
        contents_put(contents);
    else
        (*type)->contents = contents;
    return error;
}
