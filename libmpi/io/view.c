/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/view.h"

#include "type/layout.h"

/* Where a walk stands: a run that may still grow. */
struct walk {
    MPI_Offset start;
    MPI_Count bytes; /* 0: none yet */
    view_visit_f *visit;
    void *argument;
};

static bool flush(struct walk *walk)
{
    return walk->bytes == 0 || walk->visit(walk->argument, walk->start, walk->bytes);
}

static bool add(struct walk *walk, MPI_Offset start, MPI_Count bytes)
{
    if (walk->bytes > 0 && walk->start + walk->bytes == start) {
        walk->bytes += bytes;
        return true;
    }
    if (!flush(walk))
        return false;
    walk->start = start;
    walk->bytes = bytes;
    return true;
}

static bool part(struct walk *walk, const struct layout *layout, MPI_Offset origin,
                 MPI_Count from, MPI_Count to);

/* Bytes from to to of count copies of layout, stride apart. */
static bool copies(struct walk *walk, const struct layout *layout, MPI_Offset origin,
                   MPI_Count stride, MPI_Count from, MPI_Count to)
{
    MPI_Count size = layout->size;

    for (MPI_Count i = from / size; i * size < to; i++) {
        MPI_Count low = from > i * size ? from - i * size : 0;
        MPI_Count high = to - i * size < size ? to - i * size : size;

        if (!part(walk, layout, origin + i * stride, low, high))
            return false;
    }
    return true;
}

/* The item that holds byte offset of the list. */
static MPI_Count find_item(const struct layout *list, MPI_Count offset)
{
    MPI_Count low = 0, high = list->count;

    while (high - low > 1) {
        MPI_Count middle = low + (high - low) / 2;

        if (list->item[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool items(struct walk *walk, const struct layout *list, MPI_Offset origin,
                  MPI_Count from, MPI_Count to)
{
    for (MPI_Count i = find_item(list, from); i < list->count; i++) {
        const struct layout_item *item = &list->item[i];
        MPI_Count end = item[1].offset < to ? item[1].offset : to;
        MPI_Count low = (from > item->offset ? from : item->offset) - item->offset;
        MPI_Count high = end - item->offset;
        bool more;

        if (item->offset >= to)
            break;
        if (item->child)
            more = part(walk, item->child, origin + item->start, low, high);
        else
            more = add(walk, origin + item->start + low, high - low);
        if (!more)
            return false;
    }
    return true;
}

/* Bytes from to to of the layout's packed stream. */
static bool part(struct walk *walk, const struct layout *layout, MPI_Offset origin,
                 MPI_Count from, MPI_Count to)
{
    switch (layout->kind) {
    case LAYOUT_RUN:
        return add(walk, origin + layout->start + from, to - from);
    case LAYOUT_REPEAT:
        return copies(walk, layout->child, origin + layout->start, layout->stride, from,
                      to);
    default:
        return items(walk, layout, origin, from, to);
    }
}

bool view_walk(const struct view *view, MPI_Offset position, MPI_Count bytes,
               view_visit_f *visit, void *argument)
{
    const datatype_t *filetype = view->filetype;
    struct walk walk = { .visit = visit, .argument = argument };

    if (bytes == 0 || filetype->size == 0)
        return true;
    if (filetype->contiguous)
        return visit(argument, view->disp + filetype->true_lb + position, bytes);
    return copies(&walk, filetype->layout, view->disp, filetype->extent, position,
                  position + bytes) &&
           flush(&walk);
}

static bool take_offset(void *argument, MPI_Offset offset, MPI_Count bytes)
{
    (void)bytes;
    *(MPI_Offset *)argument = offset;
    return false;
}

MPI_Offset view_offset(const struct view *view, MPI_Offset position)
{
    MPI_Offset offset = view->disp;

    view_walk(view, position, 1, take_offset, &offset);
    return offset;
}

/* The stream's offsets grow, so the position is found by halving. */
MPI_Offset view_position(const struct view *view, MPI_Offset offset)
{
    const datatype_t *filetype = view->filetype;
    MPI_Offset low = 0, high, room = offset - view->disp;

    if (filetype->size == 0 || room <= 0)
        return 0;
    high = (room / filetype->extent + 1) * filetype->size;
    while (low < high) {
        MPI_Offset middle = low + (high - low) / 2;

        if (view_offset(view, middle) < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
