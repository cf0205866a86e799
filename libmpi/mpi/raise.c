/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/raise.h"

#include <stdio.h>
#include <stdlib.h>

#include "util/err.h"

int raise_comm(MPI_Comm comm, int error_class, const char *call)
{
    (void)comm;
    return raise_self(error_class, call);
}

int raise_self(int error_class, const char *call)
{
    if (error_class == MPI_SUCCESS)
        return MPI_SUCCESS;
    fprintf(stderr, "slipway: %s: %s (%s)\n", call + (call[0] == 'P'), err_text(),
            err_class_name(error_class));
    exit(EXIT_FAILURE);
}
