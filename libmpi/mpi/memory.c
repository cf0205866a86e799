/* SPDX-License-Identifier: BSD-3-Clause */
/* memory.c: memory that is good for communication (MPI 5.0, 9.2). */
#include <mpi.h>

#include <stddef.h>
#include <stdlib.h>

#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "obj/info.h"
#include "util/err.h"
#include "util/macros.h"

/* A cache line, so that no two allocations share one. */
enum { LEAST_ALIGNMENT = 64 };

/* The hint mpi_minimum_memory_alignment; what is no power of two is no hint. */
static size_t alignment_of(const info_t *info)
{
    const char *hint = info ? info_get(info, "mpi_minimum_memory_alignment") : NULL;
    unsigned long wanted = hint ? strtoul(hint, NULL, 10) : 0;

    return wanted > LEAST_ALIGNMENT && (wanted & (wanted - 1)) == 0 ? wanted
                                                                    : LEAST_ALIGNMENT;
}

int PMPI_Alloc_mem(MPI_Aint size, MPI_Info info, void *baseptr)
{
    int error = raise_if_outside();
    void *memory = NULL;

    if (!error && size < 0)
        error =
            err(MPI_ERR_SIZE, "size is %lld: it must not be negative", (long long)size);
    if (!error && info != MPI_INFO_NULL && !info_of(info))
        error = handle_invalid(info, OBJECT_INFO, "info");
    if (!error && posix_memalign(&memory, alignment_of(info_of(info)), (size_t)size) != 0)
        error = err(MPI_ERR_NO_MEM, "no memory for %lld B", (long long)size);
    if (error)
        return raise_self(given(error, "size=%jd, %pI", size, info), CALL_Alloc_mem);
    *(void **)baseptr = memory;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Alloc_mem, MPI_Alloc_mem);

int PMPI_Free_mem(void *base)
{
    int error = raise_if_outside();

    if (!error && !base)
        error = err(MPI_ERR_BASE, "base is NULL: pass what MPI_Alloc_mem gave");
    if (error)
        return raise_self(error, CALL_Free_mem);
    free(base);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Free_mem, MPI_Free_mem);
