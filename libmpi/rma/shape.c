/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/shape.h"

#include <stdlib.h>
#include <string.h>

#include "type/create.h"
#include "type/layout.h"
#include "util/err.h"

/* What follows the place and size of a list's item. */
enum { CHILD_NONE, CHILD_NEW, CHILD_SAME };

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

/* A child that is the same as the item's before is not written again: else lists of lists
 * would grow far beyond the arguments that they were made of. */
static void put_items(struct shape *shape, const struct layout *layout)
{
    const struct layout *before = NULL;

    for (const struct layout_item *item = layout->item;
         item < layout->item + layout->count; item++) {
        bool same = item->child && item->child == before;

        put(shape, item->start);
        put(shape, item[1].offset - item->offset);
        put(shape, same ? CHILD_SAME : item->child ? CHILD_NEW : CHILD_NONE);
        if (item->child && !same)
            put_layout(shape, item->child);
        before = item->child;
    }
}

static void put_layout(struct shape *shape, const struct layout *layout)
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

/* Reading: *at moves on. */

static int64_t get(const char **at)
{
    int64_t number;

    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

static struct layout *get_layout(const char **at);

static void get_items(const char **at, struct layout_builder *builder)
{
    struct layout *child = NULL;

    for (MPI_Count count = get(at); count > 0 && !builder->failed; count--) {
        MPI_Count start = get(at), size = get(at);
        int64_t what = get(at);

        if (what == CHILD_NONE) {
            layout_add_run(builder, start, size);
            continue;
        }
        if (what == CHILD_NEW) {
            layout_put(child);
            child = get_layout(at);
        }
        builder->failed |= !child;
        if (child)
            layout_add(builder, child, start, 1, 0);
    }
    layout_put(child);
}

static void get_repeat(const char **at, struct layout_builder *builder)
{
    MPI_Count start = get(at), count = get(at), stride = get(at);
    struct layout *child = get_layout(at);

    builder->failed |= !child;
    if (child)
        layout_add(builder, child, start, count, stride);
    layout_put(child);
}

static struct layout *get_layout(const char **at)
{
    struct layout_builder builder;
    int64_t kind = get(at), start;

    layout_init(&builder);
    switch (kind) {
    case LAYOUT_RUN:
        start = get(at);
        layout_add_run(&builder, start, get(at));
        break;
    case LAYOUT_REPEAT:
        get_repeat(at, &builder);
        break;
    default:
        get_items(at, &builder);
    }
    return layout_finish(&builder);
}

datatype_t *shape_type(const void *numbers)
{
    const char *at = numbers;
    int64_t basic = get(&at);
    datatype_t *type = basic == BASIC_NONE ? type_alloc() : type_named(basic);

    if (basic != BASIC_NONE) {
        object_get(&type->object);
        return type;
    }
    if (!type)
        return NULL;
    type->extent = get(&at);
    type->true_lb = get(&at);
    type->true_extent = get(&at);
    type->contiguous = get(&at);
    type->layout = get_layout(&at);
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
