/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * access.h: reading and writing (MPI 5.0, 14.4), one descriptor for all calls.
 *
 * Data is moved when the call is made, also by nonblocking calls and by the begin of a
 * split collective: their requests are complete from the start.  Collective calls are as
 * many independent ones, but for those in order, which agree on their places.
 */
#ifndef IO_ACCESS_H
#define IO_ACCESS_H

#include "io/file.h"
#include "p2p/request.h"

/* By which pointer the place is found. */
enum file_pointer {
    POINTER_EXPLICIT,   /* the call's offset */
    POINTER_INDIVIDUAL, /* this process's */
    POINTER_SHARED,     /* the file's, in any order */
    POINTER_ORDERED,    /* the file's, in the order of ranks; collective */
};

struct file_io {
    const char *name; /* for split collectives: "read_at_all", ... */
    MPI_File handle;
    bool writes;
    enum file_pointer pointer;
    MPI_Offset offset; /* explicit; in etypes */
    void *buffer;      /* of a write it is only read */
    MPI_Count count;
    MPI_Datatype datatype;
    /* What access_check finds: */
    file_t *file; /* NULL: the handle is none */
    datatype_t *type;
    MPI_Count bytes;  /* in the file */
    MPI_Count etypes; /* the same in etypes */
};

/* Checks io and carries it out; *bytes is how much was moved, of the packed stream.  With
 * --mpi-check: MPI_ERR_BUFFER if another operation under way has the buffer. */
int access_now(struct file_io *io, enum mpi_call call, MPI_Count *bytes);

/* The same with a request that is complete.  With --mpi-check the buffer is guarded until the
 * program has seen that. */
int access_request(struct file_io *io, enum mpi_call call, request_t **request);

/* Split collectives: io of the end says which one it ends, and its buffer, which is guarded
 * between the two like that of a request. */
int access_begin(struct file_io *io, enum mpi_call call);
int access_end(struct file_io *io, MPI_Count *bytes);

/* Gives the bytes to a status, which may be MPI_STATUS_IGNORE. */
void access_status(MPI_Count bytes, MPI_Status *status);

#endif
