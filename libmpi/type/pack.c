/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pack.c: walks over a layout (type/layout.h).
 *
 * There is one walk for both directions, which moves bytes between `memory` (scattered)
 * and `packed` (the stream).  whole() moves all of a layout and does no arithmetic on
 * offsets; part() finds the pieces at both ends of a range and leaves what lies between
 * them to whole().  Both recurse once per level of the layout.
 */
#include "type/pack.h"

#include <string.h>

#include "util/copy.h"

enum direction { PACK, UNPACK };

/* Addresses are computed as integers: with MPI_BOTTOM there is no object to stay in. */
static inline char *at(const char *memory, MPI_Count displacement)
{
    return (char *)((uintptr_t)memory + (uintptr_t)displacement);
}

static inline __attribute__((always_inline)) void
move(char *memory, char *packed, MPI_Count size, enum direction direction)
{
    if (direction == PACK)
        memcpy(packed, memory, (size_t)size);
    else
        memcpy(memory, packed, (size_t)size);
}

/* With a constant size and direction this is a loop of one load and one store. */
static inline __attribute__((always_inline)) void
strided_of(MPI_Count size, char *memory, MPI_Count stride, MPI_Count count, char *packed,
           enum direction direction)
{
    for (MPI_Count i = 0; i < count; i++)
        move(at(memory, i * stride), packed + i * size, size, direction);
}

static inline __attribute__((always_inline)) void
listed_of(MPI_Count size, char *memory, const struct layout_item *item, MPI_Count count,
          char *packed, enum direction direction)
{
    for (MPI_Count i = 0; i < count; i++)
        move(at(memory, item[i].start), packed + i * size, size, direction);
}

static inline __attribute__((always_inline)) void
strided_in(MPI_Count size, char *memory, MPI_Count stride, MPI_Count count, char *packed,
           enum direction direction)
{
    switch (size) {
    case 1:
        strided_of(1, memory, stride, count, packed, direction);
        break;
    case 2:
        strided_of(2, memory, stride, count, packed, direction);
        break;
    case 4:
        strided_of(4, memory, stride, count, packed, direction);
        break;
    case 8:
        strided_of(8, memory, stride, count, packed, direction);
        break;
    case 16:
        strided_of(16, memory, stride, count, packed, direction);
        break;
    default:
        strided_of(size, memory, stride, count, packed, direction);
    }
}

static inline __attribute__((always_inline)) void
listed_in(MPI_Count size, char *memory, const struct layout_item *item, MPI_Count count,
          char *packed, enum direction direction)
{
    switch (size) {
    case 4:
        listed_of(4, memory, item, count, packed, direction);
        break;
    case 8:
        listed_of(8, memory, item, count, packed, direction);
        break;
    case 16:
        listed_of(16, memory, item, count, packed, direction);
        break;
    default:
        listed_of(size, memory, item, count, packed, direction);
    }
}

/* count runs of size bytes, stride apart. */
static void strided(MPI_Count size, char *memory, MPI_Count stride, MPI_Count count,
                    char *packed, enum direction direction)
{
    if (direction == PACK)
        strided_in(size, memory, stride, count, packed, PACK);
    else
        strided_in(size, memory, stride, count, packed, UNPACK);
}

/* count runs of size bytes, wherever the items say. */
static void listed(MPI_Count size, char *memory, const struct layout_item *item,
                   MPI_Count count, char *packed, enum direction direction)
{
    if (direction == PACK)
        listed_in(size, memory, item, count, packed, PACK);
    else
        listed_in(size, memory, item, count, packed, UNPACK);
}

static void whole(const struct layout *layout, char *memory, char *packed,
                  enum direction direction);

static void whole_repeat(const struct layout *child, char *memory, MPI_Count stride,
                         MPI_Count count, char *packed, enum direction direction)
{
    if (child->kind == LAYOUT_RUN) {
        strided(child->size, at(memory, child->start), stride, count, packed, direction);
        return;
    }
    for (MPI_Count i = 0; i < count; i++)
        whole(child, at(memory, i * stride), packed + i * child->size, direction);
}

static void whole_items(const struct layout *list, MPI_Count first, MPI_Count count,
                        char *memory, char *packed, enum direction direction)
{
    const struct layout_item *item = list->item + first;

    if (list->unit) {
        listed(list->unit, memory, item, count, packed, direction);
        return;
    }
    for (const struct layout_item *end = item + count; item < end; item++) {
        MPI_Count size = item[1].offset - item->offset;

        if (item->child)
            whole(item->child, at(memory, item->start), packed, direction);
        else
            move(at(memory, item->start), packed, size, direction);
        packed += size;
    }
}

static void whole(const struct layout *layout, char *memory, char *packed,
                  enum direction direction)
{
    switch (layout->kind) {
    case LAYOUT_RUN:
        move(at(memory, layout->start), packed, layout->size, direction);
        break;
    case LAYOUT_REPEAT:
        whole_repeat(layout->child, at(memory, layout->start), layout->stride,
                     layout->count, packed, direction);
        break;
    case LAYOUT_LIST:
        whole_items(layout, 0, layout->count, memory, packed, direction);
        break;
    }
}

static void part(const struct layout *layout, char *memory, MPI_Count offset,
                 char *packed, MPI_Count bytes, enum direction direction);

