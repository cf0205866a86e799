/* SPDX-License-Identifier: BSD-3-Clause */
/* buffer.c: the buffers of buffered sends, of the process and of a communicator (MPI 5.0,
 * 3.6). */
#include <limits.h>
#include <mpi.h>
#include <string.h>

#include "mpi/raise.h"
#include "p2p/buffer.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* Whose buffer: handle is NULL if it is the process's. */
static int owner_of(const MPI_Comm *handle, comm_t **comm)
{
    int outside = raise_if_outside();

    *comm = NULL;
    if (outside || !handle)
        return outside;
    *comm = comm_of(*handle);
    if (*comm)
        return MPI_SUCCESS;
    return err(MPI_ERR_COMM, *handle == MPI_COMM_NULL
                                 ? "the communicator is MPI_COMM_NULL"
                                 : "this is no communicator, or one that was freed");
}

static int finish(const MPI_Comm *handle, int error, const char *name)
{
    if (unlikely(error))
        error = handle ? raise_comm(*handle, error, name) : raise_self(error, name);
    lock_leave();
    return error;
}

static int attach(const MPI_Comm *handle, void *memory, MPI_Count size, const char *name)
{
    comm_t *comm;
    int error;

    lock_enter();
    error = owner_of(handle, &comm);
    if (!error)
        error = buffer_attach(comm, memory, size);
    return finish(handle, error, name);
}

/* buffer_addr is the address of a pointer, of whatever type. */
static int detach(const MPI_Comm *handle, void *buffer_addr, MPI_Count most,
                  MPI_Count *size, const char *name)
{
    comm_t *comm;
    void *memory;
    int error;

    lock_enter();
    error = owner_of(handle, &comm);
    if (!error)
        error = buffer_detach(comm, most, &memory, size);
    if (!error)
        memcpy(buffer_addr, &memory, sizeof memory);
    return finish(handle, error, name);
}

static int detach_int(const MPI_Comm *handle, void *buffer_addr, int *size,
                      const char *name)
{
    MPI_Count count;
    int error = detach(handle, buffer_addr, INT_MAX, &count, name);

    if (!error)
        *size = (int)count;
    return error;
}

static int flush(const MPI_Comm *handle, const char *name)
{
    comm_t *comm;
    int error;

    lock_enter();
    error = owner_of(handle, &comm);
    if (!error)
        error = buffer_flush(comm);
    return finish(handle, error, name);
}

static int iflush(const MPI_Comm *handle, MPI_Request *request, const char *name)
{
    comm_t *comm;
    int error;

    lock_enter();
    error = owner_of(handle, &comm);
    if (!error)
        error = buffer_iflush(comm, request);
    return finish(handle, error, name);
}

/* Of the process */

int PMPI_Buffer_attach(void *buffer, int size)
{
    return attach(NULL, buffer, size, __func__);
}
weak_alias(PMPI_Buffer_attach, MPI_Buffer_attach);

int PMPI_Buffer_attach_c(void *buffer, MPI_Count size)
{
    return attach(NULL, buffer, size, __func__);
}
weak_alias(PMPI_Buffer_attach_c, MPI_Buffer_attach_c);

int PMPI_Buffer_detach(void *buffer_addr, int *size)
{
    return detach_int(NULL, buffer_addr, size, __func__);
}
weak_alias(PMPI_Buffer_detach, MPI_Buffer_detach);

int PMPI_Buffer_detach_c(void *buffer_addr, MPI_Count *size)
{
    return detach(NULL, buffer_addr, LLONG_MAX, size, __func__);
}
weak_alias(PMPI_Buffer_detach_c, MPI_Buffer_detach_c);

int PMPI_Buffer_flush(void)
{
    return flush(NULL, __func__);
}
weak_alias(PMPI_Buffer_flush, MPI_Buffer_flush);

int PMPI_Buffer_iflush(MPI_Request *request)
{
    return iflush(NULL, request, __func__);
}
weak_alias(PMPI_Buffer_iflush, MPI_Buffer_iflush);

/* Of a communicator */

int PMPI_Comm_attach_buffer(MPI_Comm comm, void *buffer, int size)
{
    return attach(&comm, buffer, size, __func__);
}
weak_alias(PMPI_Comm_attach_buffer, MPI_Comm_attach_buffer);

int PMPI_Comm_attach_buffer_c(MPI_Comm comm, void *buffer, MPI_Count size)
{
    return attach(&comm, buffer, size, __func__);
}
weak_alias(PMPI_Comm_attach_buffer_c, MPI_Comm_attach_buffer_c);

int PMPI_Comm_detach_buffer(MPI_Comm comm, void *buffer_addr, int *size)
{
    return detach_int(&comm, buffer_addr, size, __func__);
}
weak_alias(PMPI_Comm_detach_buffer, MPI_Comm_detach_buffer);

int PMPI_Comm_detach_buffer_c(MPI_Comm comm, void *buffer_addr, MPI_Count *size)
{
    return detach(&comm, buffer_addr, LLONG_MAX, size, __func__);
}
weak_alias(PMPI_Comm_detach_buffer_c, MPI_Comm_detach_buffer_c);

int PMPI_Comm_flush_buffer(MPI_Comm comm)
{
    return flush(&comm, __func__);
}
weak_alias(PMPI_Comm_flush_buffer, MPI_Comm_flush_buffer);

int PMPI_Comm_iflush_buffer(MPI_Comm comm, MPI_Request *request)
{
    return iflush(&comm, request, __func__);
}
weak_alias(PMPI_Comm_iflush_buffer, MPI_Comm_iflush_buffer);
