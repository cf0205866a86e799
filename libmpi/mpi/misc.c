/* SPDX-License-Identifier: BSD-3-Clause */
/* misc.c: enquiry (MPI 5.0, 9.1), arithmetic on addresses (5.1.5), profiling (15.2.4).
 * Legal before MPI_Init and after MPI_Finalize, all but MPI_Get_processor_name. */
#include <mpi.h>

#include <stdint.h>
#include <stdio.h>

#include "boot/boot.h"
#include "mpi/raise.h"
#include "util/macros.h"

int PMPI_Get_version(int *version, int *subversion)
{
    *version = MPI_VERSION;
    *subversion = MPI_SUBVERSION;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Get_version, MPI_Get_version);

int PMPI_Get_library_version(char *version, int *resultlen)
{
    *resultlen =
        snprintf(version, MPI_MAX_LIBRARY_VERSION_STRING,
                 "Slipway " PACKAGE_VERSION " (MPI %d.%d, ABI %d.%d)", MPI_VERSION,
                 MPI_SUBVERSION, MPI_ABI_VERSION, MPI_ABI_SUBVERSION);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Get_library_version, MPI_Get_library_version);

/* Addresses above the middle of the address space are negative, and the standard lets a
 * difference pass it: in unsigned numbers that wraps instead of being undefined. */
MPI_Aint PMPI_Aint_add(MPI_Aint base, MPI_Aint disp)
{
    return (MPI_Aint)((uintptr_t)base + (uintptr_t)disp);
}
weak_alias(PMPI_Aint_add, MPI_Aint_add);

MPI_Aint PMPI_Aint_diff(MPI_Aint addr1, MPI_Aint addr2)
{
    return (MPI_Aint)((uintptr_t)addr1 - (uintptr_t)addr2);
}
weak_alias(PMPI_Aint_diff, MPI_Aint_diff);

int PMPI_Get_processor_name(char *name, int *resultlen)
{
    int rc = raise_if_outside();

    if (rc == MPI_SUCCESS)
        *resultlen = snprintf(name, MPI_MAX_PROCESSOR_NAME, "%.*s",
                              MPI_MAX_PROCESSOR_NAME - 1, boot()->node_name);
    return raise_self(rc, CALL_Get_processor_name);
}
weak_alias(PMPI_Get_processor_name, MPI_Get_processor_name);

/* There is nothing to control: it is for the tools which put their own in its place. */
int PMPI_Pcontrol(const int level, ...)
{
    (void)level;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Pcontrol, MPI_Pcontrol);
