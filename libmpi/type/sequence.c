/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/sequence.h"

#include <stdlib.h>

#include "type/external.h"
#include "type/signature.h"

/* Spreads a small code over 64 bits (the finalizer of splitmix64). */
static uint64_t mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* First a, then b. */
static struct sequence_hash hash_join(struct sequence_hash a, struct sequence_hash b)
{
    return (struct sequence_hash){ .factor = a.factor * b.factor,
                                   .term = a.term * b.factor + b.term };
}

/* count times a, by squaring. */
static struct sequence_hash hash_repeat(struct sequence_hash a, MPI_Count count)
{
    struct sequence_hash all = { .factor = 1, .term = 0 };

    for (; count > 0; count >>= 1) {
        if (count & 1)
            all = hash_join(all, a);
        a = hash_join(a, a);
    }
    return all;
}

struct sequence_hash sequence_hash(const struct sequence *sequence, MPI_Count count)
{
    return hash_repeat(sequence->hash, count);
}

struct sequence *sequence_get(struct sequence *sequence)
{
    sequence->refs++;
    return sequence;
}

static void put_parts(struct sequence **part, MPI_Count parts)
{
    for (MPI_Count i = 0; i < parts; i++)
        sequence_put(part[i]);
}

void sequence_put(struct sequence *sequence)
{
    if (!sequence || --sequence->refs > 0)
        return;
    put_parts(sequence->part, sequence->parts);
    free(sequence);
}

static struct sequence *make(MPI_Count parts)
{
    struct sequence *sequence =
        calloc(1, sizeof *sequence + (size_t)parts * sizeof(struct sequence *));

    if (sequence) {
        sequence->refs = 1;
        sequence->count = 1;
        sequence->parts = parts;
        sequence->hash.factor = 1;
    }
    return sequence;
}

struct sequence *sequence_basic(enum basic basic, MPI_Count size)
{
    struct sequence *sequence = make(0);

    if (!sequence)
        return NULL;
    sequence->basic = basic;
    sequence->code = signature_code(basic);
    sequence->anything = sequence->code == SIGNATURE_ANYTHING;
    sequence->hash.factor = 0x2545f4914f6cdd1du;
    sequence->hash.term = mix(sequence->code);
    sequence->size = size;
    sequence->elements = 1;
    sequence->external = external_basic_size(basic);
    return sequence;
}

/* The same parts (now counted twice), more often. */
struct sequence *sequence_repeat(struct sequence *sequence, MPI_Count count)
{
    struct sequence *repeated;

    if (count == 1)
        return sequence_get(sequence);
    repeated = make(sequence->parts);
    if (!repeated)
        return NULL;
    repeated->basic = sequence->basic;
    repeated->anything = sequence->anything;
    repeated->code = sequence->code;
    repeated->hash = hash_repeat(sequence->hash, count);
    repeated->count = sequence->count * count;
    repeated->size = sequence->size * count;
    repeated->elements = sequence->elements * count;
    repeated->external = sequence->external * count;
    for (MPI_Count i = 0; i < sequence->parts; i++)
        repeated->part[i] = sequence_get(sequence->part[i]);
    return repeated;
}

static void add_part(struct sequence *sequence, MPI_Count i, struct sequence *part)
{
    sequence->part[i] = part;
    sequence->anything |= part->anything;
    sequence->code = i == 0 || sequence->code == part->code ? part->code : 0;
    sequence->hash = hash_join(sequence->hash, part->hash);
    sequence->size += part->size;
    sequence->elements += part->elements;
    sequence->external += part->external;
}

struct sequence *sequence_list(struct sequence **part, MPI_Count parts)
{
    struct sequence *sequence;

    if (parts == 1)
        return part[0];
    sequence = make(parts);
    if (!sequence) {
        put_parts(part, parts);
        return NULL;
    }
    for (MPI_Count i = 0; i < parts; i++)
        add_part(sequence, i, part[i]);
    return sequence;
}

MPI_Count sequence_elements(const struct sequence *sequence, MPI_Count bytes,
                            MPI_Count *rest)
{
    MPI_Count once = sequence->size / sequence->count;
    MPI_Count elements = bytes / once * (sequence->elements / sequence->count);

    *rest = bytes % once;
    for (MPI_Count i = 0; i < sequence->parts && (*rest) > 0; i++) {
        const struct sequence *part = sequence->part[i];

        if (*rest < part->size)
            return elements + sequence_elements(part, *rest, rest);
        *rest -= part->size;
        elements += part->elements;
    }
    return elements;
}

MPI_Count sequence_bytes(const struct sequence *sequence, MPI_Count elements)
{
    MPI_Count once = sequence->elements / sequence->count;
    MPI_Count bytes = elements / once * (sequence->size / sequence->count);

    elements %= once;
    for (MPI_Count i = 0; i < sequence->parts && elements > 0; i++) {
        const struct sequence *part = sequence->part[i];

        if (elements < part->elements)
            return bytes + sequence_bytes(part, elements);
        elements -= part->elements;
        bytes += part->size;
    }
    return bytes;
}
