/* SPDX-License-Identifier: BSD-3-Clause */
/* open.h: opening, closing and deleting files (MPI 5.0, 14.2). */
#ifndef IO_OPEN_H
#define IO_OPEN_H

#include "io/file.h"

/* MPI_ERR_AMODE unless it is a legal sum of MPI_MODE_ constants. */
int open_check_amode(int amode);

/* MPI_File_open: collective over the intra-communicator comm.  It succeeds on all members
 * or on none, and a file that rank 0 has created stays then. */
int open_file(comm_t *comm, const char *path, int amode, const info_t *info,
              file_t **file);

/* MPI_File_close: collective.  The object is gone, also if an error is returned; when it
 * returns, a file with MPI_MODE_DELETE_ON_CLOSE is gone, too. */
int open_close(file_t *file);

/* MPI_File_delete: local. */
int open_delete(const char *path);

#endif
