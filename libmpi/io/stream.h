/* SPDX-License-Identifier: BSD-3-Clause */
/* stream.h: bytes between memory and the stream of a file's view (io/view.h). */
#ifndef IO_STREAM_H
#define IO_STREAM_H

#include "io/file.h"

/* Memory, as the packed stream of count elements. */
struct memory {
    void *buffer; /* only read where it is written to the file */
    MPI_Count count;
    const datatype_t *type;
};

/*
 * Moves bytes bytes between the packed stream, from its beginning, and the view's stream,
 * from position on.  *done is how many were moved: less than bytes at the end of the
 * file, or with an error.  In atomic mode other processes see all of it or nothing.
 *
 * The library's lock is given up meanwhile: a disk may be slow, and other threads have
 * messages to see to.
 */
int stream_read(file_t *file, MPI_Offset position, struct memory memory, MPI_Count bytes,
                MPI_Count *done);
int stream_write(file_t *file, MPI_Offset position, struct memory memory, MPI_Count bytes,
                 MPI_Count *done);

#endif
