/* SPDX-License-Identifier: BSD-3-Clause */
/* op.h: reduction operations (MPI 5.0, 6.9). */
#ifndef OBJ_OP_H
#define OBJ_OP_H

#include <stdbool.h>

#include "obj/basic.h"
#include "obj/object.h"

struct MPI_ABI_Op {
    struct object object;
    bool commutative;
    MPI_User_function *function;      /* MPI_Op_create; NULL otherwise */
    MPI_User_function_c *function_c;  /* MPI_Op_create_c; NULL otherwise */
    const struct op_kernels *kernels; /* what a predefined one computes; else NULL */
};

typedef struct MPI_ABI_Op op_t;

static inline op_t *op_of(MPI_Op handle)
{
    return object_of(handle, OBJECT_OP);
}

/* "MPI_SUM"; of an operation of MPI_Op_create "the operation". */
const char *op_name(const op_t *op);

/* Makes the predefined operations and enters them in the table of predefined objects. */
int op_init(void);
void op_fini(void);

/* A user's operation (MPI 5.0, 6.9.5); exactly one of the functions is not NULL. */
int op_create(MPI_User_function *function, MPI_User_function_c *function_c,
              bool commutative, op_t **op);

/* MPI_SUCCESS if op may be applied to the named type basic (any type at all if op is a
 * user's); else MPI_ERR_OP with a text that names both and says what op is defined for.
 */
int op_check(const op_t *op, enum basic basic, const char *type_name);

/*
 * inout[i] = in[i] op inout[i] for count elements (MPI_Reduce_local's order of operands).
 * The caller has asked op_check(); MPI_REPLACE and MPI_NO_OP, which it refuses, work for
 * one-sided communication.  type is the handle that a user's function is given.
 * More than INT_MAX elements reach a function of int counts in pieces, extent bytes
 * apart.
 */
void op_apply(const op_t *op, const void *in, void *inout, MPI_Count count,
              enum basic basic, MPI_Datatype type, MPI_Count extent);

#endif
