/* SPDX-License-Identifier: BSD-3-Clause */
/* counts.h: an array of counts, displacements or sizes as an entry point got it: of int,
 * or of 64 bits (MPI_Aint, MPI_Count).  Nothing is copied. */
#ifndef TYPE_COUNTS_H
#define TYPE_COUNTS_H

#include <mpi.h>
#include <stdint.h>

_Static_assert(sizeof(MPI_Aint) == sizeof(MPI_Count), "one kind of wide array");

/* The address, and its lowest bit set if the elements have 64 bits. */
struct counts {
    uintptr_t address;
};

static inline struct counts counts_int(const int *array)
{
    return (struct counts){ (uintptr_t)array };
}

static inline struct counts counts_64(const MPI_Count *array)
{
    return (struct counts){ (uintptr_t)array | (array ? 1 : 0) };
}

static inline MPI_Count count_at(struct counts counts, MPI_Count i)
{
    if (counts.address & 1)
        return ((const MPI_Count *)(counts.address - 1))[i];
    return ((const int *)counts.address)[i];
}

#endif
