/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * type.h: the datatype object (MPI 5.0, chapter 5).  All counts and displacements are 64
 * bits; displacements and extents are in bytes.
 *
 * A type is kept as three descriptions, made once by its constructor and shared with the
 * types that are derived from it: where the data lies (type/layout.h), which basic
 * elements it is made of (type/sequence.h), and how the user made it (type/contents.h).
 * No description is longer than the arguments it came from.
 */
#ifndef TYPE_TYPE_H
#define TYPE_TYPE_H

#include <stdbool.h>

#include "obj/basic.h"
#include "obj/object.h"

struct MPI_ABI_Datatype {
    struct object object;
    enum basic basic;   /* which named type; BASIC_NONE if derived */
    bool committed;     /* and not freed */
    bool plain;         /* committed, contiguous, its elements alike, some but few: what
                           the short path takes (p2p/short.h) */
    bool freed;         /* MPI_Type_free was called; only operations and types hold it */
    bool permanent;     /* predefined, named or not: cannot be freed */
    bool contiguous;    /* size == extent, no holes, in order: count elements are
                           count * size consecutive bytes from buffer + true_lb */
    bool marked;        /* lb and extent were set by MPI_Type_create_resized or an array
                           constructor, here or further down */
    uint32_t align;     /* what the extent is rounded up to unless marked; 0 if empty */
    uint32_t signature; /* see type/signature.h */
    MPI_Count size;     /* bytes of data in one element */
    MPI_Count lb, extent; /* extent may be negative or 0 */
    MPI_Count true_lb, true_extent;
    struct layout *layout;     /* where the data lies; never NULL */
    struct sequence *sequence; /* which basic elements; NULL if there are none */
    struct contents *contents; /* how it was made; NULL for named types */
};

typedef struct MPI_ABI_Datatype datatype_t;

/* The datatype of a handle, NULL if it is none. */
static inline datatype_t *type_of(MPI_Datatype handle)
{
    return object_of(handle, OBJECT_DATATYPE);
}

/* Makes the named datatypes and enters them in the table of predefined objects; takes
 * them out.  type_init returns MPI_ERR_NO_MEM or MPI_SUCCESS. */
int type_init(void);
void type_fini(void);

/* The object of a named datatype, e.g. type_named(BASIC_MPI_BYTE); after type_init(). */
datatype_t *type_named(enum basic basic);

/* The named pair of a value and an index of these named types (MPI 5.0, 6.9.4:
 * MPI_Type_get_value_index); NULL if there is none. */
datatype_t *type_pair(enum basic value, enum basic index);

/* What messages call it: the name it was given, else "a derived datatype". */
const char *type_name(const datatype_t *type);

#endif
