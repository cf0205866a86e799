/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * draft.h: a datatype in the making.  Every constructor of MPI 5.0, chapter 5, is a
 * number of regular patterns of older types, one after the other:
 *
 *     draft_init(&draft);
 *     draft_add(&draft, old, start, dims, dim);     any number of times
 *     rc = draft_finish(&draft, contents, &type);
 *
 * Errors are kept: after the first, adds do nothing and finish reports it.
 */
#ifndef TYPE_DRAFT_H
#define TYPE_DRAFT_H

#include "type/layout.h"
#include "type/sequence.h"
#include "type/type.h"

/* count copies of what stands inside, stride bytes apart. */
struct dim {
    MPI_Count count, stride;
};

/* From the lowest byte to the one behind the highest; nothing yet unless set. */
struct bounds {
    bool set;
    MPI_Count low, high;
};

struct draft {
    int error_class;
    struct layout_builder layout;
    struct sequence **part; /* what came before pending */
    MPI_Count parts, room;
    struct sequence *pending; /* the latest type's, so many times */
    MPI_Count repeats;
    struct bounds data;        /* from the first byte of data to the last */
    struct bounds ends, marks; /* from lower to upper bounds, of types without and with
                                  explicit ones */
    MPI_Count size;
    uint32_t align;
};

void draft_init(struct draft *draft);

/* Copies of old in dims nested dimensions (the innermost first), the first at start. */
void draft_add(struct draft *draft, const datatype_t *old, MPI_Count start, int dims,
               const struct dim *dim);

/* count copies of old, each where the one before it ends. */
void draft_add_block(struct draft *draft, const datatype_t *old, MPI_Count start,
                     MPI_Count count);

/* Sets lower bound and extent, whatever was added. */
void draft_mark(struct draft *draft, MPI_Count lb, MPI_Count extent);

/* The new type, not committed, with one reference.  The reference to contents (NULL: none
 * was recorded, as memory ran out) becomes the type's, also on failure.  Returns
 * MPI_SUCCESS, MPI_ERR_NO_MEM, or MPI_ERR_COUNT if the type is larger than 2^60 bytes. */
int draft_finish(struct draft *draft, struct contents *contents, datatype_t **type);

/* The same without contents, for a step of a longer construction. */
int draft_finish_step(struct draft *draft, datatype_t **type);

#endif
