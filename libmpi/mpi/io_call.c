/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/io_call.h"

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "util/lock.h"

/* The end of a split collective was given no datatype. */
static int __attribute__((cold)) say(const struct file_io *io, int error)
{
    if (!io->datatype)
        return given(error, "%pF", io->handle);
    if (io->pointer != POINTER_EXPLICIT)
        return given(error, "%pF, count=%jd, %pD", io->handle, io->count, io->datatype);
    return given(error, "%pF, offset=%jd, count=%jd, %pD", io->handle, io->offset,
                 io->count, io->datatype);
}

static int finish(const struct file_io *io, int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_file(io->handle, say(io, error), call);
    call_leave();
    return error;
}

int io_call(struct file_io *io, MPI_Status *status, enum mpi_call call)
{
    MPI_Count bytes;
    int error;

    call_enter(call);
    error = access_now(io, call, &bytes);
    if (!error)
        access_status(bytes, status);
    return finish(io, error, call);
}

int io_start(struct file_io *io, MPI_Request *request, enum mpi_call call)
{
    request_t *made;
    int error;

    call_enter(call);
    error = access_request(io, call, &made);
    if (!error)
        *request = ledger_give_request(&made->object, call);
    return finish(io, error, call);
}

int io_begin(struct file_io *io, enum mpi_call call)
{
    call_enter(call);
    return finish(io, access_begin(io, call), call);
}

int io_end(struct file_io *io, MPI_Status *status, enum mpi_call call)
{
    MPI_Count bytes;
    int error;

    call_enter(call);
    error = access_end(io, &bytes);
    if (!error)
        access_status(bytes, status);
    return finish(io, error, call);
}
