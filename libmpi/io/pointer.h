/* SPDX-License-Identifier: BSD-3-Clause */
/* pointer.h: where the file pointers are (MPI 5.0, 14.4.3 and 14.4.4), in etypes of the
 * file's view. */
#ifndef IO_POINTER_H
#define IO_POINTER_H

#include "io/file.h"

/* MPI_File_seek: local; MPI_File_seek_shared: collective.  whence is one of MPI_SEEK_SET,
 * _CUR and _END.  MPI_ERR_ARG if that is before the beginning of the view. */
int pointer_seek(file_t *file, MPI_Offset offset, int whence);
int pointer_seek_shared(file_t *file, MPI_Offset offset, int whence);

/* MPI_File_get_position and _shared. */
int pointer_get(file_t *file, MPI_Offset *offset);
int pointer_get_shared(file_t *file, MPI_Offset *offset);

/* MPI_File_get_byte_offset: an offset of the view as an offset of the file. */
int pointer_byte_offset(const file_t *file, MPI_Offset offset, MPI_Offset *disp);

/* Both pointers go to the end of the file; collective. */
int pointer_start_at_end(file_t *file);

#endif
