/* SPDX-License-Identifier: BSD-3-Clause */
/* status.c: what a status says, one by one (MPI 5.0, 3.2.5 and 13.3).  Legal
 * before MPI_Init and after MPI_Finalize. */
#include <mpi.h>

#include "p2p/request.h"
#include "util/macros.h"

int PMPI_Status_get_source(const MPI_Status *status, int *source)
{
    *source = status->MPI_SOURCE;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Status_get_source, MPI_Status_get_source);

int PMPI_Status_get_tag(const MPI_Status *status, int *tag)
{
    *tag = status->MPI_TAG;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Status_get_tag, MPI_Status_get_tag);

int PMPI_Status_get_error(const MPI_Status *status, int *error)
{
    *error = status->MPI_ERROR;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Status_get_error, MPI_Status_get_error);

int PMPI_Status_set_source(MPI_Status *status, int source)
{
    status->MPI_SOURCE = source;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Status_set_source, MPI_Status_set_source);

int PMPI_Status_set_tag(MPI_Status *status, int tag)
{
    status->MPI_TAG = tag;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Status_set_tag, MPI_Status_set_tag);

int PMPI_Status_set_error(MPI_Status *status, int error)
{
    status->MPI_ERROR = error;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Status_set_error, MPI_Status_set_error);

int PMPI_Status_set_cancelled(MPI_Status *status, int flag)
{
    status_set_cancelled(status, flag);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Status_set_cancelled, MPI_Status_set_cancelled);
