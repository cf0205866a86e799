/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * letter.h: what the members of a window write to each other, each letter in a parcel
 * (p2p/parcel.h) that carries the context id of the window.  A letter is followed by the
 * shape of the target's datatype, if it has one, and by data.
 *
 * All of one-sided communication rests on one fact: letters from one member to another
 * are read in the order in which they were written.  So a letter that asks for an answer
 * says, when the answer comes, that all before it was done, too.
 */
#ifndef RMA_LETTER_H
#define RMA_LETTER_H

#include <mpi.h>
#include <stdint.h>

#include "p2p/parcel.h"

enum letter_kind {
    /* from an origin, about memory; below LETTER_FLUSH */
    LETTER_PUT,
    LETTER_GET,
    LETTER_ACCUMULATE,
    LETTER_GET_ACCUMULATE,
    LETTER_COMPARE_AND_SWAP, /* data is the compare value and the new one */
    /* from an origin, about order */
    LETTER_FLUSH, /* answer, when all before was done */
    LETTER_LOCK,  /* answer, when the lock is mine; the kinds of rma/win_lock.h */
    LETTER_LOCK_OF_SEVERAL,
    LETTER_LOCK_EXCLUSIVE,
    LETTER_UNLOCK,
    LETTER_COMPLETE, /* MPI_Win_complete */
    /* from a target */
    LETTER_POST,   /* MPI_Win_post */
    LETTER_ANSWER, /* to the letter with this token */
    LETTER_ERROR,  /* a letter reached memory that is not attached */
};

struct letter {
    uint8_t kind;       /* enum letter_kind */
    uint8_t answer : 1; /* an answer is awaited */
    uint8_t waited : 1; /* it has a request of its own; rma/conflict.h */
    uint8_t first : 1;  /* the writer has heard of nobody since all met; rma/conflict.h */
    uint16_t element;   /* accumulate: enum basic that all data is made of */
    int32_t writer;     /* its rank in the window */
    uint32_t op;        /* accumulate: handle of the operation */
    uint32_t shape;     /* bytes of shape that follow */
    uint64_t token;     /* names the operation to its origin; comes back in the answer */
    int64_t offset;     /* of the target's buffer, in bytes from the window's base */
    int64_t count;      /* elements of the target's datatype */
    int64_t bytes;      /* of data, which stand behind the shape */
};

_Static_assert(sizeof(struct letter) == 48, "no hidden holes in what travels");

#endif
