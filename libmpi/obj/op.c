/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/op.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "obj/op_kernels.h"
#include "util/err.h"

enum { PREDEFINED_MAX = 16 };

static op_t predefined[PREDEFINED_MAX];

static bool is_handle(const op_t *op, MPI_Op handle)
{
    return op->object.handle == (uintptr_t)handle;
}

int op_init(void)
{
    for (size_t i = 0; i < op_kernels_count; i++) {
        op_t *op = &predefined[i];

        object_init(&op->object, OBJECT_OP, NULL);
        object_predefine(&op->object, op_kernels[i].handle);
        op->kernels = &op_kernels[i];
        op->commutative = op->kernels->families != 0;
    }
    return MPI_SUCCESS;
}

void op_fini(void)
{
    for (size_t i = 0; i < op_kernels_count; i++)
        object_undefine(&predefined[i].object);
}

static void op_destroy(struct object *object)
{
    free(container_of(object, op_t, object));
}

int op_create(MPI_User_function *function, MPI_User_function_c *function_c,
              bool commutative, op_t **op)
{
    op_t *new;

    if (!function && !function_c)
        return err(MPI_ERR_ARG, "user_fn is NULL: pass the address of a function");
    new = calloc(1, sizeof *new);
    if (!new)
        return err(MPI_ERR_NO_MEM, "no memory for an operation");
    object_init(&new->object, OBJECT_OP, op_destroy);
    new->commutative = commutative;
    new->function = function;
    new->function_c = function_c;
    *op = new;
    return MPI_SUCCESS;
}

const char *op_name(const op_t *op)
{
    return op->kernels ? op->kernels->name : "the operation";
}

int op_check(const op_t *op, enum basic basic, const char *type_name)
{
    const struct op_kernels *kernels = op->kernels;

    if (!kernels)
        return MPI_SUCCESS;
    if (!kernels->families)
        return err(
            MPI_ERR_OP,
            "%s is for MPI_Accumulate and other one-sided calls, not for reductions",
            kernels->name);
    if (basic == BASIC_NONE)
        return err(
            MPI_ERR_OP,
            "%s is not defined for the derived datatype \"%s\": it takes %s, and only an operation of MPI_Op_create takes derived datatypes",
            kernels->name, type_name, kernels->takes);
    if (!op_kernels_legal(kernels, basic))
        return err(MPI_ERR_OP, "%s is not defined for %s: it takes %s", kernels->name,
                   type_name, kernels->takes);
    if (!op_kernel(kernels, basic))
        return err(
            MPI_ERR_OP,
            "%s on %s is not in this build of the library: its compiler had no such "
            "type",
            kernels->name, type_name);
    return MPI_SUCCESS;
}

/* An MPI_User_function counts in int: more elements reach it in pieces. */
static void apply_user(const op_t *op, const char *in, char *inout, MPI_Count count,
                       MPI_Datatype type, MPI_Count extent)
{
    while (count > 0) {
        int len = count < INT_MAX ? (int)count : INT_MAX;
        MPI_Datatype handle = type; /* the function may write to its arguments */
        MPI_Count bytes = len * extent;

        count -= len;
        op->function((void *)in, inout, &len, &handle);
        in += bytes;
        inout += bytes;
    }
}

void op_apply(const op_t *op, const void *in, void *inout, MPI_Count count,
              enum basic basic, MPI_Datatype type, MPI_Count extent)
{
    if (count == 0)
        return;
    if (op->kernels) {
        op_kernel_f *kernel = op_kernel(op->kernels, basic);

        if (kernel)
            kernel(in, inout, count);
        else if (is_handle(op, MPI_REPLACE))
            memcpy(inout, in, (size_t)(count * extent));
    } else if (op->function_c) {
        op->function_c((void *)in, inout, &count, &type);
    } else {
        apply_user(op, in, inout, count, type, extent);
    }
}
