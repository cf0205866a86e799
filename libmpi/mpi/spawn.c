/* SPDX-License-Identifier: BSD-3-Clause */
/* spawn.c: dynamic processes (MPI 5.0, chapter 11); so far, those that started us. */
#include <mpi.h>

#include "mpi/raise.h"
#include "util/macros.h"

/* Nobody spawned this process: it has no parent. */
int PMPI_Comm_get_parent(MPI_Comm *parent)
{
    int error = raise_if_outside();

    if (error)
        return raise_self(error, __func__);
    *parent = MPI_COMM_NULL;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_get_parent, MPI_Comm_get_parent);
