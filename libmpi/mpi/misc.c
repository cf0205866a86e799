/* SPDX-License-Identifier: BSD-3-Clause */
/* misc.c: enquiry (MPI 5.0, 9.1). */
#include <mpi.h>

#include "util/macros.h"

int PMPI_Get_version(int *version, int *subversion)
{
    *version = MPI_VERSION;
    *subversion = MPI_SUBVERSION;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Get_version, MPI_Get_version);
