/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * keyval.h: what an attribute is called by (MPI 5.0, 7.7): a number, and the functions
 * that copy and delete its values.  A keyval that was freed has no number any more, but
 * lives on until the last attribute with it is gone.
 */
#ifndef OBJ_KEYVAL_H
#define OBJ_KEYVAL_H

#include <mpi.h>
#include <stdbool.h>

#include "obj/object.h"

/* The standard's values 0 (MPI_X_NULL_COPY_FN, MPI_X_NULL_DELETE_FN) and 1 (MPI_X_DUP_FN)
 * are no functions that can be called. */
union keyval_copy {
    MPI_Comm_copy_attr_function *comm;
    MPI_Type_copy_attr_function *type;
    MPI_Win_copy_attr_function *win;
};
union keyval_delete {
    MPI_Comm_delete_attr_function *comm;
    MPI_Type_delete_attr_function *type;
    MPI_Win_delete_attr_function *win;
};

struct keyval {
    enum object_kind kind; /* OBJECT_COMM, OBJECT_DATATYPE or OBJECT_WIN */
    int number;
    int refs; /* the number's, and one per attribute */
    union keyval_copy copy;
    union keyval_delete delete;
    void *extra_state;
};

int keyval_create(enum object_kind kind, union keyval_copy copy,
                  union keyval_delete delete, void *extra_state, int *number);

/* MPI_X_free_keyval: sets *number to MPI_KEYVAL_INVALID.  MPI_ERR_KEYVAL. */
int keyval_free(enum object_kind kind, int *number);

/* The live keyval of a number, for objects of this kind; NULL, with a text, if it is
 * none. */
struct keyval *keyval_find(enum object_kind kind, int number);

void keyval_get(struct keyval *keyval);
void keyval_put(struct keyval *keyval);

/* Call the keyval's functions for a value of object.  *copied says whether there is a
 * copy, which is *copy.  They return what the function returned. */
int keyval_call_copy(const struct keyval *keyval, const struct object *object,
                     void *value, void **copy, bool *copied);
int keyval_call_delete(const struct keyval *keyval, const struct object *object,
                       void *value);

#endif
