/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * layout.h: where the data of one element of a datatype lies, as a small tree that is
 * built once and read by type/pack.c.
 *
 *     run      size bytes from start
 *     repeat   count copies of child, the first at start, then stride apart
 *     list     count items, each a run or a child of its own, at its own start
 *
 * All starts are relative to the element's origin (of a child: to the place its parent
 * puts it).  The packed stream of a layout is its runs one after the other, as the
 * typemap has them.  Nothing in a tree is empty but an empty run as its root,
 * neighbouring runs are merged, and lists with even steps are repeats; so the depth of a
 * tree is at most the depth of the constructors, and a type without holes is one run.
 *
 * Layouts do not change once they are made, and are shared by reference counts.
 */
#ifndef TYPE_LAYOUT_H
#define TYPE_LAYOUT_H

#include <mpi.h>
#include <stdbool.h>
#include <stdint.h>

enum layout_kind { LAYOUT_RUN, LAYOUT_REPEAT, LAYOUT_LIST };

struct layout_item {
    MPI_Count start;
    MPI_Count offset;     /* of its first byte in the packed stream */
    struct layout *child; /* NULL: a run up to the next item's offset */
};

struct layout {
    int32_t refs;
    enum layout_kind kind;
    MPI_Count size;  /* bytes of data */
    MPI_Count start; /* run, repeat */
    MPI_Count count; /* repeat, list */
    MPI_Count stride;
    struct layout *child;     /* repeat */
    struct layout_item *item; /* list: count + 1 items, the last one marks the end */
    MPI_Count unit;           /* list: all items are runs of so many bytes; else 0 */
};

struct layout *layout_get(struct layout *layout);
void layout_put(struct layout *layout);

/* Builds a layout: init, any number of adds in the order of the typemap, finish. */
struct layout_builder {
    struct layout_item *item;
    MPI_Count count, room;
    MPI_Count size;
    struct layout *unrepeated; /* what the last item repeats, */
    MPI_Count repeats, stride; /* how often and how far apart */
    bool failed;               /* out of memory: adds do nothing, finish returns NULL */
};

void layout_init(struct layout_builder *builder);

/* count copies of child, the first at start, then stride apart. */
void layout_add(struct layout_builder *builder, struct layout *child, MPI_Count start,
                MPI_Count count, MPI_Count stride);
void layout_add_run(struct layout_builder *builder, MPI_Count start, MPI_Count size);

/* The finished layout, with one reference; NULL if memory ran out.  The builder is empty
 * afterwards. */
struct layout *layout_finish(struct layout_builder *builder);

#endif
