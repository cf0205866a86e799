/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * sequence.h: which basic elements a datatype is made of, in the order of its typemap and
 * without their places (MPI 5.0, 5.1: the type signature).  The packed stream of a type
 * is these elements one after the other.
 *
 * A sequence is `count` times its parts one after the other, or, without parts, `count`
 * times one basic element; pairs are their two elements.  Sequences are never empty: a
 * type without elements has NULL.  They do not change once they are made, and are shared
 * by reference counts.
 */
#ifndef TYPE_SEQUENCE_H
#define TYPE_SEQUENCE_H

#include <mpi.h>
#include <stdbool.h>
#include <stdint.h>

#include "obj/basic.h"

/* A hash that grows with a sequence: x -> x * factor + term for what stands in it. */
struct sequence_hash {
    uint64_t factor, term;
};

struct sequence {
    int32_t refs;
    enum basic basic; /* of a sequence without parts */
    bool anything;    /* holds MPI_BYTE or MPI_PACKED: matches everything */
    uint32_t code; /* of the basic elements if all are alike (type/signature.h), or 0 */
    struct sequence_hash hash; /* of all */
    MPI_Count count;
    MPI_Count size;     /* bytes of all */
    MPI_Count elements; /* of all */
    MPI_Count external; /* bytes of all in external32 */
    MPI_Count parts;
    struct sequence *part[];
};

/* Each returns one reference, and NULL if memory ran out. */
struct sequence *sequence_basic(enum basic basic, MPI_Count size);
struct sequence *sequence_repeat(struct sequence *sequence, MPI_Count count);

/* The parts in order, of which there is at least one; takes over their references, also
 * when it fails. */
struct sequence *sequence_list(struct sequence **part, MPI_Count parts);

struct sequence *sequence_get(struct sequence *sequence);
void sequence_put(struct sequence *sequence); /* NULL is harmless */

/* Of the sequence count times. */
struct sequence_hash sequence_hash(const struct sequence *sequence, MPI_Count count);

/*
 * How many whole basic elements the first bytes bytes of the sequence's packed stream
 * hold, bytes <= sequence->size; *rest is the bytes after the last of them.  And how many
 * bytes the first elements basic elements take, elements <= sequence->elements.
 */
MPI_Count sequence_elements(const struct sequence *sequence, MPI_Count bytes,
                            MPI_Count *rest);
MPI_Count sequence_bytes(const struct sequence *sequence, MPI_Count elements);

#endif
