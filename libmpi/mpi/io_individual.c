/* SPDX-License-Identifier: BSD-3-Clause */
/* io_individual.c: reading and writing where this process's file pointer is (MPI 5.0,
 * 14.4.3 and 14.4.5). */
#include <mpi.h>

#include "mpi/io_call.h"
#include "util/macros.h"

/* Reading */

static struct file_io read_here(MPI_File fh, void *buf, MPI_Count count,
                                MPI_Datatype datatype)
{
    return reading("read", POINTER_INDIVIDUAL, fh, 0, buf, count, datatype);
}

int PMPI_File_read(MPI_File fh, void *buf, int count, MPI_Datatype datatype,
                   MPI_Status *status)
{
    struct file_io io = read_here(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read);
}
weak_alias(PMPI_File_read, MPI_File_read);

int PMPI_File_read_c(MPI_File fh, void *buf, MPI_Count count, MPI_Datatype datatype,
                     MPI_Status *status)
{
    struct file_io io = read_here(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_c);
}
weak_alias(PMPI_File_read_c, MPI_File_read_c);

int PMPI_File_iread(MPI_File fh, void *buf, int count, MPI_Datatype datatype,
                    MPI_Request *request)
{
    struct file_io io = read_here(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread);
}
weak_alias(PMPI_File_iread, MPI_File_iread);

int PMPI_File_iread_c(MPI_File fh, void *buf, MPI_Count count, MPI_Datatype datatype,
                      MPI_Request *request)
{
    struct file_io io = read_here(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_c);
}
weak_alias(PMPI_File_iread_c, MPI_File_iread_c);

static struct file_io read_all(MPI_File fh, void *buf, MPI_Count count,
                               MPI_Datatype datatype)
{
    return reading("read_all", POINTER_INDIVIDUAL, fh, 0, buf, count, datatype);
}

int PMPI_File_read_all(MPI_File fh, void *buf, int count, MPI_Datatype datatype,
                       MPI_Status *status)
{
    struct file_io io = read_all(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_all);
}
weak_alias(PMPI_File_read_all, MPI_File_read_all);

int PMPI_File_read_all_c(MPI_File fh, void *buf, MPI_Count count, MPI_Datatype datatype,
                         MPI_Status *status)
{
    struct file_io io = read_all(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_read_all_c);
}
weak_alias(PMPI_File_read_all_c, MPI_File_read_all_c);

int PMPI_File_iread_all(MPI_File fh, void *buf, int count, MPI_Datatype datatype,
                        MPI_Request *request)
{
    struct file_io io = read_all(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_all);
}
weak_alias(PMPI_File_iread_all, MPI_File_iread_all);

int PMPI_File_iread_all_c(MPI_File fh, void *buf, MPI_Count count, MPI_Datatype datatype,
                          MPI_Request *request)
{
    struct file_io io = read_all(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iread_all_c);
}
weak_alias(PMPI_File_iread_all_c, MPI_File_iread_all_c);

int PMPI_File_read_all_begin(MPI_File fh, void *buf, int count, MPI_Datatype datatype)
{
    struct file_io io = read_all(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_read_all_begin);
}
weak_alias(PMPI_File_read_all_begin, MPI_File_read_all_begin);

int PMPI_File_read_all_begin_c(MPI_File fh, void *buf, MPI_Count count,
                               MPI_Datatype datatype)
{
    struct file_io io = read_all(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_read_all_begin_c);
}
weak_alias(PMPI_File_read_all_begin_c, MPI_File_read_all_begin_c);

int PMPI_File_read_all_end(MPI_File fh, void *buf, MPI_Status *status)
{
    struct file_io io = ending("read_all", fh, buf);

    return io_end(&io, status, CALL_File_read_all_end);
}
weak_alias(PMPI_File_read_all_end, MPI_File_read_all_end);

/* Writing */

static struct file_io write_here(MPI_File fh, const void *buf, MPI_Count count,
                                 MPI_Datatype datatype)
{
    return writing("write", POINTER_INDIVIDUAL, fh, 0, buf, count, datatype);
}

int PMPI_File_write(MPI_File fh, const void *buf, int count, MPI_Datatype datatype,
                    MPI_Status *status)
{
    struct file_io io = write_here(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write);
}
weak_alias(PMPI_File_write, MPI_File_write);

int PMPI_File_write_c(MPI_File fh, const void *buf, MPI_Count count,
                      MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_here(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_c);
}
weak_alias(PMPI_File_write_c, MPI_File_write_c);

int PMPI_File_iwrite(MPI_File fh, const void *buf, int count, MPI_Datatype datatype,
                     MPI_Request *request)
{
    struct file_io io = write_here(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite);
}
weak_alias(PMPI_File_iwrite, MPI_File_iwrite);

int PMPI_File_iwrite_c(MPI_File fh, const void *buf, MPI_Count count,
                       MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = write_here(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_c);
}
weak_alias(PMPI_File_iwrite_c, MPI_File_iwrite_c);

static struct file_io write_all(MPI_File fh, const void *buf, MPI_Count count,
                                MPI_Datatype datatype)
{
    return writing("write_all", POINTER_INDIVIDUAL, fh, 0, buf, count, datatype);
}

int PMPI_File_write_all(MPI_File fh, const void *buf, int count, MPI_Datatype datatype,
                        MPI_Status *status)
{
    struct file_io io = write_all(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_all);
}
weak_alias(PMPI_File_write_all, MPI_File_write_all);

int PMPI_File_write_all_c(MPI_File fh, const void *buf, MPI_Count count,
                          MPI_Datatype datatype, MPI_Status *status)
{
    struct file_io io = write_all(fh, buf, count, datatype);

    return io_call(&io, status, CALL_File_write_all_c);
}
weak_alias(PMPI_File_write_all_c, MPI_File_write_all_c);

int PMPI_File_iwrite_all(MPI_File fh, const void *buf, int count, MPI_Datatype datatype,
                         MPI_Request *request)
{
    struct file_io io = write_all(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_all);
}
weak_alias(PMPI_File_iwrite_all, MPI_File_iwrite_all);

int PMPI_File_iwrite_all_c(MPI_File fh, const void *buf, MPI_Count count,
                           MPI_Datatype datatype, MPI_Request *request)
{
    struct file_io io = write_all(fh, buf, count, datatype);

    return io_start(&io, request, CALL_File_iwrite_all_c);
}
weak_alias(PMPI_File_iwrite_all_c, MPI_File_iwrite_all_c);

int PMPI_File_write_all_begin(MPI_File fh, const void *buf, int count,
                              MPI_Datatype datatype)
{
    struct file_io io = write_all(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_write_all_begin);
}
weak_alias(PMPI_File_write_all_begin, MPI_File_write_all_begin);

int PMPI_File_write_all_begin_c(MPI_File fh, const void *buf, MPI_Count count,
                                MPI_Datatype datatype)
{
    struct file_io io = write_all(fh, buf, count, datatype);

    return io_begin(&io, CALL_File_write_all_begin_c);
}
weak_alias(PMPI_File_write_all_begin_c, MPI_File_write_all_begin_c);

int PMPI_File_write_all_end(MPI_File fh, const void *buf, MPI_Status *status)
{
    struct file_io io = ending("write_all", fh, buf);

    return io_end(&io, status, CALL_File_write_all_end);
}
weak_alias(PMPI_File_write_all_end, MPI_File_write_all_end);
