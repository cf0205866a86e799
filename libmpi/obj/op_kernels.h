/* SPDX-License-Identifier: BSD-3-Clause */
/* op_kernels.h: what the predefined operations compute, as one table of loops. */
#ifndef OBJ_OP_KERNELS_H
#define OBJ_OP_KERNELS_H

#include <mpi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "obj/basic.h"

/* inout[i] = in[i] op inout[i] for count elements, which do not overlap. */
typedef void op_kernel_f(const void *in, void *inout, MPI_Count count);

struct op_kernels {
    uint32_t handle;   /* of the operation */
    const char *name;  /* "MPI_SUM" */
    const char *takes; /* the families of types it is defined for, in words */
    unsigned families; /* the same in bits; 0: one-sided communication only */
    op_kernel_f *const *of_arithmetic;
};

extern const struct op_kernels op_kernels[];
extern const size_t op_kernels_count;

/* Does the standard define the operation for this named type (MPI 5.0, 6.9.2)? */
bool op_kernels_legal(const struct op_kernels *kernels, enum basic basic);

/* The loop for this type; NULL if the compiler had no such type, or it is not legal. */
op_kernel_f *op_kernel(const struct op_kernels *kernels, enum basic basic);

#endif
