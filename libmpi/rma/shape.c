/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/shape.h"

#include <stdlib.h>
#include <string.h>

#include "type/create.h"
#include "type/layout.h"
#include "util/err.h"

/* Beside the kinds of layouts: one of the recent ones, by its place in the ring. */
enum { LAYOUT_AGAIN = 100 };

/* Writing */

static void grow(struct shape *shape)
{
    size_t room = shape->room ? 2 * shape->room : 16;
    int64_t *more = realloc(shape->numbers, room * sizeof *more);

    shape->failed |= !more;
    if (more) {
        shape->numbers = more;
        shape->room = room;
    }
}

static void put(struct shape *shape, int64_t number)
{
    if (shape->count == shape->room && !shape->failed)
        grow(shape);
    if (!shape->failed)
        shape->numbers[shape->count++] = number;
}

static void put_layout(struct shape *shape, const struct layout *layout);

static void put_items(struct shape *shape, const struct layout *layout)
{
    for (const struct layout_item *item = layout->item;
         item < layout->item + layout->count; item++) {
        put(shape, item->start);
        put(shape, item->child ? 0 : item[1].offset - item->offset);
        if (item->child)
            put_layout(shape, item->child);
    }
}

static void put_new(struct shape *shape, const struct layout *layout)
{
    put(shape, layout->kind);
    switch (layout->kind) {
    case LAYOUT_RUN:
        put(shape, layout->start);
        put(shape, layout->size);
        break;
    case LAYOUT_REPEAT:
        put(shape, layout->start);
        put(shape, layout->count);
        put(shape, layout->stride);
        put_layout(shape, layout->child);
        break;
    case LAYOUT_LIST:
        put(shape, layout->count);
        put_items(shape, layout);
    }
    shape->recent[shape->written++ % SHAPE_RECENT] = layout;
}

static void put_layout(struct shape *shape, const struct layout *layout)
{
    for (int i = 0; i < SHAPE_RECENT; i++)
        if (shape->recent[i] == layout) {
            put(shape, LAYOUT_AGAIN);
            put(shape, i);
            return;
        }
    put_new(shape, layout);
}

int shape_init(struct shape *shape, const datatype_t *type)
{
    *shape = (struct shape){ 0 };
    put(shape, type->basic);
    if (type->basic == BASIC_NONE) {
        put(shape, type->extent);
        put(shape, type->true_lb);
        put(shape, type->true_extent);
        put(shape, type->contiguous);
        put_layout(shape, type->layout);
    }
    if (!shape->failed)
        return MPI_SUCCESS;
    shape_fini(shape);
    return err(MPI_ERR_NO_MEM, "no memory to describe the target's datatype");
}

void shape_fini(struct shape *shape)
{
    free(shape->numbers);
    shape->numbers = NULL;
}

/* Reading */

struct reader {
    const char *at;
    struct layout *recent[SHAPE_RECENT]; /* as the writer had them, with a reference */
    unsigned read;
};

static int64_t get(struct reader *reader)
{
    int64_t number;

    memcpy(&number, reader->at, sizeof number);
    reader->at += sizeof number;
    return number;
}

static struct layout *get_layout(struct reader *reader);

/* count copies of the layout that comes next. */
static void get_child(struct reader *reader, struct layout_builder *builder,
                      MPI_Count start, MPI_Count count, MPI_Count stride)
{
    struct layout *child = get_layout(reader);

    builder->failed |= !child;
    if (child)
        layout_add(builder, child, start, count, stride);
    layout_put(child);
}

static void get_items(struct reader *reader, struct layout_builder *builder)
{
    for (MPI_Count count = get(reader); count > 0 && !builder->failed; count--) {
        MPI_Count start = get(reader), size = get(reader);

        if (size > 0)
            layout_add_run(builder, start, size);
        else
            get_child(reader, builder, start, 1, 0);
    }
}

static struct layout *get_new(struct reader *reader, int64_t kind)
{
    struct layout_builder builder;
    MPI_Count start, count;

    layout_init(&builder);
    switch (kind) {
    case LAYOUT_RUN:
        start = get(reader);
        layout_add_run(&builder, start, get(reader));
        break;
    case LAYOUT_REPEAT:
        start = get(reader);
        count = get(reader);
        get_child(reader, &builder, start, count, get(reader));
        break;
    default:
        get_items(reader, &builder);
    }
    return layout_finish(&builder);
}

/* With a reference for the caller; NULL: no memory, and nothing can be read any more. */
static struct layout *get_layout(struct reader *reader)
{
    int64_t kind = get(reader);
    struct layout *layout, **slot;

    if (kind == LAYOUT_AGAIN)
        return layout_get(reader->recent[get(reader)]);
    layout = get_new(reader, kind);
    slot = &reader->recent[reader->read++ % SHAPE_RECENT];
    if (layout) {
        layout_put(*slot);
        *slot = layout_get(layout);
    }
    return layout;
}

static struct layout *read_layout(const char *at)
{
    struct reader reader = { .at = at };
    struct layout *layout = get_layout(&reader);

    for (int i = 0; i < SHAPE_RECENT; i++)
        layout_put(reader.recent[i]);
    return layout;
}

/* What stands before the layout of a type without a name. */
struct bounds_of_shape {
    int64_t basic, extent, true_lb, true_extent, contiguous;
};

datatype_t *shape_type(const void *numbers)
{
    struct bounds_of_shape bounds = { 0 };
    datatype_t *type;

    memcpy(&bounds.basic, numbers, sizeof bounds.basic);
    if (bounds.basic != BASIC_NONE) {
        type = type_named((enum basic)bounds.basic);
        object_get(&type->object);
        return type;
    }
    type = type_alloc();
    if (!type)
        return NULL;
    memcpy(&bounds, numbers, sizeof bounds);
    type->extent = bounds.extent;
    type->true_lb = bounds.true_lb;
    type->true_extent = bounds.true_extent;
    type->contiguous = bounds.contiguous != 0;
    type->layout = read_layout((const char *)numbers + sizeof bounds);
    if (!type->layout) {
        object_put(&type->object);
        return NULL;
    }
    type->size = type->layout->size;
    return type;
}

bool shape_span(const datatype_t *type, MPI_Count count, MPI_Count *low, MPI_Count *high)
{
    MPI_Count last; /* start of the last element */

    *low = *high = 0;
    if (count == 0 || type->size == 0)
        return false;
    if (__builtin_mul_overflow(count - 1, type->extent, &last) ||
        __builtin_add_overflow(type->true_lb, last < 0 ? last : 0, low) ||
        __builtin_add_overflow(type->true_lb + type->true_extent, last > 0 ? last : 0,
                               high)) {
        *low = 1;
        *high = 0;
        return false;
    }
    return true;
}
