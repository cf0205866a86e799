/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/signature.h"

#include <stdio.h>

#include "type/sequence.h"
#include "util/macros.h"

/* The families of obj/basic.def, as bits 8 and up of a signature. */
enum family {
    BYTE = 1,
    PACKED,
    MULTI,
    INTEGER,
    FLOATING,
    COMPLEX,
    LOGICAL,
    CHARACTER,
    PAIR
};

static const struct {
    enum family family;
    uint32_t size;
} of_basic[BASIC_COUNT] = {
#define B(handle, c_type, arithmetic, family)                                            \
    [BASIC_##handle] = { family, sizeof(c_type) },
#include "obj/basic.def"
#undef B
};

static uint32_t code(enum family family, uint32_t size)
{
    return (uint32_t)family << 8 | size;
}

uint32_t signature_code(enum basic basic)
{
    enum family family = of_basic[basic].family;
    uint32_t size = of_basic[basic].size;

    if (family == BYTE || family == PACKED)
        return SIGNATURE_ANYTHING;
    if (family == MULTI || (family == CHARACTER && size == 1))
        family = INTEGER;
    return code(family, size);
}

static uint32_t mixed(struct sequence_hash hash)
{
    return SIGNATURE_MIXED | (uint32_t)((hash.term ^ hash.term >> 32) & ~SIGNATURE_MIXED);
}

uint32_t signature_of_many(const datatype_t *type, MPI_Count count)
{
    const struct sequence *sequence = type->sequence;

    if (!sequence || sequence->anything)
        return SIGNATURE_ANYTHING;
    return sequence->code ? sequence->code : mixed(sequence_hash(sequence, count));
}

/* Integers of one byte are what programs take for raw memory; mpi4py (4.1.2) does so with
 * elements of several lanes. */
static bool is_anything(uint32_t signature)
{
    return signature == SIGNATURE_ANYTHING || signature == (INTEGER << 8 | 1);
}

bool signature_matches(uint32_t sent, MPI_Count sent_bytes, uint32_t expected,
                       MPI_Count expected_bytes)
{
    if (sent == expected || is_anything(sent) || is_anything(expected) || sent_bytes == 0)
        return true;
    if (expected & SIGNATURE_MIXED)
        return sent_bytes != expected_bytes;
    return false;
}

const char *signature_text(uint32_t signature, char *text, size_t size)
{
    static const char *const plural[] = {
        [INTEGER] = "integers",        [FLOATING] = "floating-point numbers",
        [COMPLEX] = "complex numbers", [LOGICAL] = "logicals",
        [CHARACTER] = "characters",
    };

    if (signature & SIGNATURE_MIXED)
        snprintf(text, size, "elements of different types");
    else if (signature == SIGNATURE_ANYTHING)
        snprintf(text, size, "untyped bytes");
    else if (signature >> 8 < array_length(plural) && plural[signature >> 8])
        snprintf(text, size, "%s of %u bytes", plural[signature >> 8], signature & 0xff);
    else
        snprintf(text, size, "elements of an unknown type");
    return text;
}
