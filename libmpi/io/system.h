/* SPDX-License-Identifier: BSD-3-Clause */
/* system.h: what files ask of the operating system: reads and writes that go on until
 * all is done, and its errors as MPI error classes. */
#ifndef IO_SYSTEM_H
#define IO_SYSTEM_H

#include <stdbool.h>
#include <sys/types.h>

#include <mpi.h>

/* The MPI error class of an errno (MPI 5.0, 14.8), e.g. MPI_ERR_NO_SUCH_FILE. */
int system_class(int errnum);

/* err() with that class and a text: what could not be done to which file, and why. */
int system_error(const char *verb, const char *path, int errnum);

/* All of bytes from (to) offset on, however many system calls that takes.  Return an
 * errno, or 0; *done is how many bytes were moved, and less than bytes without an error
 * only at the end of the file. */
int system_read(int fd, void *buffer, MPI_Count bytes, off_t offset, MPI_Count *done);
int system_write(int fd, const void *buffer, MPI_Count bytes, off_t offset,
                 MPI_Count *done);

/* Waits for a lock on bytes first to last (all of them if last is the greatest offset):
 * one writer or many readers, of whatever process or node opened the file.  Return an
 * errno, or 0. */
int system_lock(int fd, bool writes, off_t first, off_t last);
void system_unlock(int fd, off_t first, off_t last);

#endif
