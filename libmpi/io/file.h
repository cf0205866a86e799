/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * file.h: the file object (MPI 5.0, chapter 14).  Opening and closing is in io/open.h,
 * the pointers are in io/pointer.h, reading and writing in io/access.h.
 *
 * A file has a communicator of its own, on which its collective calls agree, and a
 * descriptor per process.  Data goes to the operating system at once and is kept nowhere
 * in between, so a write is visible to the others as soon as it returns, as far as the
 * file system goes.
 */
#ifndef IO_FILE_H
#define IO_FILE_H

#include <stdbool.h>

#include "check/guard.h"
#include "comm/comm.h"
#include "io/datarep.h"
#include "io/shared.h"
#include "io/view.h"
#include "obj/info.h"

/* A split collective (14.4.5): what its begin has done, for its end. */
struct split {
    const char *begun; /* which, e.g. "write_all"; NULL: none is under way */
    const void *buffer;
    MPI_Count bytes;     /* of the packed stream */
    struct guard *guard; /* of the buffer, with --mpi-check; else NULL */
};

struct MPI_ABI_File {
    struct object object;
    comm_t *comm;
    char *path;
    int fd;
    int amode;
    info_t *hints; /* those in use; never NULL */
    bool atomic;
    struct datarep *datarep;
    datatype_t *etype, *filetype; /* copies of what the program gave */
    datatype_t *etype_in_file;    /* io/portable.h; its size is the unit of pointers */
    datatype_t *filetype_in_file; /* that of view */
    struct view view;
    MPI_Offset position;   /* the individual file pointer, in etypes */
    struct shared *shared; /* the shared one, in etypes */
    struct split split;
};

typedef struct MPI_ABI_File file_t;

/* MPI_FILE_NULL is an object, because it has an error handler: the one that new files get
 * and that hears of errors without a file (14.7).  These enter it in the table of
 * predefined objects and take it out. */
void file_init(void);
void file_fini(void);

/* The open file of a handle, or MPI_ERR_FILE. */
int file_check(MPI_File handle, file_t **file);

/* An object without anything but the default error handler; NULL: no memory. */
file_t *file_alloc(void);

/* MPI_File_get_size, _set_size, _preallocate (14.2): the size in bytes; the latter two
 * are collective. */
int file_get_size(const file_t *file, MPI_Offset *size);
int file_set_size(file_t *file, MPI_Offset size);
int file_preallocate(file_t *file, MPI_Offset size);

/* MPI_File_sync: collective. */
int file_sync(file_t *file);

/* MPI_File_set_atomicity: collective. */
int file_set_atomicity(file_t *file, bool atomic);

/* Hints: file_perm, with which a file was created, is the one that is known; what info
 * (which may be NULL) says besides is ignored. */
int file_set_hints(file_t *file, const info_t *info);

/* MPI_File_set_view (14.3): collective; both pointers are at its beginning then. */
struct view_arguments {
    MPI_Offset disp;
    MPI_Datatype etype, filetype;
    const char *datarep;
};
int file_set_view(file_t *file, const struct view_arguments *arguments);

/* MPI_BYTE, "native", from the first byte on: the view of a file that is opened. */
int file_default_view(file_t *file);

/* MPI_File_get_type_extent (14.5.1): of a type in this file's representation. */
int file_type_extent(const file_t *file, MPI_Datatype datatype, MPI_Count *extent);

/* Bytes of an etype in the file. */
static inline MPI_Count file_unit(const file_t *file)
{
    return file->etype_in_file->size;
}

/* MPI_ERR_READ_ONLY, MPI_ERR_ACCESS: what the access mode does not allow. */
int file_check_writable(const file_t *file);
int file_check_readable(const file_t *file);

/* MPI_ERR_UNSUPPORTED_OPERATION if the file was opened with MPI_MODE_SEQUENTIAL. */
int file_check_not_sequential(const file_t *file);

#endif
