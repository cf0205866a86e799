/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/io_call.h"

#include "mpi/raise.h"
#include "util/lock.h"

static int finish(const struct file_io *io, int error, const char *call)
{
    if (unlikely(error))
        error = raise_file(io->handle, error, call);
    lock_leave();
    return error;
}

int io_call(struct file_io *io, MPI_Status *status, const char *call)
{
    MPI_Count bytes;
    int error;

    lock_enter();
    error = access_now(io, &bytes);
    if (!error)
        access_status(bytes, status);
    return finish(io, error, call);
}

int io_start(struct file_io *io, MPI_Request *request, const char *call)
{
    request_t *made;
    int error;

    lock_enter();
    error = access_request(io, &made);
    if (!error)
        *request = object_handle(&made->object);
    return finish(io, error, call);
}

int io_begin(struct file_io *io, const char *call)
{
    lock_enter();
    return finish(io, access_begin(io), call);
}

int io_end(struct file_io *io, MPI_Status *status, const char *call)
{
    MPI_Count bytes;
    int error;

    lock_enter();
    error = access_end(io, &bytes);
    if (!error)
        access_status(bytes, status);
    return finish(io, error, call);
}
