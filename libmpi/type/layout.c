/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/layout.h"

#include <stdlib.h>

struct layout *layout_get(struct layout *layout)
{
    layout->refs++;
    return layout;
}

static void put_items(struct layout_item *item, MPI_Count count)
{
    for (MPI_Count i = 0; i < count; i++)
        layout_put(item[i].child);
    free(item);
}

void layout_put(struct layout *layout)
{
    if (!layout || --layout->refs > 0)
        return;
    if (layout->kind == LAYOUT_LIST)
        put_items(layout->item, layout->count);
    layout_put(layout->child);
    free(layout);
}

static struct layout *make(struct layout value)
{
    struct layout *layout = malloc(sizeof *layout);

    if (layout) {
        *layout = value;
        layout->refs = 1;
    }
    return layout;
}

static struct layout *make_run(MPI_Count start, MPI_Count size)
{
    return make((struct layout){ .kind = LAYOUT_RUN, .start = start, .size = size });
}

static bool is_one_run(const struct layout *child, MPI_Count count, MPI_Count stride)
{
    return child->kind == LAYOUT_RUN && (count == 1 || stride == child->size);
}

/* Copies of a repeat which go on with its own steps are one longer repeat. */
static bool is_one_repeat(const struct layout *child, MPI_Count count, MPI_Count stride)
{
    return child->kind == LAYOUT_REPEAT &&
           (count == 1 || stride == child->count * child->stride);
}

/* A repeat takes over the reference to child, also when it fails. */
static struct layout *make_repeat(struct layout *child, MPI_Count start, MPI_Count count,
                                  MPI_Count stride)
{
    struct layout *layout;

    if (count == 1 && start == 0)
        return child;
    layout = make((struct layout){ .kind = LAYOUT_REPEAT,
                                   .size = count * child->size,
                                   .start = start,
                                   .count = count,
                                   .stride = stride,
                                   .child = child });
    if (!layout)
        layout_put(child);
    return layout;
}

static struct layout *repeat(struct layout *child, MPI_Count start, MPI_Count count,
                             MPI_Count stride)
{
    if (is_one_run(child, count, stride))
        return make_run(start + child->start, count * child->size);
    if (is_one_repeat(child, count, stride))
        return make_repeat(layout_get(child->child), start + child->start,
                           count * child->count, child->stride);
    return make_repeat(layout_get(child), start, count, stride);
}

void layout_init(struct layout_builder *builder)
{
    *builder = (struct layout_builder){ 0 };
}

/* The new item at the end of the list; NULL if memory ran out now or before. */
static struct layout_item *append(struct layout_builder *builder)
{
    if (builder->count == builder->room && !builder->failed) {
        MPI_Count room = builder->room ? 2 * builder->room : 4;
        struct layout_item *item = realloc(builder->item, (size_t)room * sizeof *item);

        builder->failed = !item;
        if (item) {
            builder->item = item;
            builder->room = room;
        }
    }
    return builder->failed ? NULL : &builder->item[builder->count++];
}

/* True if the last item is a run that ends at start. */
static bool grows(const struct layout_builder *builder, MPI_Count start)
{
    const struct layout_item *last;

    if (builder->count == 0)
        return false;
    last = &builder->item[builder->count - 1];
    return !last->child && last->start + (builder->size - last->offset) == start;
}

void layout_add_run(struct layout_builder *builder, MPI_Count start, MPI_Count size)
{
    struct layout_item *item;

    if (size == 0)
        return;
    if (!grows(builder, start)) {
        item = append(builder);
        if (!item)
            return;
        *item = (struct layout_item){ .start = start, .offset = builder->size };
    }
    builder->size += size;
}

/* Neighbours that repeat the same child as often (the blocks of MPI_Type_indexed_block)
 * share one repeat. */
static struct layout *shared_repeat(struct layout_builder *builder, struct layout *child,
                                    MPI_Count count, MPI_Count stride)
{
    struct layout *last = builder->count ? builder->item[builder->count - 1].child : NULL;

    if (last && builder->unrepeated == child && builder->repeats == count &&
        builder->stride == stride)
        return layout_get(last);
    layout_put(builder->unrepeated);
    builder->unrepeated = layout_get(child);
    builder->repeats = count;
    builder->stride = stride;
    return repeat(child, 0, count, stride);
}

void layout_add(struct layout_builder *builder, struct layout *child, MPI_Count start,
                MPI_Count count, MPI_Count stride)
{
    struct layout *repeated;
    struct layout_item *item;

    if (count == 0 || child->size == 0)
        return;
    if (is_one_run(child, count, stride)) {
        layout_add_run(builder, start + child->start, count * child->size);
        return;
    }
    repeated = shared_repeat(builder, child, count, stride);
    item = repeated ? append(builder) : NULL;
    if (!item) {
        layout_put(repeated);
        builder->failed = true;
        return;
    }
    *item = (struct layout_item){ .start = start,
                                  .offset = builder->size,
                                  .child = repeated };
    builder->size += repeated->size;
}

static MPI_Count item_size(const struct layout_builder *builder, MPI_Count i)
{
    MPI_Count end = i + 1 < builder->count ? builder->item[i + 1].offset : builder->size;

    return end - builder->item[i].offset;
}

/* The common child (NULL: run) and size of all items?  And are their steps even? */
static bool is_uniform(const struct layout_builder *builder)
{
    for (MPI_Count i = 1; i < builder->count; i++)
        if (builder->item[i].child != builder->item[0].child ||
            item_size(builder, i) != item_size(builder, 0))
            return false;
    return true;
}

static bool has_even_steps(const struct layout_builder *builder)
{
    const struct layout_item *item = builder->item;

    for (MPI_Count i = 2; i < builder->count; i++)
        if (item[i].start - item[i - 1].start != item[1].start - item[0].start)
            return false;
    return true;
}

static struct layout *finish_repeat(const struct layout_builder *builder)
{
    const struct layout_item *item = builder->item;
    MPI_Count stride = builder->count > 1 ? item[1].start - item[0].start : 0;
    struct layout *run, *layout;

    if (item[0].child)
        return repeat(item[0].child, item[0].start, builder->count, stride);
    run = make_run(0, item_size(builder, 0));
    if (!run)
        return NULL;
    layout = repeat(run, item[0].start, builder->count, stride);
    layout_put(run);
    return layout;
}

static struct layout *finish_list(struct layout_builder *builder, bool uniform)
{
    MPI_Count count = builder->count;
    struct layout_item *end = append(builder), *fitted;
    struct layout *layout;

    if (!end)
        return NULL;
    *end = (struct layout_item){ .offset = builder->size };
    layout = make(
        (struct layout){ .kind = LAYOUT_LIST, .size = builder->size, .count = count });
    if (!layout)
        return NULL;
    layout->unit = uniform && !builder->item[0].child ? builder->item[1].offset : 0;
    fitted = realloc(builder->item, (size_t)(count + 1) * sizeof *fitted);
    layout->item = fitted ? fitted : builder->item;
    builder->item = NULL;
    builder->count = 0;
    return layout;
}

struct layout *layout_finish(struct layout_builder *builder)
{
    struct layout *layout = NULL;
    bool uniform = is_uniform(builder);

    if (builder->failed)
        layout = NULL;
    else if (builder->count == 0)
        layout = make_run(0, 0);
    else if (uniform && has_even_steps(builder))
        layout = finish_repeat(builder);
    else
        layout = finish_list(builder, uniform);
    put_items(builder->item, builder->count);
    layout_put(builder->unrepeated);
    layout_init(builder);
    return layout;
}
