/* SPDX-License-Identifier: BSD-3-Clause */
/* macros.h: the few macros of this code base. */
#ifndef UTIL_MACROS_H
#define UTIL_MACROS_H

#include <stddef.h>

#define likely(x)   __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#define container_of(pointer, type, member)                                              \
    ((type *)((char *)(pointer)-offsetof(type, member)))

#define array_length(array) (sizeof(array) / sizeof *(array))

/* Stands under each entry point: MPI_X is a weak second name of PMPI_X, so that a tool
 * may define its own MPI_X (MPI 5.0, 15.2).  Both are declared by mpi.h with default
 * visibility. */
#define weak_alias(name, weak_name)                                                      \
    extern __typeof__(name) weak_name __attribute__((weak, alias(#name)))

#endif
