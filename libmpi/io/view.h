/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * view.h: file views (MPI 5.0, 14.3), as arithmetic.
 *
 * A view is a displacement and a filetype, laid end to end from there on.  The data of
 * the tiles, holes left out, are the view's stream of bytes; positions below are bytes of
 * that stream.  Bytes of the file are called offsets.
 */
#ifndef IO_VIEW_H
#define IO_VIEW_H

#include <stdbool.h>

#include "type/type.h"

struct view {
    MPI_Offset disp;
    const datatype_t *filetype; /* as it lies in the file (io/portable.h) */
};

/* Called for each run of the file; false: enough. */
typedef bool view_visit_f(void *argument, MPI_Offset offset, MPI_Count bytes);

/* Visits the runs of the file that hold bytes bytes of the stream from position on, in
 * the order of the stream; neighbours are joined.  False if a visit said so. */
bool view_walk(const struct view *view, MPI_Offset position, MPI_Count bytes,
               view_visit_f *visit, void *argument);

/* Where in the file the stream's byte is; disp if the filetype holds no data. */
MPI_Offset view_offset(const struct view *view, MPI_Offset position);

/* The first position whose byte does not lie before the offset (of a filetype whose
 * displacements grow, as the standard wants it); 0 if the filetype holds no data. */
MPI_Offset view_position(const struct view *view, MPI_Offset offset);

#endif