static MPI_Count min(MPI_Count a, MPI_Count b)
{
    return a < b ? a : b;
}

/* bytes bytes from offset on, of any number of children stride apart. */
static void part_repeat(const struct layout *child, char *memory, MPI_Count stride,
                        MPI_Count offset, char *packed, MPI_Count bytes,
                        enum direction direction)
{
    MPI_Count i = offset / child->size, inside = offset % child->size, count;

    if (inside > 0) {
        MPI_Count head = min(bytes, child->size - inside);

        part(child, at(memory, i * stride), inside, packed, head, direction);
        packed += head;
        bytes -= head;
        i++;
    }
    count = bytes / child->size;
    whole_repeat(child, at(memory, i * stride), stride, count, packed, direction);
    packed += count * child->size;
    bytes -= count * child->size;
    if (bytes > 0)
        part(child, at(memory, (i + count) * stride), 0, packed, bytes, direction);
}

/* The item of a list that holds byte offset of the stream, which is inside the list. */
static MPI_Count find_item(const struct layout *list, MPI_Count offset)
{
    MPI_Count low = 0, high = list->count;

    if (list->unit)
        return offset / list->unit;
    while (high - low > 1) {
        MPI_Count middle = low + (high - low) / 2;

        if (list->item[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void part_item(const struct layout_item *item, char *memory, MPI_Count inside,
                      char *packed, MPI_Count bytes, enum direction direction)
{
    if (item->child)
        part(item->child, at(memory, item->start), inside, packed, bytes, direction);
    else
        move(at(memory, item->start + inside), packed, bytes, direction);
}

static void part_list(const struct layout *list, char *memory, MPI_Count offset,
                      char *packed, MPI_Count bytes, enum direction direction)
{
    const struct layout_item *item = list->item;
    MPI_Count first = find_item(list, offset), last;
    MPI_Count inside = offset - item[first].offset;

    if (inside > 0 || bytes < item[first + 1].offset - offset) {
        MPI_Count head = min(bytes, item[first + 1].offset - offset);

        part_item(&item[first], memory, inside, packed, head, direction);
        packed += head;
        offset += head;
        bytes -= head;
        first++;
    }
    if (bytes == 0)
        return;
    last = offset + bytes == list->size ? list->count : find_item(list, offset + bytes);
    whole_items(list, first, last - first, memory, packed, direction);
    packed += item[last].offset - offset;
    bytes -= item[last].offset - offset;
    if (bytes > 0)
        part_item(&item[last], memory, 0, packed, bytes, direction);
}

static void part(const struct layout *layout, char *memory, MPI_Count offset,
                 char *packed, MPI_Count bytes, enum direction direction)
{
    switch (layout->kind) {
    case LAYOUT_RUN:
        move(at(memory, layout->start + offset), packed, bytes, direction);
        break;
    case LAYOUT_REPEAT:
        part_repeat(layout->child, at(memory, layout->start), layout->stride, offset,
                    packed, bytes, direction);
        break;
    case LAYOUT_LIST:
        part_list(layout, memory, offset, packed, bytes, direction);
        break;
    }
}

static void walk(const datatype_t *type, char *memory, MPI_Count offset, char *packed,
                 MPI_Count bytes, enum direction direction)
{
    if (bytes == 0)
        return;
    if (type->contiguous)
        move(at(memory, type->true_lb + offset), packed, bytes, direction);
    else
        part_repeat(type->layout, memory, type->extent, offset, packed, bytes, direction);
}

void type_pack(const void *buffer, MPI_Count count, const datatype_t *type,
               MPI_Count offset, void *out, MPI_Count bytes)
{
    (void)count;
    walk(type, (char *)buffer, offset, out, bytes, PACK);
}

void type_unpack(void *buffer, MPI_Count count, const datatype_t *type, MPI_Count offset,
                 const void *in, MPI_Count bytes)
{
    (void)count;
    walk(type, buffer, offset, (char *)in, bytes, UNPACK);
}

/* Both sides have holes: through a buffer that stays in the cache. */
static void copy_scattered(const void *in, MPI_Count in_count, const datatype_t *in_type,
                           void *out, MPI_Count out_count, const datatype_t *out_type)
{
    char buffer[16384];
    MPI_Count bytes = in_count * in_type->size, piece;

    for (MPI_Count offset = 0; offset < bytes; offset += piece) {
        piece = min(bytes - offset, sizeof buffer);
        type_pack(in, in_count, in_type, offset, buffer, piece);
        type_unpack(out, out_count, out_type, offset, buffer, piece);
    }
}

void type_copy(const void *in, MPI_Count in_count, const datatype_t *in_type, void *out,
               MPI_Count out_count, const datatype_t *out_type)
{
    MPI_Count bytes = in_count * in_type->size, start, out_start;

    if (bytes == 0)
        return;
    if (type_is_run(in_type, in_count, &start) &&
        type_is_run(out_type, out_count, &out_start))
        copy_long(at(out, out_start), at(in, start), (size_t)bytes);
    else if (type_is_run(in_type, in_count, &start))
        type_unpack(out, out_count, out_type, 0, at(in, start), bytes);
    else if (type_is_run(out_type, out_count, &start))
        type_pack(in, in_count, in_type, 0, at(out, start), bytes);
    else
        copy_scattered(in, in_count, in_type, out, out_count, out_type);
}
