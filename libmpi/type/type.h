/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * type.h: the datatype object (MPI 5.0, chapter 5).  All counts and displacements are 64
 * bits; displacements and extents are in bytes.
 */
#ifndef TYPE_TYPE_H
#define TYPE_TYPE_H

#include <stdbool.h>

#include "obj/basic.h"
#include "obj/object.h"

struct MPI_ABI_Datatype {
    struct object object;
    enum basic basic; /* which named type; BASIC_NONE if derived */
    bool committed;
    bool contiguous;      /* size == extent, no holes, in order: count elements are
                             count * size consecutive bytes from buffer + true_lb */
    MPI_Count size;       /* bytes of data in one element */
    MPI_Count lb, extent; /* extent may be negative or 0 */
    MPI_Count true_lb, true_extent;
    uint32_t signature;        /* see type/signature.h */
    struct layout *layout;     /* where the data lies; NULL for named types */
    struct contents *contents; /* how it was made; NULL for named types */
};

typedef struct MPI_ABI_Datatype datatype_t;

/* The datatype of a handle, NULL if it is none. */
static inline datatype_t *type_of(MPI_Datatype handle)
{
    return object_of(handle, OBJECT_DATATYPE);
}

/* Makes the named datatypes and enters them in the table of predefined objects; takes
 * them out. */
int type_init(void);
void type_fini(void);

/* The object of a named datatype, e.g. type_named(BASIC_MPI_BYTE); after type_init(). */
datatype_t *type_named(enum basic basic);

#endif
