/* SPDX-License-Identifier: BSD-3-Clause */
/* io_explicit.c: reading and writing at offsets that the call names (MPI 5.0, 14.4.2 and
 * 14.4.5). */
#include <mpi.h>

#include "mpi/io_call.h"
#include "util/macros.h"

/* Reading */

static struct file_io read_at(MPI_File fh, MPI_Offset offset, void *buf, MPI_Count count,
                              MPI_Datatype datatype)
{
    return reading("read_at", POINTER_EXPLICIT, fh, offset, buf, count, datatype);
}

int PMPI_File_read_at(MPI_File fh, MPI_Offset offset, void *buf, int count,
                      MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = read_at(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_at);
}
weak_alias(PMPI_File_read_at, MPI_File_read_at);

int PMPI_File_read_at_c(MPI_File fh, MPI_Offset offset, void *buf, MPI_Count count,
                        MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = read_at(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_at_c);
}
weak_alias(PMPI_File_read_at_c, MPI_File_read_at_c);

int PMPI_File_iread_at(MPI_File fh, MPI_Offset offset, void *buf, int count,
                       MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = read_at(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_at);
}
weak_alias(PMPI_File_iread_at, MPI_File_iread_at);

int PMPI_File_iread_at_c(MPI_File fh, MPI_Offset offset, void *buf, MPI_Count count,
                         MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = read_at(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_at_c);
}
weak_alias(PMPI_File_iread_at_c, MPI_File_iread_at_c);

static struct file_io read_at_all(MPI_File fh, MPI_Offset offset, void *buf,
                                  MPI_Count count, MPI_Datatype datatype)
{
    return reading("read_at_all", POINTER_EXPLICIT, fh, offset, buf, count, datatype);
}

int PMPI_File_read_at_all(MPI_File fh, MPI_Offset offset, void *buf, int count,
                          MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = read_at_all(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_at_all);
}
weak_alias(PMPI_File_read_at_all, MPI_File_read_at_all);

int PMPI_File_read_at_all_c(MPI_File fh, MPI_Offset offset, void *buf, MPI_Count count,
                            MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = read_at_all(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_at_all_c);
}
weak_alias(PMPI_File_read_at_all_c, MPI_File_read_at_all_c);

int PMPI_File_iread_at_all(MPI_File fh, MPI_Offset offset, void *buf, int count,
                           MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = read_at_all(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_at_all);
}
weak_alias(PMPI_File_iread_at_all, MPI_File_iread_at_all);

int PMPI_File_iread_at_all_c(MPI_File fh, MPI_Offset offset, void *buf, MPI_Count count,
                             MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = read_at_all(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_at_all_c);
}
weak_alias(PMPI_File_iread_at_all_c, MPI_File_iread_at_all_c);

int PMPI_File_read_at_all_begin(MPI_File fh, MPI_Offset offset, void *buf, int count,
                                MPI_Datatype datatype)
{
    struct file_io io = read_at_all(fh, offset, buf, count, datatype);

    return io_begin(&io, CALL_File_read_at_all_begin);
}
weak_alias(PMPI_File_read_at_all_begin, MPI_File_read_at_all_begin);

int PMPI_File_read_at_all_begin_c(MPI_File fh, MPI_Offset offset, void *buf,
                                  MPI_Count count, MPI_Datatype datatype)
{
    struct file_io io = read_at_all(fh, offset, buf, count, datatype);

    return io_begin(&io, CALL_File_read_at_all_begin_c);
}
weak_alias(PMPI_File_read_at_all_begin_c, MPI_File_read_at_all_begin_c);

int PMPI_File_read_at_all_end(MPI_File fh, void *buf, MPI_Status *status)
{
    struct file_io io = ending("read_at_all", fh, buf);

    return io_end(&io, status, CALL_File_read_at_all_end);
}
weak_alias(PMPI_File_read_at_all_end, MPI_File_read_at_all_end);

/* Writing */

static struct file_io write_at(MPI_File fh, MPI_Offset offset, const void *buf,
                               MPI_Count count, MPI_Datatype datatype)
{
    return writing("write_at", POINTER_EXPLICIT, fh, offset, buf, count, datatype);
}

int PMPI_File_write_at(MPI_File fh, MPI_Offset offset, const void *buf, int count,
                       MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_at(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_at);
}
weak_alias(PMPI_File_write_at, MPI_File_write_at);

int PMPI_File_write_at_c(MPI_File fh, MPI_Offset offset, const void *buf, MPI_Count count,
                         MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_at(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_at_c);
}
weak_alias(PMPI_File_write_at_c, MPI_File_write_at_c);

int PMPI_File_iwrite_at(MPI_File fh, MPI_Offset offset, const void *buf, int count,
                        MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = write_at(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_at);
}
weak_alias(PMPI_File_iwrite_at, MPI_File_iwrite_at);

int PMPI_File_iwrite_at_c(MPI_File fh, MPI_Offset offset, const void *buf,
                          MPI_Count count, MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = write_at(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_at_c);
}
weak_alias(PMPI_File_iwrite_at_c, MPI_File_iwrite_at_c);

static struct file_io write_at_all(MPI_File fh, MPI_Offset offset, const void *buf,
                                   MPI_Count count, MPI_Datatype datatype)
{
    return writing("write_at_all", POINTER_EXPLICIT, fh, offset, buf, count, datatype);
}

int PMPI_File_write_at_all(MPI_File fh, MPI_Offset offset, const void *buf, int count,
                           MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_at_all(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_at_all);
}
weak_alias(PMPI_File_write_at_all, MPI_File_write_at_all);

int PMPI_File_write_at_all_c(MPI_File fh, MPI_Offset offset, const void *buf,
                             MPI_Count count, MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_at_all(fh, offset, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_at_all_c);
}
weak_alias(PMPI_File_write_at_all_c, MPI_File_write_at_all_c);

int PMPI_File_iwrite_at_all(MPI_File fh, MPI_Offset offset, const void *buf, int count,
                            MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = write_at_all(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_at_all);
}
weak_alias(PMPI_File_iwrite_at_all, MPI_File_iwrite_at_all);

int PMPI_File_iwrite_at_all_c(MPI_File fh, MPI_Offset offset, const void *buf,
                              MPI_Count count, MPI_Datatype datatype,
                              MPI_Request *request)
{
    struct file_io io = write_at_all(fh, offset, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_at_all_c);
}
weak_alias(PMPI_File_iwrite_at_all_c, MPI_File_iwrite_at_all_c);

int PMPI_File_write_at_all_begin(MPI_File fh, MPI_Offset offset, const void *buf,
                                 int count, MPI_Datatype datatype)
{
    struct file_io io = write_at_all(fh, offset, buf, count, datatype);

    return io_begin(&io, CALL_File_write_at_all_begin);
}
weak_alias(PMPI_File_write_at_all_begin, MPI_File_write_at_all_begin);

int PMPI_File_write_at_all_begin_c(MPI_File fh, MPI_Offset offset, const void *buf,
                                   MPI_Count count, MPI_Datatype datatype)
{
    struct file_io io = write_at_all(fh, offset, buf, count, datatype);

    return io_begin(&io, CALL_File_write_at_all_begin_c);
}
weak_alias(PMPI_File_write_at_all_begin_c, MPI_File_write_at_all_begin_c);

int PMPI_File_write_at_all_end(MPI_File fh, const void *buf, MPI_Status *status)
{
    struct file_io io = ending("write_at_all", fh, buf);

    return io_end(&io, status, CALL_File_write_at_all_end);
}
weak_alias(PMPI_File_write_at_all_end, MPI_File_write_at_all_end);
