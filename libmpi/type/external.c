/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * external.c: walks over a type's sequence of basic elements and converts run after run.
 * The native bytes come from (go to) the type's packed stream, so that places in memory
 * are no concern of this file.
 *
 * Most formats differ in the order of bytes alone.  Integers of another width are cut or
 * extended, and Intel's 80-bit long double becomes binary128, which has the same sign
 * and exponent and more fraction.
 */
#include "type/external.h"

#include <float.h>
#include <string.h>

#include "type/pack.h"
#include "type/sequence.h"

enum format { SWAP, SIGNED, UNSIGNED, EXTENDED };

/* One basic element is `parts` numbers (two if complex), each of native and external
 * bytes. */
struct conversion {
    enum format format;
    int parts, native, external;
};

#if LDBL_MANT_DIG == 64
static const enum format long_double_format = EXTENDED;
#elif LDBL_MANT_DIG == 113
static const enum format long_double_format = SWAP;
#else
#    error "long double is neither Intel's extended format nor binary128"
#endif

static const MPI_Count native_size[BASIC_COUNT] = {
#define B(handle, c_type, arithmetic, family) [BASIC_##handle] = sizeof(c_type),
#include "obj/basic.def"
#undef B
};

static struct conversion swap(int parts, int native)
{
    return (struct conversion){ SWAP, parts, native, native };
}

static struct conversion conversion_of(enum basic basic)
{
    int size = (int)native_size[basic];

    switch (basic) {
    case BASIC_MPI_LONG:
        return (struct conversion){ SIGNED, 1, size, 4 };
    case BASIC_MPI_UNSIGNED_LONG:
        return (struct conversion){ UNSIGNED, 1, size, 4 };
    case BASIC_MPI_WCHAR:
        return (struct conversion){ UNSIGNED, 1, size, 2 };
    case BASIC_MPI_LONG_DOUBLE:
        return (struct conversion){ long_double_format, 1, size, 16 };
    case BASIC_MPI_C_LONG_DOUBLE_COMPLEX:
    case BASIC_MPI_CXX_LONG_DOUBLE_COMPLEX:
        return (struct conversion){ long_double_format, 2, size / 2, 16 };
    case BASIC_MPI_C_FLOAT_COMPLEX:
    case BASIC_MPI_CXX_FLOAT_COMPLEX:
    case BASIC_MPI_C_DOUBLE_COMPLEX:
    case BASIC_MPI_CXX_DOUBLE_COMPLEX:
    case BASIC_MPI_COMPLEX:
    case BASIC_MPI_DOUBLE_COMPLEX:
    case BASIC_MPI_COMPLEX4:
    case BASIC_MPI_COMPLEX8:
    case BASIC_MPI_COMPLEX16:
    case BASIC_MPI_COMPLEX32:
        return swap(2, size / 2);
    default:
        return swap(1, size);
    }
}

MPI_Count external_basic_size(enum basic basic)
{
    struct conversion c = conversion_of(basic);

    return (MPI_Count)c.parts * c.external;
}

MPI_Count external_size(const datatype_t *type)
{
    return type->sequence ? type->sequence->external : 0;
}

static const bool big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;

/* size bytes, most significant first; the same function both ways. */
static void swap_bytes(unsigned char *to, const unsigned char *from, int size)
{
    for (int i = 0; i < size; i++)
        to[i] = from[big_endian ? i : size - 1 - i];
}

/* A big-endian integer of another width; the sign is that of the source. */
static void resize(unsigned char *to, int to_size, const unsigned char *from,
                   int from_size, bool is_signed)
{
    unsigned char fill = is_signed && from[0] & 0x80 ? 0xff : 0;

    for (int i = 0; i < to_size; i++) {
        int j = from_size - to_size + i;

        to[i] = j < 0 ? fill : from[j];
    }
}

/* Sign and exponent are the same 16 bits; Intel's integer bit is implied in binary128,
 * and its 63 bits of fraction are the upper ones of 112. */
static void extended_to_external(unsigned char *to, const unsigned char *from)
{
    uint64_t significand;

    memcpy(&significand, from, 8);
    significand <<= 1;
    to[0] = from[9];
    to[1] = from[8];
    swap_bytes(to + 2, (unsigned char *)&significand, 8);
    memset(to + 10, 0, 6);
}

