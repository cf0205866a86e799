/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * signature.h: the type signature of a message (MPI 5.0, 3.3.1) in 32 bits that travel in
 * its header, so that the receiver sees what does not match.
 *
 *     0                    anything: the data is untyped, holds untyped parts, or is
 * empty family, size         all basic elements are alike: which kind, how many bytes
 * each high bit and a hash  of the sequence of different basic elements
 *
 * Types of the same kind and size match whatever their name: MPI_INT, MPI_INT32_T,
 * MPI_UNSIGNED and MPI_INTEGER are one kind, as are all one-byte integers and
 * characters.  The standard is stricter, but a false accusation is worse than a miss.
 */
#ifndef TYPE_SIGNATURE_H
#define TYPE_SIGNATURE_H

#include <stdbool.h>

#include "type/type.h"

enum { SIGNATURE_ANYTHING = 0 };

static const uint32_t SIGNATURE_MIXED = 0x80000000u;

/* The signature of one element of a named type that is no pair. */
uint32_t signature_code(enum basic basic);

/* What type_signature() falls back to; count is at least 1. */
uint32_t signature_of_many(const datatype_t *type, MPI_Count count);

/* The signature of count elements; O(1) for alike elements, else O(log count). */
static inline uint32_t type_signature(const datatype_t *type, MPI_Count count)
{
    if (!(type->signature & SIGNATURE_MIXED) || count == 1)
        return type->signature;
    return count == 0 ? (uint32_t)SIGNATURE_ANYTHING : signature_of_many(type, count);
}

enum { TYPE_PLAIN_MOST = 4096 }; /* bytes of a plain type */

/* Says whether a type, whose other fields are there, may be communicated with. */
static inline void type_set_committed(datatype_t *type, bool committed)
{
    type->committed = committed;
    type->plain = committed && type->contiguous && type->size > 0 &&
                  type->size <= TYPE_PLAIN_MOST && !(type->signature & SIGNATURE_MIXED);
}

/*
 * May a message of sent_bytes bytes with this signature be received where expected_bytes
 * bytes are expected?  A shorter message may, if its elements are the first of those
 * expected; where 32 bits cannot tell, the answer is yes.  (Truncation is not looked at.)
 */
bool signature_matches(uint32_t sent, MPI_Count sent_bytes, uint32_t expected,
                       MPI_Count expected_bytes);

enum { SIGNATURE_TEXT = 64 };

/* For messages: "integers of 4 bytes", "elements of different types", ...; written to
 * text (size bytes), which is returned. */
const char *signature_text(uint32_t signature, char *text, size_t size);

#endif
