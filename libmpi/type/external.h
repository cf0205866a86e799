/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * external.h: the representation "external32" (MPI 5.0, 14.5.2): big-endian, two's
 * complement, IEEE formats, no padding.  Sizes differ from the native ones for
 * (unsigned) long, 4 bytes, and wchar_t, 2 bytes: values that do not fit lose their
 * upper half, as the standard's table has it.
 */
#ifndef TYPE_EXTERNAL_H
#define TYPE_EXTERNAL_H

#include "type/type.h"

/* Bytes of one element of a named type that is no pair. */
MPI_Count external_basic_size(enum basic basic);

/* Bytes of one element of any type. */
MPI_Count external_size(const datatype_t *type);

/* count elements from buffer to out, and back; count * external_size() bytes. */
void external_pack(const void *buffer, MPI_Count count, const datatype_t *type,
                   void *out);
void external_unpack(void *buffer, MPI_Count count, const datatype_t *type,
                     const void *in);

#endif
