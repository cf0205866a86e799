/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * contents.h: the call that made a datatype, for MPI_Type_get_envelope and _get_contents
 * (MPI 5.0, 5.1.13).
 *
 * Arguments are recorded in the order of the call.  Where the standard puts them depends
 * on which call it was: a count is an integer in the contents of a type that was made by
 * the int call, and a large count in that of its `_c` sibling, and so on; contents_count
 * and contents_address know.  Recording never fails on its own: memory that ran out shows
 * in `failed`.
 */
#ifndef TYPE_CONTENTS_H
#define TYPE_CONTENTS_H

#include "type/counts.h"
#include "type/type.h"

struct numbers {
    MPI_Count *value;
    MPI_Count count, room;
};

struct contents {
    int32_t refs;
    int combiner; /* MPI_COMBINER_* */
    bool large;   /* made by a `_c` call */
    bool failed;
    struct numbers integers, addresses, large_counts;
    MPI_Count types;
    datatype_t **type; /* a reference to each */
};

/* One reference, no arguments yet; NULL if memory ran out.  The other functions take NULL
 * for an argument. */
struct contents *contents_create(int combiner, bool large);
struct contents *contents_get(struct contents *contents);
void contents_put(struct contents *contents);

void contents_int(struct contents *contents, int value);
void contents_ints(struct contents *contents, const int *array, MPI_Count n);
void contents_count(struct contents *contents, MPI_Count value);
void contents_counts(struct contents *contents, struct counts counts, MPI_Count n);
void contents_address(struct contents *contents, MPI_Count value);
void contents_addresses(struct contents *contents, struct counts counts, MPI_Count n);
void contents_type(struct contents *contents, datatype_t *type);
void contents_types(struct contents *contents, datatype_t *const *type, MPI_Count n);

/* MPI_COMBINER_NAMED for named types. */
int type_combiner(const datatype_t *type);

/*
 * Handles for the user to the datatypes of the contents: named and other predefined ones
 * as they are, derived ones as new objects of their own that share the descriptions.
 * MPI_ERR_NO_MEM or MPI_SUCCESS.
 */
int contents_handles(const struct contents *contents, MPI_Datatype *handles);

#endif
