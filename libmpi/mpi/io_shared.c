/* SPDX-License-Identifier: BSD-3-Clause */
/* io_shared.c: reading and writing where the shared file pointer is (MPI 5.0, 14.4.4 and
 * 14.4.5). */
#include <mpi.h>

#include "mpi/io_call.h"
#include "util/macros.h"

/* Reading */

static struct file_io read_shared(MPI_File fh, void *buf, MPI_Count count,
                                  MPI_Datatype datatype)
{
    return reading("read_shared", POINTER_SHARED, fh, 0, buf, count, datatype);
}

int PMPI_File_read_shared(MPI_File fh, void *buf, int count, MPI_Datatype datatype,
                          MPI_Status *status)
{
    struct file_io io = read_shared(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_shared);
}
weak_alias(PMPI_File_read_shared, MPI_File_read_shared);

int PMPI_File_read_shared_c(MPI_File fh, void *buf, MPI_Count count,
                            MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = read_shared(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_shared_c);
}
weak_alias(PMPI_File_read_shared_c, MPI_File_read_shared_c);

int PMPI_File_iread_shared(MPI_File fh, void *buf, int count, MPI_Datatype datatype,
                           MPI_Request *request)
{
    struct file_io io = read_shared(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_shared);
}
weak_alias(PMPI_File_iread_shared, MPI_File_iread_shared);

int PMPI_File_iread_shared_c(MPI_File fh, void *buf, MPI_Count count,
                             MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = read_shared(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_shared_c);
}
weak_alias(PMPI_File_iread_shared_c, MPI_File_iread_shared_c);

static struct file_io read_ordered(MPI_File fh, void *buf, MPI_Count count,
                                   MPI_Datatype datatype)
{
    return reading("read_ordered", POINTER_ORDERED, fh, 0, buf, count, datatype);
}

int PMPI_File_read_ordered(MPI_File fh, void *buf, int count, MPI_Datatype datatype,
                           MPI_Status *status)
{
    struct file_io io = read_ordered(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_ordered);
}
weak_alias(PMPI_File_read_ordered, MPI_File_read_ordered);

int PMPI_File_read_ordered_c(MPI_File fh, void *buf, MPI_Count count,
                             MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = read_ordered(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_ordered_c);
}
weak_alias(PMPI_File_read_ordered_c, MPI_File_read_ordered_c);

int PMPI_File_read_ordered_begin(MPI_File fh, void *buf, int count, MPI_Datatype datatype)
{
    struct file_io io = read_ordered(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_read_ordered_begin);
}
weak_alias(PMPI_File_read_ordered_begin, MPI_File_read_ordered_begin);

int PMPI_File_read_ordered_begin_c(MPI_File fh, void *buf, MPI_Count count,
                                   MPI_Datatype datatype)
{
    struct file_io io = read_ordered(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_read_ordered_begin_c);
}
weak_alias(PMPI_File_read_ordered_begin_c, MPI_File_read_ordered_begin_c);

int PMPI_File_read_ordered_end(MPI_File fh, void *buf, MPI_Status *status)
{
    struct file_io io = ending("read_ordered", fh, buf);

    return io_end(&io, status, CALL_File_read_ordered_end);
}
weak_alias(PMPI_File_read_ordered_end, MPI_File_read_ordered_end);

/* Writing */

static struct file_io write_shared(MPI_File fh, const void *buf, MPI_Count count,
                                   MPI_Datatype datatype)
{
    return writing("write_shared", POINTER_SHARED, fh, 0, buf, count, datatype);
}

int PMPI_File_write_shared(MPI_File fh, const void *buf, int count, MPI_Datatype datatype,
                           MPI_Status *status)
{
    struct file_io io = write_shared(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_shared);
}
weak_alias(PMPI_File_write_shared, MPI_File_write_shared);

int PMPI_File_write_shared_c(MPI_File fh, const void *buf, MPI_Count count,
                             MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_shared(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_shared_c);
}
weak_alias(PMPI_File_write_shared_c, MPI_File_write_shared_c);

int PMPI_File_iwrite_shared(MPI_File fh, const void *buf, int count,
                            MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = write_shared(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_shared);
}
weak_alias(PMPI_File_iwrite_shared, MPI_File_iwrite_shared);

int PMPI_File_iwrite_shared_c(MPI_File fh, const void *buf, MPI_Count count,
                              MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = write_shared(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_shared_c);
}
weak_alias(PMPI_File_iwrite_shared_c, MPI_File_iwrite_shared_c);

static struct file_io write_ordered(MPI_File fh, const void *buf, MPI_Count count,
                                    MPI_Datatype datatype)
{
    return writing("write_ordered", POINTER_ORDERED, fh, 0, buf, count, datatype);
}

int PMPI_File_write_ordered(MPI_File fh, const void *buf, int count,
                            MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_ordered(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_ordered);
}
weak_alias(PMPI_File_write_ordered, MPI_File_write_ordered);

int PMPI_File_write_ordered_c(MPI_File fh, const void *buf, MPI_Count count,
                              MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_ordered(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_ordered_c);
}
weak_alias(PMPI_File_write_ordered_c, MPI_File_write_ordered_c);

int PMPI_File_write_ordered_begin(MPI_File fh, const void *buf, int count,
                                  MPI_Datatype datatype)
{
    struct file_io io = write_ordered(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_write_ordered_begin);
}
weak_alias(PMPI_File_write_ordered_begin, MPI_File_write_ordered_begin);

int PMPI_File_write_ordered_begin_c(MPI_File fh, const void *buf, MPI_Count count,
                                    MPI_Datatype datatype)
{
    struct file_io io = write_ordered(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_write_ordered_begin_c);
}
weak_alias(PMPI_File_write_ordered_begin_c, MPI_File_write_ordered_begin_c);

int PMPI_File_write_ordered_end(MPI_File fh, const void *buf, MPI_Status *status)
{
    struct file_io io = ending("write_ordered", fh, buf);

    return io_end(&io, status, CALL_File_write_ordered_end);
}
weak_alias(PMPI_File_write_ordered_end, MPI_File_write_ordered_end);
