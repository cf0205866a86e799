/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pack.h: data from its places in memory into one stream of bytes, and back.  The packed
 * stream of (buffer, count, type) is the bytes of its basic elements in the order of the
 * typemap, without holes: count * type->size bytes.  Any piece of it can be asked for, in
 * any order; seeking costs O(depth of the type * log of its longest list), and nothing
 * is allocated.
 *
 * buffer may be MPI_BOTTOM.  The caller has checked that type is usable and that the
 * piece lies inside the stream.
 */
#ifndef TYPE_PACK_H
#define TYPE_PACK_H

#include "type/layout.h"
#include "type/type.h"

/* Copies bytes bytes of the packed stream, from byte offset on, to out. */
void type_pack(const void *buffer, MPI_Count count, const datatype_t *type,
               MPI_Count offset, void *out, MPI_Count bytes);

/* The other way: in is that piece of the stream. */
void type_unpack(void *buffer, MPI_Count count, const datatype_t *type, MPI_Count offset,
                 const void *in, MPI_Count bytes);

/* Copies the whole of (in, in_count, in_type) to (out, out_count, out_type), which is at
 * least as large (the caller has checked) and does not overlap it. */
void type_copy(const void *in, MPI_Count in_count, const datatype_t *in_type, void *out,
               MPI_Count out_count, const datatype_t *out_type);

/* True if the packed stream of count elements is one run of bytes in memory;
 * then *start is where it begins, relative to the buffer. */
static inline bool type_is_run(const datatype_t *type, MPI_Count count, MPI_Count *start)
{
    *start = type->true_lb;
    return type->contiguous || count == 0 || type->size == 0 ||
           (count == 1 && type->layout->kind == LAYOUT_RUN);
}

#endif
