/* SPDX-License-Identifier: BSD-3-Clause */
/* io_call.h: what the entry points of reading and writing share: the descriptor from the
 * arguments of a call, and the ways to carry it out. */
#ifndef MPI_IO_CALL_H
#define MPI_IO_CALL_H

#include "io/access.h"
#include "util/call.h"

static inline struct file_io reading(const char *name, enum file_pointer pointer,
                                     MPI_File fh, MPI_Offset offset, void *buf,
                                     MPI_Count count, MPI_Datatype datatype)
{
    return (struct file_io){
        .name = name,
        .handle = fh,
        .pointer = pointer,
        .offset = offset,
        .buffer = buf,
        .count = count,
        .datatype = datatype,
    };
}

static inline struct file_io writing(const char *name, enum file_pointer pointer,
                                     MPI_File fh, MPI_Offset offset, const void *buf,
                                     MPI_Count count, MPI_Datatype datatype)
{
    struct file_io io = reading(name, pointer, fh, offset, (void *)buf, count, datatype);

    io.writes = true;
    return io;
}

/* The end of a split collective knows no more than its name and its buffer. */
static inline struct file_io ending(const char *name, MPI_File fh, const void *buf)
{
    return (struct file_io){ .name = name, .handle = fh, .buffer = (void *)buf };
}

/* Blocking, nonblocking, and the two halves of split collectives: what the entry point
 * `call` returns. */
int io_call(struct file_io *io, MPI_Status *status, enum mpi_call call);
int io_start(struct file_io *io, MPI_Request *request, enum mpi_call call);
int io_begin(struct file_io *io, enum mpi_call call);
int io_end(struct file_io *io, MPI_Status *status, enum mpi_call call);

#endif
