/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * shape.h: the datatype of a target's buffer, as it travels to the target.  The origin
 * names it (MPI 5.0, 12.3.1); of its descriptions the target needs where the data lies
 * and how far apart elements are.
 *
 * The form is a row of 64-bit numbers.  A named datatype is one number; any other is its
 * bounds and its layout (type/layout.h), from the root of the tree on.  A part of the
 * tree that was there not long before is not written again: else types of types of types
 * would grow far beyond the arguments that they were made of.  Both sides are of one
 * version and one byte order.
 */
#ifndef RMA_SHAPE_H
#define RMA_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "type/type.h"

enum { SHAPE_RECENT = 16 };

struct shape {
    int64_t *numbers; /* malloc'ed */
    size_t count, room;
    bool failed;                               /* out of memory */
    const struct layout *recent[SHAPE_RECENT]; /* the last ones written, a ring */
    unsigned written;
};

/* Describes type; give back with shape_fini.  MPI_ERR_NO_MEM. */
int shape_init(struct shape *shape, const datatype_t *type);
void shape_fini(struct shape *shape);

static inline size_t shape_bytes(const struct shape *shape)
{
    return shape->count * sizeof *shape->numbers;
}

/* The datatype that numbers (at any address) describe: good for type_pack and
 * type_unpack. The caller gets a reference.  NULL: no memory. */
datatype_t *shape_type(const void *numbers);

/* The bytes, relative to the buffer, that count elements of type reach: from *low up to
 * *high.  False if that is nothing; or more than fits into 64 bits, then *low > *high. */
bool shape_span(const datatype_t *type, MPI_Count count, MPI_Count *low, MPI_Count *high);

#endif