static void extended_from_external(unsigned char *to, const unsigned char *from)
{
    uint64_t significand;
    bool normal = (from[0] & 0x7f) || from[1];

    swap_bytes((unsigned char *)&significand, from + 2, 8);
    significand = significand >> 1 | (uint64_t)normal << 63;
    memset(to, 0, sizeof(long double));
    memcpy(to, &significand, 8);
    to[8] = from[1];
    to[9] = from[0];
}

static void part_to_external(struct conversion c, unsigned char *to,
                             const unsigned char *from)
{
    unsigned char big[sizeof(long double)];

    switch (c.format) {
    case SWAP:
        swap_bytes(to, from, c.native);
        break;
    case SIGNED:
    case UNSIGNED:
        swap_bytes(big, from, c.native);
        resize(to, c.external, big, c.native, c.format == SIGNED);
        break;
    case EXTENDED:
        extended_to_external(to, from);
        break;
    }
}

static void part_from_external(struct conversion c, unsigned char *to,
                               const unsigned char *from)
{
    unsigned char big[sizeof(long double)];

    switch (c.format) {
    case SWAP:
        swap_bytes(to, from, c.native);
        break;
    case SIGNED:
    case UNSIGNED:
        resize(big, c.native, from, c.external, c.format == SIGNED);
        swap_bytes(to, big, c.native);
        break;
    case EXTENDED:
        extended_from_external(to, from);
        break;
    }
}

/* Where a walk stands: byte offset of the native packed stream, and the external one. */
struct walk {
    void *buffer;
    MPI_Count count;
    const datatype_t *type;
    MPI_Count offset;
    unsigned char *external;
    bool packing;
};

/* elements of one basic type, as many as fit into native (parts * c.native bytes). */
static void convert_piece(struct walk *walk, struct conversion c, MPI_Count parts,
                          unsigned char *native)
{
    MPI_Count bytes = parts * c.native;

    if (walk->packing)
        type_pack(walk->buffer, walk->count, walk->type, walk->offset, native, bytes);
    for (MPI_Count i = 0; i < parts; i++, walk->external += c.external)
        if (walk->packing)
            part_to_external(c, walk->external, native + i * c.native);
        else
            part_from_external(c, native + i * c.native, walk->external);
    if (!walk->packing)
        type_unpack(walk->buffer, walk->count, walk->type, walk->offset, native, bytes);
    walk->offset += bytes;
}

static void convert_basic(struct walk *walk, enum basic basic, MPI_Count count)
{
    unsigned char native[4096];
    struct conversion c = conversion_of(basic);
    MPI_Count parts = count * c.parts, room = (MPI_Count)sizeof native / c.native;

    for (; parts > room; parts -= room)
        convert_piece(walk, c, room, native);
    convert_piece(walk, c, parts, native);
}

static void convert(struct walk *walk, const struct sequence *sequence)
{
    if (sequence->parts == 0) {
        convert_basic(walk, sequence->basic, sequence->count);
        return;
    }
    for (MPI_Count i = 0; i < sequence->count; i++)
        for (MPI_Count j = 0; j < sequence->parts; j++)
            convert(walk, sequence->part[j]);
}

static void convert_all(struct walk walk)
{
    const struct sequence *sequence = walk.type->sequence;

    if (!sequence)
        return;
    if (sequence->parts == 0)
        convert_basic(&walk, sequence->basic, sequence->count * walk.count);
    else
        for (MPI_Count i = 0; i < walk.count; i++)
            convert(&walk, sequence);
}

void external_pack(const void *buffer, MPI_Count count, const datatype_t *type, void *out)
{
    convert_all((struct walk){ .buffer = (void *)buffer,
                               .count = count,
                               .type = type,
                               .external = out,
                               .packing = true });
}

void external_unpack(void *buffer, MPI_Count count, const datatype_t *type,
                     const void *in)
{
    convert_all((struct walk){ .buffer = buffer,
                               .count = count,
                               .type = type,
                               .external = (unsigned char *)in });
}
