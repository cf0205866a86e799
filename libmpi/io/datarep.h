/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * datarep.h: how data looks in a file (MPI 5.0, 14.5): "native" and "internal", the bytes
 * of memory; "external32"; and what programs have registered.
 *
 * A basic element has a size in the file; the file bytes of (buffer, count, type) are its
 * basic elements one after the other, as those of a packed stream are.
 */
#ifndef IO_DATAREP_H
#define IO_DATAREP_H

#include <stdbool.h>

#include "type/type.h"

/* What MPI_Register_datarep says; of the two kinds of functions one is not NULL, or none,
 * which stands for MPI_CONVERSION_FN_NULL. */
struct datarep_functions {
    MPI_Datarep_conversion_function *read, *write;
    MPI_Datarep_conversion_function_c *read_c, *write_c;
    MPI_Datarep_extent_function *extent;
    void *extra_state;
};

struct datarep;

/* MPI_ERR_UNSUPPORTED_DATAREP if there is none of that name. */
int datarep_find(const char *name, struct datarep **rep);

/* For ever.  MPI_ERR_DUP_DATAREP, MPI_ERR_ARG, MPI_ERR_NO_MEM. */
int datarep_register(const char *name, const struct datarep_functions *functions);

const char *datarep_name(const struct datarep *rep);

/* True if the file's bytes are those of the packed stream. */
bool datarep_is_native(const struct datarep *rep);

/* Bytes of one element of type in the file.  Fails as the program's function does. */
int datarep_size(struct datarep *rep, const datatype_t *type, MPI_Count *bytes);

/* To the file's bytes, count * datarep_size() of them. */
int datarep_encode(struct datarep *rep, const void *buffer, MPI_Count count,
                   datatype_t *type, void *out);

/* From the first in_bytes file bytes: as many basic elements as are whole; *bytes is what
 * they are in the packed stream. */
int datarep_decode(struct datarep *rep, void *buffer, MPI_Count count, datatype_t *type,
                   const void *in, MPI_Count in_bytes, MPI_Count *bytes);

/* Forgets what was registered, at the end. */
void datarep_fini(void);

#endif
