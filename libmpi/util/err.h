/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * err.h: how an error travels inside the library.
 *
 * A function that can fail returns an MPI error class (MPI 5.0, 9.4), MPI_SUCCESS if all
 * is well.  The one that knows the cause writes the text, `return err(MPI_ERR_TAG, "tag
 * %d ...", tag)`; the others return what they got.  The text is kept per thread until the
 * entry point hands it to the error handler.
 */
#ifndef UTIL_ERR_H
#define UTIL_ERR_H

#include <mpi.h>

/* Remembers the text (at most MPI_MAX_ERROR_STRING - 1 bytes) and returns error_class. */
int err(int error_class, const char *format, ...)
    __attribute__((format(printf, 2, 3), cold));

/* The text of this thread's last err(), "" if there is none since err_clear(). */
const char *err_text(void);
void err_clear(void);

/* The standard's sense of a predefined error class, e.g. "invalid tag argument"; NULL if
 * error_class is not predefined. */
const char *err_class_text(int error_class);

/* Its name, e.g. "MPI_ERR_TAG"; NULL if error_class is not predefined. */
const char *err_class_name(int error_class);

#endif
